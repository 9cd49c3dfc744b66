/**
 * How many orders a second the pages can follow at DescribeExecution's quota: `node tests/load/polling.mjs`.
 *
 * Orders come by chance, take as long as the model below says, and each page looks by the waits of site/js/poll.js.
 * A look that the quota refuses is one that the page repeats later. docs/scale.md has the figures and what the model
 * rests on.
 */
import { pathToFileURL } from "node:url";
import { delays } from "../../site/js/poll.js";

// Source: docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html (us-east-2, whole account)
const QUOTA = { atOnce: 250, perSecond: 10 };
const SIMULATED_SECONDS = 3600;
const ACCEPTABLE = 0.01; // of looks refused

/** Milliseconds of each step: [least, mean]. */
const STEPS = {
  start: [30, 50],
  transitions: [120, 180], // six of them
  placeOrder: [25, 45],
  processPayment: [60, 100],
  confirmOrder: [15, 35],
  notifyWithPolly: [200, 360],
};
const COLD_FUNCTION = [450, 700];

/**
 * The workflow of three functions, and the one of six before it.
 * @type {Record<string, { functions: number, more: number[][] }>}
 */
export const WORKFLOWS = {
  three: { functions: 3, more: [] },
  six: { functions: 6, more: [[40, 90]] },
};

/** The waits before: from 200 to 400 ms first, then half longer each time. */
export function* formerDelays({ random = Math.random } = {}) {
  for (let longest = 400; ; longest = Math.min(longest * 1.5, 8_000)) {
    yield longest / 2 + (random() * longest) / 2;
  }
}

/** @param {number} seed */
export function dice(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/**
 * How long an order takes, in milliseconds; without `random` as long as the quickest one.
 * @param {{ functions: number, more: number[][] }} workflow
 * @param {boolean} cold
 * @param {() => number} [random]
 */
export function orderTime(workflow, cold, random = () => 0) {
  const starts = cold ? Array(workflow.functions).fill(COLD_FUNCTION) : [];
  const steps = [...Object.values(STEPS), ...workflow.more, ...starts];
  return steps.reduce((sum, [least, mean]) => sum - Math.log(1 - random()) * (mean - least) + least, 0);
}

/** How often a page looks until it sees the end of an order that takes so long. */
export function looks(milliseconds, waits) {
  let at = 0;
  let count = 0;
  for (const wait of waits) {
    at += wait;
    count += 1;
    if (at >= milliseconds) break;
  }
  return count;
}

/**
 * The share of looks that the quota refuses.
 * @param {number} ordersPerSecond
 * @param {{ workflow: { functions: number, more: number[][] }, waits: typeof delays, random: () => number }} shop
 */
export function refused(ordersPerSecond, { workflow, waits, random }) {
  /** @type {{ at: number, ends: number, next: Iterator<number> }[]} */
  const pages = [];
  for (let at = 0; at < SIMULATED_SECONDS * 1000;) {
    at -= (Math.log(1 - random()) / ordersPerSecond) * 1000;
    const next = waits({ random })[Symbol.iterator]();
    pages.push({ at: at + next.next().value, ends: at + orderTime(workflow, false, random), next });
  }
  let [left, filled, asked, no] = [QUOTA.atOnce, 0, 0, 0];
  const due = queue(pages);
  for (let page = due.take(); page; page = due.take()) {
    left = Math.min(QUOTA.atOnce, left + ((page.at - filled) / 1000) * QUOTA.perSecond);
    [filled, asked] = [page.at, asked + 1];
    const answered = left >= 1;
    if (answered) left -= 1;
    else no += 1;
    if (answered && page.at >= page.ends) continue;
    const wait = page.next.next();
    if (!wait.done) due.put({ ...page, at: page.at + wait.value });
  }
  return no / asked;
}

/** The most orders a second, in tenths, of which the quota refuses few enough looks. */
export function mostOrders(shop) {
  let rate = 0.5;
  while (refused(rate + 0.1, { ...shop, random: dice(1) }) <= ACCEPTABLE) rate += 0.1;
  return rate;
}

/** A heap by `at`. */
function queue(items) {
  const heap = [...items].sort((a, b) => a.at - b.at);
  const swap = (i, j) => ([heap[i], heap[j]] = [heap[j], heap[i]]);
  return {
    put(item) {
      let i = heap.push(item) - 1;
      for (let up = (i - 1) >> 1; i && heap[up].at > heap[i].at; i = up, up = (i - 1) >> 1) swap(i, up);
    },
    take() {
      if (heap.length < 2) return heap.pop();
      swap(0, heap.length - 1);
      const first = heap.pop();
      for (let i = 0; ;) {
        const [left, right] = [2 * i + 1, 2 * i + 2];
        let least = i;
        if (left < heap.length && heap[left].at < heap[least].at) least = left;
        if (right < heap.length && heap[right].at < heap[least].at) least = right;
        if (least === i) return first;
        swap(i, least);
        i = least;
      }
    },
  };
}

/** @param {number[]} numbers */
function mean(numbers) {
  return numbers.reduce((a, b) => a + b) / numbers.length;
}

function report() {
  for (const [name, workflow, waits] of [
    ["before", WORKFLOWS.six, formerDelays],
    ["now", WORKFLOWS.three, delays],
  ]) {
    for (const cold of [false, true]) {
      const random = dice(7);
      const times = Array.from({ length: 20_000 }, () => orderTime(workflow, cold, random)).sort((a, b) => a - b);
      const counts = times.map((time) => looks(time, waits({ random }))).sort((a, b) => a - b);
      console.log(
        `${name.padEnd(7)}${cold ? "cold" : "warm"}  quickest ${(orderTime(workflow, cold) / 1000).toFixed(2)} s` +
          `, usual ${(times[10_000] / 1000).toFixed(2)} s, p99 ${(times[19_800] / 1000).toFixed(2)} s;` +
          ` looks ${mean(counts).toFixed(2)}, p99 ${counts[19_800]}`,
      );
    }
    console.log(`${name.padEnd(7)}orders a second at the quota: ${mostOrders({ workflow, waits }).toFixed(1)}`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) report();
