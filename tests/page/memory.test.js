import assert from "node:assert/strict";
import { test } from "node:test";
import { Memory } from "../../site/js/memory.js";

const ORDER = { request: { name: "11111111-2222-4333-8444-555555555555", input: {} } };
const storage = (kept = new Map()) => ({
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => kept.set(key, value),
  removeItem: (key) => kept.delete(key),
});

/** A tab of a browser whose tabs share a storage. */
const tab = (shared, own = storage()) => new Memory(() => own, () => shared);

test("another tab finds the last order again for 15 minutes", (context) => {
  context.mock.timers.enable({ apis: ["Date"] });
  const shared = storage();
  tab(shared).keep(ORDER);
  context.mock.timers.tick(15 * 60_000 - 1);
  assert.deepEqual(tab(shared).recall()?.request, ORDER.request);
  context.mock.timers.tick(1);
  assert.equal(tab(shared).recall(), null);
  assert.equal(shared.getItem("shop.order"), null, "what is old isn't kept");
});

test("a tab keeps to its own order, and one that's dropped is found nowhere", () => {
  const shared = storage();
  const mine = tab(shared);
  mine.keep(ORDER);
  tab(shared).keep({ request: { ...ORDER.request, name: "another" } });
  assert.equal(mine.recall()?.request.name, ORDER.request.name);
  mine.forget();
  assert.equal(mine.recall(), null);
});

test("a browser that refuses storage, or holds nonsense, remembers nothing and fails nowhere", () => {
  const refusing = () => {
    throw new DOMException("no", "SecurityError");
  };
  for (const memory of [new Memory(refusing), tab({ ...storage(), getItem: () => "{" }, { ...storage(), getItem: () => "[" })]) {
    memory.keep(ORDER);
    memory.keepCart({ customer: { name: "Ann" }, items: [] });
    memory.forget();
    assert.deepEqual([memory.recall(), memory.recallCart()], [null, null]);
  }
});
