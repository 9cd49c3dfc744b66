import { fillWish, orderForm, readWish } from "./fields.js";
import { memory, store } from "./visit.js";

// What the visitor chose and for whom: in the form and the state, and kept over reloads; never the card.

export function keepBasket() {
  const { total, ...cart } = readWish(store.state);
  memory.keepCart(cart);
}

/** @param {Cart} cart of which the menu may have lost a dish */
export function showBasket(cart) {
  const known = new Set(store.state.config?.menu.items.map(({ id }) => id));
  const items = cart.items.filter(({ item }) => known.has(item));
  fillWish(cart);
  store.update({ quantities: Object.fromEntries(items.map(({ item, quantity }) => [item, quantity])) });
  keepBasket();
}

export function emptyBasket() {
  orderForm.reset();
  store.update({ quantities: {} });
  keepBasket();
}
