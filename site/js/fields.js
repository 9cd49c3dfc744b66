import { decimal, total } from "./money.js";
import { meant, plain } from "./rules.js";

/** @param {HTMLFormElement} orderForm of which is told what was typed, by the fields' names */
const typedInto = (orderForm) => {
  const typed = new FormData(orderForm);
  return (/** @type {string} */ name) => String(typed.get(name)).trim();
};

/**
 * Return what the visitor wants.
 * @param {HTMLFormElement} orderForm
 * @param {State} state
 * @returns {Wish}
 */
export function readWish(orderForm, { config, quantities }) {
  const typed = typedInto(orderForm);
  const items = (config?.menu.items ?? []).map(({ id }) => ({ item: id, quantity: quantities[id] ?? 0 }));
  const delivery = { address: typed("deliveryAddress"), phone: meant(typed("deliveryPhone")) };
  return {
    customer: { name: typed("customerName") },
    ...(typed("fulfilment") === "delivery" ? { fulfilment: "delivery", delivery } : { fulfilment: "pickup" }),
    items: items.filter(({ quantity }) => quantity > 0),
    total: decimal(config ? total(config.menu, quantities) : 0),
  };
}

/**
 * Return the card as typed, digits without their spaces.
 * @param {HTMLFormElement} orderForm
 */
export function readCard(orderForm) {
  const typed = typedInto(orderForm);
  return {
    number: plain(typed("cardNumber")),
    name: typed("cardName"),
    zip: meant(typed("cardZip")),
    securityCode: plain(typed("cardCode")),
  };
}

/**
 * Fill in what the visitor wanted, without the card.
 * @param {HTMLFormElement} orderForm
 * @param {Cart} wish
 */
export function fill(orderForm, { customer, fulfilment, delivery = { address: "", phone: "" } }) {
  const { address, phone } = delivery;
  put(orderForm, { customerName: customer.name, fulfilment, deliveryAddress: address, deliveryPhone: phone });
}

/**
 * Put a card into the form; by default, take it out.
 * @param {HTMLFormElement} orderForm
 * @param {Partial<Card>} [card]
 */
export function fillCard(orderForm, { number = "", name = "", zip = "", securityCode = "" } = {}) {
  put(orderForm, { cardNumber: number, cardName: name, cardZip: zip, cardCode: securityCode });
}

/**
 * @param {HTMLFormElement} orderForm
 * @param {Record<string, string>} values by the fields' names
 */
function put(orderForm, values) {
  for (const [name, value] of Object.entries(values))
    /** @type {HTMLInputElement | RadioNodeList} */ (orderForm.elements.namedItem(name)).value = value;
}
