import assert from "node:assert/strict";
import { test } from "node:test";
import { delays } from "../../site/js/poll.js";
import { WORKFLOWS, dice, formerDelays, looks, orderTime, refused } from "../load/polling.mjs";

/** How often pages look at a thousand orders, the fewest first. */
function counts(cold) {
  const random = dice(1);
  const look = () => looks(orderTime(WORKFLOWS.three, cold, random), delays({ random }));
  return Array.from({ length: 1000 }, look).sort((a, b) => a - b);
}

test("waits get longer up to a longest one, and end at the limit", () => {
  const waits = [...delays({ limitMs: 60_000, random: () => 1 })];
  assert.deepEqual(waits.slice(0, 3), [900, 900, 1350]);
  assert.deepEqual(
    waits,
    waits.toSorted((a, b) => a - b),
  );
  assert.equal(Math.max(...waits), 8_100);
  const sum = waits.reduce((a, b) => a + b);
  assert.ok(sum >= 60_000 && sum - waits.at(-1) < 60_000);
});

test("each wait is up to half longer by chance, so that many pages don't ask at once", () => {
  assert.equal(delays({ random: () => 0 }).next().value, 600);
  assert.equal(delays({ random: () => 0.5 }).next().value, 750);
});

test("a usual order takes two looks at most, one whose functions had to start four", () => {
  assert.equal(counts(false)[950], 2);
  assert.equal(counts(true)[500], 4);
});

test("no look comes before the quickest order can have ended", () => {
  assert.ok(delays({ random: () => 0 }).next().value >= orderTime(WORKFLOWS.three, false));
});

test("the quota of looks is enough for six orders a second, where it was for three", () => {
  const shop = { workflow: WORKFLOWS.three, waits: delays, random: dice(1) };
  assert.ok(refused(6, shop) < 0.01);
  const former = { workflow: WORKFLOWS.six, waits: formerDelays, random: dice(1) };
  assert.ok(refused(3, former) < 0.01);
  assert.ok(refused(4, former) > 0.01);
});
