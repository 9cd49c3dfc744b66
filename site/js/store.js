/** @import { State } from "../../types/shop.js" */

/** The state of the visit. It says "change" after each update; nothing else may be asked of it or told to it. */
export class Store extends EventTarget {
  /** @type {State} */
  #state = { config: null, quantities: {}, problems: [], online: true, away: false, stage: { at: "loading" } };

  get state() {
    return this.#state;
  }

  /**
   * Replace some parts of the state.
   * @param {Partial<State>} parts
   */
  update(parts) {
    this.#state = Object.freeze({ ...this.#state, ...parts });
    this.dispatchEvent(new Event("change"));
  }
}
