/**
 * @import { Memory } from "./memory.js"
 * @import { Store } from "./store.js"
 * @import { Cart } from "../../types/shop.js"
 */
import { fill, readWish } from "./view/fields.js";

/** What the visitor chose and for whom: in the form and the state, and kept over reloads; never the card. */
export class Basket {
  #form;
  #store;
  #memory;

  /**
   * @param {HTMLFormElement} form
   * @param {Store} store
   * @param {Memory} memory
   */
  constructor(form, store, memory) {
    this.#form = form;
    this.#store = store;
    this.#memory = memory;
  }

  keep() {
    const { total, ...cart } = readWish(this.#form, this.#store.state);
    this.#memory.keepCart(cart);
  }

  /** Show what was kept, of which the menu may have lost a dish. */
  recall() {
    const cart = this.#memory.recallCart();
    if (cart) this.show(cart);
  }

  /** @param {Cart} cart */
  show(cart) {
    const known = new Set(this.#store.state.config?.menu.items.map(({ id }) => id));
    const items = cart.items.filter(({ item }) => known.has(item));
    fill(this.#form, cart);
    this.#store.update({ quantities: Object.fromEntries(items.map(({ item, quantity }) => [item, quantity])) });
    this.keep();
  }

  empty() {
    this.#form.reset();
    this.#store.update({ quantities: {} });
    this.keep();
  }
}
