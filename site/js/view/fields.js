/** @import { Card, Cart, State, Wish } from "../../../types/shop.js" */
import { meant, plain } from "../form.js";
import { decimal, total } from "../money.js";
import { the } from "./dom.js";

const CARD_FIELDS = ["card-number", "card-name", "card-zip", "card-code"];

/**
 * Return what the visitor wants.
 * @param {HTMLFormElement} form
 * @param {State} state
 * @returns {Wish}
 */
export function readWish(form, { config, quantities }) {
  const items = (config?.menu.items ?? []).map(({ id }) => ({ item: id, quantity: quantities[id] ?? 0 }));
  const delivery = { address: valueOf(form, "delivery-address"), phone: meant(valueOf(form, "delivery-phone")) };
  const isDelivered = new FormData(form).get("fulfilment") === "delivery";
  return {
    customer: { name: valueOf(form, "customer-name") },
    ...(isDelivered ? { fulfilment: "delivery", delivery } : { fulfilment: "pickup" }),
    items: items.filter(({ quantity }) => quantity > 0),
    total: decimal(config ? total(config.menu, quantities) : 0),
  };
}

/**
 * Return the card as typed, digits without their spaces.
 * @param {HTMLFormElement} form
 * @returns {Card}
 */
export function readCard(form) {
  return {
    number: plain(valueOf(form, "card-number")),
    name: valueOf(form, "card-name"),
    zip: meant(valueOf(form, "card-zip")),
    securityCode: plain(valueOf(form, "card-code")),
  };
}

/**
 * Fill in what the visitor wanted, without the card.
 * @param {HTMLFormElement} form
 * @param {Cart} wish
 */
export function fill(form, { customer, fulfilment, delivery }) {
  the(form, "#delivery-address", HTMLInputElement).value = delivery?.address ?? "";
  the(form, "#delivery-phone", HTMLInputElement).value = delivery?.phone ?? "";
  the(form, "#customer-name", HTMLInputElement).value = customer.name;
  the(form, `[name=fulfilment][value=${fulfilment}]`, HTMLInputElement).checked = true;
}

/**
 * Put a card into the form; by default, take it out.
 * @param {HTMLFormElement} form
 * @param {Partial<Card>} [card]
 */
export function fillCard(form, { number = "", name = "", zip = "", securityCode = "" } = {}) {
  [number, name, zip, securityCode].forEach((text, place) => {
    the(form, `#${CARD_FIELDS[place]}`, HTMLInputElement).value = text;
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {string} id
 * @returns {string}
 */
function valueOf(form, id) {
  return the(form, `#${id}`, HTMLInputElement).value.trim();
}
