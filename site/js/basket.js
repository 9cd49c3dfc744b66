import { fillWish, orderForm, readWish } from "./fields.js";
import { memory, store } from "./visit.js";

// The visitor's choices and data: in the form and the state, and stored for reloads; never the card.

export function keepBasket() {
  const { total, ...cart } = readWish(store.state);
  memory.keepCart(cart);
}

/** @param {Cart} cart that may contain dishes that left the menu */
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
