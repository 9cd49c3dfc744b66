import assert from "node:assert/strict";
import { test } from "node:test";
import { delays } from "../../site/js/poll.js";

test("waits get longer up to a longest one, and end at the limit", () => {
  const waits = [...delays({ limitMs: 60_000, random: () => 1 })];
  assert.deepEqual(waits.slice(0, 3), [400, 600, 900]);
  assert.deepEqual(
    waits,
    waits.toSorted((a, b) => a - b),
  );
  assert.equal(Math.max(...waits), 8_000);
  const sum = waits.reduce((a, b) => a + b);
  assert.ok(sum >= 60_000 && sum - waits.at(-1) < 60_000);
});

test("half of each wait is chance, so that many pages don't ask at once", () => {
  assert.equal(delays({ random: () => 0 }).next().value, 200);
  assert.equal(delays({ random: () => 0.5 }).next().value, 300);
});
