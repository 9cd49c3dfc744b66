import assert from "node:assert/strict";
import { test } from "node:test";
import { grouped, meant, problemsOf, quantity } from "../../site/js/rules.js";

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

const PIECES = {
  0: [0],
  20: [20],
  " 7 ": [7],
  "": [0],
  "１２": [12],
  21: [20, "The shop takes up to 20 of a dish."],
  "1e1": [3, "Enter a whole number from 0 to 20."],
  "-3": [3, "Enter a whole number from 0 to 20."],
  "1 2": [3, "Enter a whole number from 0 to 20."],
  "٧": [7],
  "1.5": [3, "Enter a whole number from 0 to 20."],
};
for (const [typed, meant] of Object.entries(PIECES)) {
  test(`a quantity of "${typed}" is ${meant[0]}`, () => assert.deepEqual(quantity(typed, 3), meant));
}

const NUMBERS = {
  "1111-1111 11": "1111 1111 11",
  "1111 - 1111 - 1111 - 1111": "1111 1111 1111 1111",
  "１１１１１": "1111 1",
  "411111111111111O": "411111111111111O",
  "12345678901234567890": "1234 5678 9012 3456 7890",
};
for (const [typed, shown] of Object.entries(NUMBERS)) {
  test(`a card's number typed as ${typed} is shown as ${shown}`, () => assert.equal(grouped(typed), shown));
}

const TYPED = {
  "４３０８５": "43085",
  "٤٣٠٨٥": "43085",
  "४३०८५": "43085",
  "𝟒𝟑𝟎𝟖𝟓": "43085",
  "\u202a+1 (614) 555\u20110100\u202c": "+1 (614) 555-0100",
  "1111\u00a01111\u200b\u202f1111": "1111 1111 1111",
  "\ufeffSW1A\u30001AA\n": "SW1A 1AA",
};
for (const [typed, plainly] of Object.entries(TYPED)) {
  test(`${JSON.stringify(typed)} means ${plainly}`, () => assert.equal(meant(typed), plainly));
}
