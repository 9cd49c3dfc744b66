/** @import { PendingOrder } from "../../types/shop.js" */
import { record, text } from "./faults.js";

const KEY = "gopizza.order";

/**
 * The order of this tab, kept over reloads. It holds the request as it is sent: the card in it is ciphertext.
 * A browser that keeps nothing (blocked storage) costs only that.
 */
export class Memory {
  #storage;

  /** @param {() => Storage} storage called at each use, since a browser may refuse even to hand it out */
  constructor(storage) {
    this.#storage = storage;
  }

  /** @param {PendingOrder} order */
  keep(order) {
    try {
      this.#storage().setItem(KEY, JSON.stringify(order));
    } catch {
      // Nothing is kept: a reload will show an empty form.
    }
  }

  /** @returns {PendingOrder | null} */
  recall() {
    try {
      const order = JSON.parse(this.#storage().getItem(KEY) ?? "null");
      return text(record(record(order).request).name) ? order : null;
    } catch {
      return null;
    }
  }

  forget() {
    try {
      this.#storage().removeItem(KEY);
    } catch {
      // Nothing was kept.
    }
  }
}
