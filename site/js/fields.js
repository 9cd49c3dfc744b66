import { decimal, total } from "./money.js";
import { the } from "./page/elements.js";
import { meant, plain } from "./rules.js";

export const orderForm = the(document, "form", HTMLFormElement);

/** @param {string} name of a field whose text to return */
const typed = (name) => String(new FormData(orderForm).get(name)).trim();

/**
 * Return the visitor's order, without the card.
 * @param {State} state
 * @returns {Wish}
 */
export function readWish({ config, quantities }) {
  const items = (config?.menu.items ?? []).map(({ id }) => ({ item: id, quantity: quantities[id] ?? 0 }));
  const delivery = { address: typed("deliveryAddress"), phone: meant(typed("deliveryPhone")) };
  return {
    customer: { name: typed("customerName") },
    ...(typed("fulfilment") === "delivery" ? { fulfilment: "delivery", delivery } : { fulfilment: "pickup" }),
    items: items.filter(({ quantity }) => quantity > 0),
    total: decimal(config ? total(config.menu, quantities) : 0),
  };
}

/** Return the typed card, without spaces between digits. */
export const readCard = () => ({
  number: plain(typed("cardNumber")),
  name: typed("cardName"),
  zip: meant(typed("cardZip")),
  securityCode: plain(typed("cardCode")),
});

/** @param {Cart} wish to put into the form */
export function fillWish({ customer, fulfilment, delivery = { address: "", phone: "" } }) {
  const { address, phone } = delivery;
  fill({ customerName: customer.name, fulfilment, deliveryAddress: address, deliveryPhone: phone });
}

/** @param {Partial<Card>} [card] to put into the form; by default, the card is removed */
export function fillCard({ number = "", name = "", zip = "", securityCode = "" } = {}) {
  fill({ cardNumber: number, cardName: name, cardZip: zip, cardCode: securityCode });
}

/** @param {Record<string, string>} values by the fields' names */
function fill(values) {
  for (const [name, value] of Object.entries(values))
    /** @type {HTMLInputElement | RadioNodeList} */ (orderForm.elements.namedItem(name)).value = value;
}
