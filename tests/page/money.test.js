import assert from "node:assert/strict";
import { test } from "node:test";
import { cents, formatted, total } from "../../site/js/money.js";

const MENU = {
  currency: "USD",
  items: [
    { id: "pizza", name: "Pizza", price: "0.10", description: "" },
    { id: "drink", name: "Drink", price: "0.20", description: "" },
  ],
};

test("a price becomes whole cents", () => {
  assert.equal(cents("12.50"), 1250);
  assert.equal(cents("0.07"), 7);
  assert.equal(cents("4.35"), 435); // 4.35 * 100 is 434.99999999999994
});

for (const wrong of ["12.5", "12", "-1.00", "1e3", "", "1.000", " 1.00"]) {
  test(`"${wrong}" is no price`, () => assert.throws(() => cents(wrong), RangeError));
}

test("a sum is exact where decimals would not be", () => {
  assert.equal(total(MENU, { pizza: 1, drink: 1 }), 30); // 0.1 + 0.2 is 0.30000000000000004
});

test("what isn't chosen, or isn't on the menu, costs nothing", () => {
  assert.equal(total(MENU, { drink: 2, caviar: 9 }), 40);
  assert.equal(total(MENU, {}), 0);
});

test("an amount is written with its currency", () => assert.equal(formatted(123450, "USD"), "$1,234.50"));
