/**
 * Return a decimal with two places in cents, so that sums are exact. Throws RangeError for any other text.
 * @param {string} decimal such as "12.50"
 */
export function cents(decimal) {
  const parts = /^(\d{1,12})\.(\d{2})$/.exec(decimal);
  if (!parts) throw new RangeError(`no price: ${decimal}`);
  return Number(parts[1]) * 100 + Number(parts[2]);
}

/**
 * Return the price of the chosen pieces, in cents.
 * @type {(menu: Menu, quantities: State["quantities"]) => number}
 */
export function total(menu, quantities) {
  return menu.items.reduce((sum, item) => sum + cents(item.price) * (quantities[item.id] ?? 0), 0);
}

/** @param {number} amount in cents, to write in the shop's format, such as "27.50" */
export const decimal = (amount) => (amount / 100).toFixed(2);

/**
 * Return an amount in the visitor's format.
 * @param {number} amount in cents
 * @param {string} currency ISO 4217, with a minor unit of a hundredth
 */
export function formatted(amount, currency) {
  return new Intl.NumberFormat("en-US", { style: "currency", currency }).format(amount / 100);
}
