/** @import { Bound, Card, Cart, Wish, Words } from "../../types/shop.js" */
import { OrderApi } from "./api.js";
import { canSeal, seal } from "./card.js";
import { loadConfig, readConfig } from "./config.js";
import { faultOf } from "./faults.js";
import { grouped, problemsOf, quantity } from "./form.js";
import { Memory } from "./memory.js";
import { Ordering } from "./ordering.js";
import { lacking, reachable } from "./reach.js";
import { sdkLoader } from "./sdk.js";
import { Store } from "./store.js";
import { fill, fillCard, readCard, readWish } from "./view/fields.js";
import { View } from "./view/view.js";
import { INSECURE, SEALING, SHUT, UNSEALED, closed, gone, outdated } from "./words.js";

const SANDBOX_CARD = { number: "1111 1111 1111 1111", name: "Sandbox Card", zip: "43085", securityCode: "123" };
const LOOK_AGAIN_MS = 5_000;

const store = new Store();
const view = new View(document);
const form = view.form;
const memory = new Memory(
  () => sessionStorage,
  () => localStorage,
);

/** @type {() => Promise<OrderApi>} */
let api = () => Promise.reject(new Error("the shop isn't open"));
const ordering = new Ordering({ store, memory, api: () => api(), askAgain });

/** What of a declined card isn't secret; it's never stored. */
let declined = { name: "", zip: "" };

async function open() {
  const lacks = lacking();
  if (!globalThis.isSecureContext) return close(INSECURE);
  if (lacks.length || !canSeal()) return close(outdated(lacks));
  try {
    const config = readConfig(document);
    const client = sdkLoader(config.sdk.script);
    api = async () => new OrderApi(await client());
    store.update({ config });
  } catch (reason) {
    return close(closed(faultOf(reason).kind));
  }
  recallCart();
  if (!ordering.order) return store.state.config?.open === false ? close(SHUT) : store.update({ stage: { at: "choosing" } });
  if (history.state?.at !== "order") history.pushState({ at: "order" }, "");
  await ordering.goOn();
}

/** @param {Words} words */
function close(words) {
  store.update({ stage: { at: "closed", words } });
}

/** Order what the form says, once: the stage leaves "choosing" before anything is awaited. */
async function order() {
  const { config, stage, away } = store.state;
  if (!config || (stage.at !== "choosing" && !away)) return;
  if (ordering.running) return view.showUnderWay();
  const wish = readWish(form, store.state);
  const card = readCard(form);
  const problems = problemsOf(wish, card);
  if (problems.length) {
    store.update({ problems });
    return view.showProblems();
  }
  view.voice.unlock();
  history.pushState({ at: "order" }, "");
  declined = { name: card.name, zip: card.zip };
  const name = crypto.randomUUID();
  store.update({ problems: [], away: false, stage: { at: "sending", words: SEALING, orderId: name, facts: 0 } });
  const sealed = await sealedAndWiped(card, { order: name, total: wish.total });
  if (sealed) await ordering.place({ name, input: { ...wish, card: sealed } });
  else choosing({ refusal: UNSEALED });
}

/**
 * @param {Card} card
 * @param {Bound} bound
 */
async function sealedAndWiped(card, bound) {
  try {
    return store.state.config && (await seal(card, bound, store.state.config.payment));
  } catch (reason) {
    reportError(reason);
    return null;
  } finally {
    fillCard(form);
    for (const field of /** @type {(keyof Card)[]} */ (Object.keys(card))) card[field] = "";
  }
}

/** @param {{ refusal?: Words, declined?: string }} [why] */
function choosing(why = {}) {
  store.update({ away: false, stage: { at: "choosing", ...why } });
}

/** Back to the form, with what was ordered and what of the card isn't secret. */
function tryAgain() {
  const { stage } = store.state;
  const said = stage.at === "settled" ? stage.outcome.message : "";
  sameAgain(`${said.charAt(0).toUpperCase()}${said.slice(1)}. Nothing was charged.`);
  fillCard(form, declined);
}

/** @param {string} [said] what happened to the card of the last order */
function sameAgain(said = "") {
  const wish = ordering.order?.request.input;
  if (wish) showWish(wish);
  ordering.drop();
  choosing(said ? { declined: said } : {});
  goTo("card-number");
}

/**
 * Back to the form, as the shop is now: its menu or its prices aren't those that the visitor saw.
 * @param {Wish} wish
 * @param {Words} words
 */
async function askAgain(wish, words) {
  const before = store.state.config?.menu.items ?? [];
  const config = await loadConfig();
  const ids = new Set(config.menu.items.map(({ id }) => id));
  const missing = wish.items.filter(({ item }) => !ids.has(item));
  store.update({ config });
  showWish({ ...wish, items: wish.items.filter(({ item }) => ids.has(item)) });
  const names = missing.map(({ item }) => before.find(({ id }) => id === item)?.name ?? item);
  choosing({ refusal: names.length ? gone(names) : words });
}

/** @param {Cart} wish */
function showWish(wish) {
  fill(form, wish);
  store.update({ quantities: Object.fromEntries(wish.items.map(({ item, quantity }) => [item, quantity])) });
  keepCart();
}

function startOver() {
  ordering.drop();
  form.reset();
  store.update({ quantities: {} });
  keepCart();
  choosing();
}

function keepCart() {
  const { total, ...cart } = readWish(form, store.state);
  memory.keepCart(cart);
}

function recallCart() {
  const cart = memory.recallCart();
  const known = new Set(store.state.config?.menu.items.map(({ id }) => id));
  if (cart) showWish({ ...cart, items: cart.items.filter(({ item }) => known.has(item)) });
}

/** @param {Event} event */
function goToField(event) {
  event.preventDefault();
  const link = /** @type {HTMLAnchorElement} */ (event.target);
  goTo(link.hash.slice(1));
}

/** @param {string} field the id of its element */
function goTo(field) {
  document.getElementById(field)?.focus();
}

/** @param {string} field whose problem the visitor is putting right */
function forgive(field) {
  const problems = store.state.problems.filter((problem) => problem.field !== field);
  if (problems.length < store.state.problems.length) store.update({ problems });
}

/**
 * @param {string} item
 * @param {string} typed
 */
function choose(item, typed) {
  const field = `quantity-${item}`;
  const [pieces, text] = quantity(typed, store.state.quantities[item] ?? 0);
  store.update({ quantities: { ...store.state.quantities, [item]: pieces } });
  forgive("menu");
  forgive(field);
  if (text) store.update({ problems: [...store.state.problems, { field, text }] });
  keepCart();
}

/** @param {Event} event */
async function copy({ target }) {
  if (!(target instanceof HTMLElement)) return;
  const number = target.parentElement?.querySelector("data")?.value ?? "";
  target.textContent = await navigator.clipboard.writeText(number).then(
    () => "Copied",
    () => number,
  );
}

/** Look whether the shop can be reached, again and again until it can; then an order that waits for it goes on. */
async function lookAround() {
  const online = await reachable();
  store.update({ online });
  if (!online) setTimeout(lookAround, LOOK_AGAIN_MS);
  else if (store.state.stage.at === "paused") ordering.goOn();
}

/** @type {Record<string, (event: Event) => unknown>} */
const actions = {
  reload: () => location.reload(),
  "go-on": () => ordering.goOn(),
  "try-again": tryAgain,
  "start-over": startOver,
  "same-again": () => sameAgain(),
  "go-to-field": goToField,
  "sandbox-card": () => fillCard(form, SANDBOX_CARD),
  "see-order": () => history.forward(),
  hear: () => view.voice.play(),
  copy,
  print: () => print(),
};

store.addEventListener("change", () => view.draw(store.state));

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const actor = event.target.closest("[data-action]");
  if (actor instanceof HTMLElement) actions[actor.dataset.action ?? ""]?.(event);
  const button = event.target.closest("[data-step]");
  const item = button?.closest("[data-item]");
  if (button instanceof HTMLElement && item instanceof HTMLElement) {
    const { item: id = "" } = item.dataset;
    const pieces = (store.state.quantities[id] ?? 0) + Number(button.dataset.step);
    if (pieces >= 0) choose(id, String(pieces));
  }
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  order();
});

form.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLInputElement && target.dataset.quantity)
    choose(target.dataset.quantity, target.value);
  keepCart();
});

// Enter in a quantity means that number, not the order.
form.addEventListener("keydown", (event) => {
  const { target } = event;
  if (event.key !== "Enter" || !(target instanceof HTMLInputElement) || !target.dataset.quantity) return;
  event.preventDefault();
  if (!event.isComposing) choose(target.dataset.quantity, target.value);
});

/** @param {Event} event */
function typed(event) {
  const { target } = event;
  if (!(target instanceof HTMLInputElement)) return;
  forgive(target.id);
  keepCart();
  // What a keyboard is still composing isn't touched; nor is the middle of the number, or the cursor would move away.
  const composing = event instanceof InputEvent && event.isComposing;
  const atEnd = target.selectionStart === target.value.length;
  if (target.id === "card-number" && atEnd && !composing) target.value = grouped(target.value);
}
form.addEventListener("input", typed);
form.addEventListener("compositionend", typed);

// The SDK is fetched when someone begins to order, so that it's there when the order is placed.
for (const beginning of ["focusin", "pointerdown"])
  form.addEventListener(beginning, () => api().catch(() => {}), { once: true });

addEventListener("online", lookAround);
addEventListener("offline", lookAround);
addEventListener("popstate", () => store.update({ away: history.state?.at !== "order" }));
addEventListener("pagehide", () => fillCard(form));
// A browser that goes back, or loads anew, fills in what was typed, before this and after `pagehide` was told.
addEventListener("pageshow", () => {
  const [visit] = performance.getEntriesByType("navigation");
  if (!(visit instanceof PerformanceNavigationTiming) || visit.type !== "navigate") fillCard(form);
});
for (const failure of ["error", "unhandledrejection"])
  addEventListener(failure, () => !view.isUp && close(closed("ours")));

open();
