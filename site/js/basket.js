/**
 * @import { Memory } from "./memory.js"
 * @import { Store } from "./store.js"
 */
import { fill, readWish } from "./fields.js";

/** @typedef {ReturnType<typeof basketOf>} Basket */

/**
 * What the visitor chose and for whom: in the form and the state, and kept over reloads; never the card.
 * @param {HTMLFormElement} orderForm
 * @param {Store} store
 * @param {Memory} memory
 */
export function basketOf(orderForm, store, memory) {
  const keep = () => {
    const { total, ...cart } = readWish(orderForm, store.state);
    memory.keepCart(cart);
  };
  /** @param {Cart} cart of which the menu may have lost a dish */
  const show = (cart) => {
    const known = new Set(store.state.config?.menu.items.map(({ id }) => id));
    const items = cart.items.filter(({ item }) => known.has(item));
    fill(orderForm, cart);
    store.update({ quantities: Object.fromEntries(items.map(({ item, quantity }) => [item, quantity])) });
    keep();
  };
  const empty = () => {
    orderForm.reset();
    store.update({ quantities: {} });
    keep();
  };
  return { keep, show, empty };
}
