import { orderApi, sdkClient } from "./api.js";
import { emptyBasket, showBasket } from "./basket.js";
import { seal } from "./card.js";
import { loadConfig } from "./config.js";
import { fillCard } from "./fields.js";
import { Ordering } from "./ordering.js";
import { goTo, panel, the } from "./page/elements.js";
import { outcome } from "./page/page.js";
import { showReceipt } from "./page/receipt.js";
import { hush, play, speak } from "./page/voice.js";
import { UNSEALED, gone } from "./progress.js";
import { loader } from "./reach.js";
import { memory, store } from "./visit.js";

// Sends orders and shows their outcomes. It is loaded with the SDK when someone begins to order, so that the menu appears
// sooner.

const api = loader(async () => orderApi(await sdkClient(store.state.config?.sdk.script ?? "")));
api().catch(() => {}); // it is loaded again, and a failure is shown, when the order is sent
export const ordering = new Ordering({ store, memory, api, askAgain });
let declinedCard = { name: "", zip: "" }; // the parts that aren't secret; never stored

the(panel("progress"), ".oven", HTMLImageElement).loading = "eager";
outcome.draw = drawOutcome;

/** @type {Record<string, (event: Event) => unknown>} */
export const tillActions = {
  "go-on": () => ordering.goOn(),
  "try-again": tryAgain,
  "start-over": startOver,
  "same-again": () => sameAgain(),
  hear: play,
  copy,
};

/**
 * Send an order and follow it to its end. The card is removed from the page, and from the argument, before anything is
 * sent.
 * @param {string} name of the order
 * @param {Wish} wish
 * @param {Card} card
 */
export async function pay(name, wish, card) {
  declinedCard = { name: card.name, zip: card.zip };
  const sealed = await sealedAndWiped(card, { order: name, total: wish.total });
  if (sealed) await ordering.place({ name, input: { ...wish, card: sealed } });
  else store.choosing({ refusal: UNSEALED });
}

/** @type {(card: Card, bound: Bound) => Promise<OrderRequest["input"]["card"] | null>} */
async function sealedAndWiped(card, bound) {
  const { config } = store.state;
  try {
    return config && (await seal(card, bound, config.payment));
  } catch (reason) {
    reportError(reason);
    return null;
  } finally {
    fillCard();
    Object.assign(card, { number: "", name: "", zip: "", securityCode: "" });
  }
}

/** Show an order's outcome and speak it, unless the visitor went back to the menu. */
function drawOutcome() {
  const { stage, config, away } = store.state;
  if (stage.at !== "settled" || !config) return hush();
  showReceipt(panel("settled"), stage.outcome, stage.wish, config.menu);
  if (away) hush();
  else speak(stage.outcome.audio);
}

/** Go back to the form, with the order and the parts of the card that aren't secret. */
function tryAgain() {
  const { stage } = store.state;
  const said = stage.at === "settled" ? stage.outcome.message : "";
  sameAgain(`${said.charAt(0).toUpperCase()}${said.slice(1)}. Nothing was charged.`);
  fillCard(declinedCard);
}

/** @param {string} [declined] what happened to the card of the last order */
function sameAgain(declined) {
  const wish = ordering.order?.request.input;
  if (wish) showBasket(wish);
  ordering.drop();
  store.choosing(declined ? { declined } : {});
  goTo("card-number");
}

function startOver() {
  ordering.drop();
  emptyBasket();
  store.choosing();
}

/**
 * Go back to the form with the current menu and prices, which differ from those that the visitor saw.
 * @type {(wish: Wish, refusal: Words) => Promise<void>}
 */
async function askAgain(wish, refusal) {
  const before = store.state.config;
  const config = (await loadConfig()) ?? before;
  store.update({ config });
  const ids = new Set(config?.menu.items.map(({ id }) => id));
  const missing = wish.items.filter(({ item }) => !ids.has(item));
  showBasket(wish);
  const names = missing.map(({ item }) => before?.menu.items.find(({ id }) => id === item)?.name ?? item);
  store.choosing({ refusal: names.length ? gone(names) : refusal });
}

/**
 * Copy an order's number; if the browser doesn't allow that, show the whole number.
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
