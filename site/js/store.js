/** The state of the visit. It dispatches "change" after each update. */
export class Store extends EventTarget {
  /** @type {State} */
  #state = { config: null, quantities: {}, problems: [], online: true, away: false, stage: { at: "loading" } };

  get state() {
    return this.#state;
  }

  /** @param {Partial<State>} parts of the state that change */
  update(parts) {
    this.#state = Object.freeze({ ...this.#state, ...parts });
    this.dispatchEvent(new Event("change"));
  }

  /**
   * Go to the form.
   * @param {{ refusal?: Words, declined?: string }} [why] declined: what happened to the card of the last order
   */
  choosing(why = {}) {
    this.update({ away: false, stage: { at: "choosing", ...why } });
  }

  /** @param {Words} words why the shop can't be opened */
  close(words) {
    this.update({ stage: { at: "closed", words } });
  }
}
