import { asRecord, asText, attempt } from "./values.js";

const ORDER = "shop.order";
const CART = "shop.cart";
const FRESH_MS = 15 * 60_000; // as long as the link to its recording is valid

/**
 * What this browser stores of a visit: the order of this tab; for all tabs, the last order while it is fresh; and the cart
 * of this tab. An order is the request as it is sent, with the card as ciphertext; a cart contains no card.
 * If storage is blocked, nothing else is lost.
 */
export class Memory {
  #tab;
  #shared;

  /**
   * @param {() => Storage} tab called at each use, since even access to it may throw
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
    const own = read(this.#tab, ORDER);
    if (isOrder(own)) return own;
    const last = read(this.#shared, ORDER);
    const fresh = Date.now() - Number(asRecord(last).keptAt) < FRESH_MS;
    if (!fresh) attempt(() => this.#shared().removeItem(ORDER)); // it contains somebody's address
    return isOrder(last) && fresh ? last : null;
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
    const cart = read(this.#tab, CART);
    const isCart = asText(asRecord(asRecord(cart).customer).name) !== undefined && Array.isArray(asRecord(cart).items);
    return isCart ? /** @type {Cart} */ (cart) : null;
  }
}

/**
 * @param {unknown} kept
 * @returns {kept is PendingOrder}
 */
const isOrder = (kept) => asText(asRecord(asRecord(kept).request).name) !== undefined;

/** @type {(storage: () => Storage, key: string) => unknown} null if it is missing or isn't JSON */
const read = (storage, key) => attempt(() => JSON.parse(storage().getItem(key) ?? "null"));
