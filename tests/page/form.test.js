import assert from "node:assert/strict";
import { test } from "node:test";
import { grouped, problemsOf, quantity } from "../../site/js/form.js";

const WISH = { customer: { name: "Ann" }, fulfilment: "pickup", items: [{ item: "pizza", quantity: 1 }], total: "12.50" };
const CARD = { number: "1111111111111111", name: "Ann Lee", zip: "43085", securityCode: "123" };

const fields = (wish, card) =>
  problemsOf({ ...WISH, ...wish }, { ...CARD, ...card }).map(({ field }) => field);

test("a whole form has no problem", () => assert.deepEqual(fields(), []));

test("an empty form has one for each field, in the form's order", () => {
  const nothing = { number: "", name: "", zip: "", securityCode: "" };
  assert.deepEqual(fields({ customer: { name: "" }, items: [] }, nothing), [
    "menu",
    "customer-name",
    "card-number",
    "card-name",
    "card-zip",
    "card-code",
  ]);
});

test("a card that wouldn't fit into its encryption is told at the name, which is the part that can be shorter", () => {
  assert.deepEqual(fields({}, { name: "é".repeat(80) }), ["card-name"]);
  assert.deepEqual(fields({}, { name: "e".repeat(56) }), []);
});

test("control characters are in no name", () => {
  assert.deepEqual(fields({ customer: { name: "A\u0007" } }, { name: "A\u2028" }), [
    "customer-name",
    "card-name",
  ]);
});

test("what is delivered needs an address and a phone number", () => {
  const there = { address: "12 Main St", phone: "+1 (614) 555-0100" };
  assert.deepEqual(fields({ delivery: there }), []);
  assert.deepEqual(fields({ delivery: { address: "\u200b", phone: "12345" } }), [
    "delivery-address",
    "delivery-phone",
  ]);
});

test("quantities are whole and between none and as many as the shop takes", () => {
  assert.deepEqual(["3", "2.9", "-1", "99", "", "x", "1e1"].map(quantity), [3, 2, 0, 20, 0, 0, 10]);
});

test("a card's number is written in groups of four", () => {
  assert.equal(grouped("11111"), "1111 1");
  assert.equal(grouped("1111-1111 x"), "1111 1111");
  assert.equal(grouped("1".repeat(25)).replaceAll(" ", "").length, 19);
});
