import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiFault } from "../../site/js/faults.js";
import { Memory } from "../../site/js/memory.js";
import { Ordering } from "../../site/js/ordering.js";
import { Store } from "../../site/js/store.js";

const REQUEST = { name: "11111111-2222-4333-8444-555555555555", input: { total: "1.00", card: { ciphertext: "c" } } };
const OUTCOME = {
  orderId: REQUEST.name,
  status: "CONFIRMED",
  total: "1.00",
  currency: "USD",
  message: "Hi",
  audio: null,
};
const SUCCEEDED = { status: "SUCCEEDED", output: JSON.stringify(OUTCOME), endedAt: 1_000 };
const RUNNING = { status: "RUNNING" };

/** A browser's storage. */
function storage() {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}

/** An ordering whose shop gives these answers, the last one for ever; a fault is thrown. */
function ordering({ starts = ["arn:x"], describes = [SUCCEEDED], kept = storage() }) {
  const calls = { start: [], describe: [] };
  const next = (kind, answers) => async (asked) => {
    const answer = answers[Math.min(calls[kind].push(asked), answers.length) - 1];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const api = { start: next("start", starts), describe: next("describe", describes) };
  const store = new Store();
  const seen = [];
  store.addEventListener("change", () => seen.push(store.state.stage.at));
  const asked = [];
  const askAgain = async (wish, words) => {
    asked.push({ wish, words });
    store.update({ stage: { at: "choosing", refusal: words } });
  };
  const parts = {
    store,
    memory: new Memory(() => kept),
    api: async () => api,
    pause: async () => {},
    askAgain,
  };
  return { it: new Ordering(parts), store, seen, calls, kept, asked };
}

test("an order goes from sending over waiting to its outcome", async () => {
  const { it, store, seen } = ordering({ describes: [RUNNING, SUCCEEDED] });
  await it.place(REQUEST);
  assert.deepEqual([...new Set(seen)], ["sending", "waiting", "settled"]);
  assert.deepEqual(store.state.stage.outcome, { ...OUTCOME, endedAt: 1_000 });
});

test("a lost answer is asked for again with the identical request", async () => {
  const { it, store, calls } = ordering({
    starts: [new ApiFault("timeout"), new ApiFault("failing"), "arn:x"],
  });
  await it.place(REQUEST);
  assert.equal(store.state.stage.at, "settled");
  assert.deepEqual(calls.start, [REQUEST, REQUEST, REQUEST]);
});

test("an order that exists already is followed by its execution", async () => {
  const { it, calls } = ordering({ starts: [new ApiFault("taken", { executionArn: "arn:other" })] });
  await it.place(REQUEST);
  assert.deepEqual(calls.describe, ["arn:other"]);
});

test("after a reload a known execution is asked for and nothing is sent", async () => {
  const kept = storage();
  await ordering({ kept }).it.place(REQUEST);
  const { it, store, calls } = ordering({ kept });
  await it.goOn();
  assert.deepEqual([calls.start, calls.describe, store.state.stage.at], [[], ["arn:x"], "settled"]);
});

test("an execution that isn't found at first is pending", async () => {
  const { it, store } = ordering({
    describes: [new ApiFault("missing"), new ApiFault("missing"), SUCCEEDED],
  });
  await it.place(REQUEST);
  assert.equal(store.state.stage.at, "settled");
});

test("an execution that's never found ends the waiting, and can be asked for again", async () => {
  const { it, store, calls } = ordering({ describes: [new ApiFault("missing")] });
  await it.place(REQUEST);
  assert.equal(store.state.stage.at, "paused");
  assert.match(store.state.stage.words.title, /can't find/);
  const before = calls.describe.length;
  await it.goOn();
  assert.equal(calls.describe.length, before * 2);
  assert.equal(calls.start.length, 1);
});

test("waiting ends at a sane time", async () => {
  const { it, store, calls } = ordering({ describes: [RUNNING] });
  await it.place(REQUEST);
  assert.equal(store.state.stage.at, "paused");
  assert.ok(calls.describe.length < 60);
});

test("a shop that doesn't answer leaves the order to be sent again", async () => {
  const { it, store } = ordering({ starts: [new ApiFault("failing")] });
  await it.place(REQUEST);
  assert.equal(store.state.stage.at, "paused");
  assert.deepEqual(it.order, { request: REQUEST, sent: true });
});

test("a refusal after a lost answer keeps the order, as the shop may have it", async () => {
  const { it, store, calls } = ordering({
    starts: [new ApiFault("timeout"), new ApiFault("refused"), "arn:x"],
  });
  await it.place(REQUEST);
  assert.equal(store.state.stage.at, "paused");
  assert.match(store.state.stage.words.detail, /can't tell yet whether it has your order/);
  await it.goOn();
  assert.equal(store.state.stage.at, "settled");
  assert.deepEqual(calls.start, [REQUEST, REQUEST, REQUEST]);
});

test("a refusal after a reload in the middle of sending keeps the order", async () => {
  const kept = storage();
  ordering({ kept, starts: [new Promise(() => {})] }).it.place(REQUEST);
  await new Promise((resume) => setImmediate(resume));
  const { it, store } = ordering({ kept, starts: [new ApiFault("refused")] });
  await it.goOn();
  assert.equal(store.state.stage.at, "paused");
  assert.deepEqual(it.order, { request: REQUEST, sent: true });
});

test("a refused order is forgotten, so that the next one gets a name of its own", async () => {
  const { it, store, kept } = ordering({ starts: [new ApiFault("refused")] });
  await it.place(REQUEST);
  assert.equal(store.state.stage.at, "choosing");
  assert.ok(store.state.stage.refusal);
  assert.equal(new Memory(() => kept).recall(), null);
});

test("another price than was sent is shown and asked for again, under a name of its own", async () => {
  const message = "Ann, the price has changed, it's now 2.00 USD";
  const output = JSON.stringify({ ...OUTCOME, status: "CANCELLED", total: "2.00", message });
  const { it, store, kept, asked } = ordering({ describes: [{ status: "SUCCEEDED", output }] });
  await it.place(REQUEST);
  assert.deepEqual(asked[0].wish, REQUEST.input);
  assert.equal(asked[0].words.detail, message);
  assert.equal(store.state.stage.at, "choosing");
  assert.equal(new Memory(() => kept).recall(), null);
});

test("a payment that nobody can tell of is an outcome, and not one to try again", async () => {
  const output = JSON.stringify({ ...OUTCOME, status: "UNKNOWN" });
  const { it, store, asked } = ordering({ describes: [{ status: "SUCCEEDED", output }] });
  await it.place(REQUEST);
  assert.equal(store.state.stage.outcome.status, "UNKNOWN");
  assert.deepEqual(asked, []);
});

test("a failed workflow is told by its own code", async () => {
  const { it, store } = ordering({ describes: [{ status: "FAILED", error: "OrderTakenBefore" }] });
  await it.place(REQUEST);
  assert.equal(store.state.stage.at, "broken");
  assert.match(store.state.stage.words.detail, /don't order again/);
});

test("two calls at once bring the order home once", async () => {
  const { it, calls } = ordering({});
  await Promise.all([it.place(REQUEST), it.goOn(), it.goOn()]);
  assert.equal(calls.start.length, 1);
});

test("a shop that has just closed is said to be closed, and nothing is tried again", async () => {
  const { it, calls, asked, kept } = ordering({ starts: [new ApiFault("closed")] });
  await it.place(REQUEST);
  assert.equal(calls.start.length, 1);
  assert.equal(asked[0].words.title, "The shop is closed");
  assert.equal(kept.getItem("shop.order"), null);
});

test("a shop that closed after an answer was lost may have the order", async () => {
  const { it, store } = ordering({ starts: [new ApiFault("timeout"), new ApiFault("closed")] });
  await it.place(REQUEST);
  assert.equal(store.state.stage.at, "paused");
});
