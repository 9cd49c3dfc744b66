/**
 * @import { Basket } from "./basket.js"
 * @import { Memory } from "./memory.js"
 * @import { Page } from "./page/page.js"
 * @import { Store } from "./store.js"
 */
import { orderApi, sdkClient } from "./api.js";
import { loadConfig } from "./config.js";
import { fillCard } from "./fields.js";
import { Ordering } from "./ordering.js";
import { goTo, the } from "./page/elements.js";
import { showReceipt } from "./page/receipt.js";
import { Voice } from "./page/voice.js";
import { UNSEALED, gone } from "./progress.js";
import { loader } from "./reach.js";
import { seal } from "./seal.js";

/**
 * Takes orders and shows how they ended. It's fetched when someone begins to order, and the SDK with it: so the menu is
 * there sooner.
 */
export class Till {
  #store;
  #page;
  #basket;
  #voice;
  /** What of a declined card isn't secret; it's never stored. */
  #declined = { name: "", zip: "" };

  /** @param {{ store: Store, memory: Memory, page: Page, basket: Basket }} parts */
  constructor({ store, memory, page, basket }) {
    this.#store = store;
    this.#page = page;
    this.#basket = basket;
    this.#voice = new Voice(page.panel("settled"));
    const api = loader(async () => orderApi(await sdkClient(store.state.config?.sdk.script ?? "")));
    api().catch(() => {}); // it's asked for again, and a failure told, when the order is sent
    this.ordering = new Ordering({ store, memory, api, askAgain: this.#askAgain.bind(this) });
    the(page.panel("progress"), ".oven", HTMLImageElement).loading = "eager";
    page.drawOutcome = () => this.#drawOutcome();
  }

  /** @type {Record<string, (event: Event) => unknown>} */
  actions = {
    "go-on": () => this.ordering.goOn(),
    "try-again": () => this.#tryAgain(),
    "start-over": () => this.#startOver(),
    "same-again": () => this.#sameAgain(),
    hear: () => this.#voice.play(),
    copy,
  };

  /**
   * Pay a wish and follow its order to the end. The card is gone from the page, and from what was handed in, before
   * anything is sent.
   * @param {string} name the order's
   * @param {Wish} wish
   * @param {Card} card
   */
  async pay(name, wish, card) {
    this.#declined = { name: card.name, zip: card.zip };
    const sealed = await this.#sealedAndWiped(card, { order: name, total: wish.total });
    if (sealed) await this.ordering.place({ name, input: { ...wish, card: sealed } });
    else this.#store.choosing({ refusal: UNSEALED });
  }

  /**
   * @param {Card} card
   * @param {Bound} bound
   */
  async #sealedAndWiped(card, bound) {
    const { config } = this.#store.state;
    try {
      return config && (await seal(card, bound, config.payment));
    } catch (reason) {
      reportError(reason);
      return null;
    } finally {
      fillCard(this.#page.orderForm);
      Object.assign(card, { number: "", name: "", zip: "", securityCode: "" });
    }
  }

  /** Show an order's outcome and say it, but not to someone who went back to the menu. */
  #drawOutcome() {
    const { stage, config, away } = this.#store.state;
    if (stage.at !== "settled" || !config) return this.#voice.hush();
    showReceipt(this.#page.panel("settled"), stage.outcome, stage.wish, config.menu);
    if (away) this.#voice.hush();
    else this.#voice.say(stage.outcome.audio);
  }

  /** Back to the form, with what was ordered and what of the card isn't secret. */
  #tryAgain() {
    const { stage } = this.#store.state;
    const said = stage.at === "settled" ? stage.outcome.message : "";
    this.#sameAgain(`${said.charAt(0).toUpperCase()}${said.slice(1)}. Nothing was charged.`);
    fillCard(this.#page.orderForm, this.#declined);
  }

  /** @param {string} [declined] what happened to the card of the last order */
  #sameAgain(declined) {
    const wish = this.ordering.order?.request.input;
    if (wish) this.#basket.show(wish);
    this.ordering.drop();
    this.#store.choosing(declined ? { declined } : {});
    goTo("card-number");
  }

  #startOver() {
    this.ordering.drop();
    this.#basket.empty();
    this.#store.choosing();
  }

  /**
   * Back to the form, as the shop is now: its menu or its prices aren't those that the visitor saw.
   * @param {Wish} wish
   * @param {Words} refusal
   */
  async #askAgain(wish, refusal) {
    const before = this.#store.state.config;
    const config = (await loadConfig().catch(() => null)) ?? before;
    this.#store.update({ config });
    const ids = new Set(config?.menu.items.map(({ id }) => id));
    const missing = wish.items.filter(({ item }) => !ids.has(item));
    this.#basket.show(wish);
    const names = missing.map(({ item }) => before?.menu.items.find(({ id }) => id === item)?.name ?? item);
    this.#store.choosing({ refusal: names.length ? gone(names) : refusal });
  }
}

/**
 * Copy an order's number; where the browser doesn't let a page do that, show all of it.
 * @param {Event} event
 */
async function copy({ target }) {
  if (!(target instanceof HTMLElement)) return;
  const number = target.parentElement?.querySelector("data")?.value ?? "";
  try {
    await navigator.clipboard.writeText(number);
    target.textContent = "Copied";
  } catch {
    target.textContent = number;
  }
}
