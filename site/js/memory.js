/** @import { Cart, PendingOrder } from "../../types/shop.js" */
import { record, text } from "./faults.js";

const ORDER = "shop.order";
const CART = "shop.cart";
const FRESH_MS = 15 * 60_000; // as long as its recording can be heard

/**
 * What this browser keeps of a visit: the order of this tab and, for every tab, the last one while it's fresh; and the cart
 * of this tab. An order is the request as it is sent: the card in it is ciphertext, and no card is in a cart.
 * A browser that keeps nothing (blocked storage) costs only that.
 */
export class Memory {
  #tab;
  #shared;

  /**
   * @param {() => Storage} tab called at each use, since a browser may refuse even to hand it out
   * @param {() => Storage} shared
   */
  constructor(tab, shared = tab) {
    this.#tab = tab;
    this.#shared = shared;
  }

  /** @param {PendingOrder} order */
  keep(order) {
    const kept = JSON.stringify({ ...order, keptAt: Date.now() });
    for (const storage of [this.#tab, this.#shared]) attempt(() => storage().setItem(ORDER, kept));
  }

  /** @returns {PendingOrder | null} */
  recall() {
    const isOrder = (/** @type {unknown} */ it) => text(record(record(it).request).name) !== undefined;
    const own = read(this.#tab, ORDER);
    if (isOrder(own)) return /** @type {PendingOrder} */ (own);
    const last = read(this.#shared, ORDER);
    const fresh = Date.now() - Number(record(last).keptAt) < FRESH_MS;
    if (!fresh) attempt(() => this.#shared().removeItem(ORDER)); // it says where somebody lives
    return isOrder(last) && fresh ? /** @type {PendingOrder} */ (last) : null;
  }

  forget() {
    for (const storage of [this.#tab, this.#shared]) attempt(() => storage().removeItem(ORDER));
  }

  /** @param {Cart} cart */
  keepCart(cart) {
    attempt(() => this.#tab().setItem(CART, JSON.stringify(cart)));
  }

  /** @returns {Cart | null} */
  recallCart() {
    const cart = record(read(this.#tab, CART));
    const isCart = text(record(cart.customer).name) !== undefined && Array.isArray(cart.items);
    return isCart ? /** @type {any} */ (cart) : null;
  }
}

/** @param {() => void} act what a browser may refuse */
function attempt(act) {
  try {
    act();
  } catch {
    // Nothing is kept.
  }
}

/**
 * @param {() => Storage} storage
 * @param {string} key
 * @returns {unknown} null for what isn't there, or isn't JSON
 */
function read(storage, key) {
  try {
    return JSON.parse(storage().getItem(key) ?? "null");
  } catch {
    return null;
  }
}
