import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const SITE = new URL("../../site/", import.meta.url);
const PAGE = readFileSync(new URL("index.html", SITE), "utf8");

test("every module is preloaded, so that none waits for the one that imports it", () => {
  const modules = readdirSync(new URL("js/", SITE), { recursive: true })
    .filter((file) => file.endsWith(".js") && file !== "main.js")
    .map((file) => `js/${file}`);
  const preloaded = [...PAGE.matchAll(/rel="modulepreload" href="([^"]+)"/g)].map((match) => match[1]);
  assert.deepEqual(preloaded.toSorted(), modules.toSorted());
});

test("nothing is inline, so that the strictest policy holds", () => {
  assert.doesNotMatch(PAGE, /<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/i);
});
