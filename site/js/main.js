/** @import { Bound, Card, Wish, Words } from "../../types/shop.js" */
import { OrderApi } from "./api.js";
import { canSeal, seal } from "./card.js";
import { loadConfig, readConfig } from "./config.js";
import { faultOf } from "./faults.js";
import { grouped, problemsOf, quantity } from "./form.js";
import { Memory } from "./memory.js";
import { Ordering } from "./ordering.js";
import { sdkLoader } from "./sdk.js";
import { Store } from "./store.js";
import { fill, readCard, readWish, wipeCard } from "./view/fields.js";
import { View } from "./view/view.js";
import { INSECURE, SEALING, UNSEALED, closed, gone } from "./words.js";

const store = new Store();
const view = new View(document);
const form = view.form;

/** @type {() => Promise<OrderApi>} */
let api = () => Promise.reject(new Error("the shop isn't open"));
const ordering = new Ordering({ store, memory: new Memory(() => sessionStorage), api: () => api(), askAgain });

async function open() {
  store.update({ stage: { at: "loading" }, online: navigator.onLine });
  if (!canSeal()) return store.update({ stage: { at: "closed", words: INSECURE } });
  try {
    const config = readConfig(document);
    const client = sdkLoader(config.sdk.script);
    api = async () => new OrderApi(await client());
    store.update({ config });
  } catch (reason) {
    return store.update({ stage: { at: "closed", words: closed(faultOf(reason).kind) } });
  }
  if (ordering.order) await ordering.goOn();
  else store.update({ stage: { at: "choosing" } });
}

/** Order what the form says, once: the stage leaves "choosing" before anything is awaited. */
async function order() {
  const { config, stage } = store.state;
  if (!config || stage.at !== "choosing") return;
  const wish = readWish(form, store.state);
  const card = readCard(form);
  const problems = problemsOf(wish, card);
  if (problems.length) {
    store.update({ problems });
    return view.showProblems();
  }
  const name = crypto.randomUUID();
  store.update({ problems: [], stage: { at: "sending", words: SEALING, orderId: name, facts: 0 } });
  const sealed = await sealedAndWiped(card, { order: name, total: wish.total });
  if (sealed) await ordering.place({ name, input: { ...wish, card: sealed } });
  else store.update({ stage: { at: "choosing", refusal: UNSEALED } });
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
    wipeCard(form);
    for (const field of /** @type {(keyof Card)[]} */ (Object.keys(card))) card[field] = "";
  }
}

/** Back to the form, with what was ordered but the card. */
function tryAgain() {
  const wish = ordering.order?.request.input;
  if (wish) showWish(wish);
  ordering.drop();
  store.update({ stage: { at: "choosing" } });
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
  store.update({ stage: { at: "choosing", refusal: names.length ? gone(names) : words } });
}

/** @param {Wish} wish */
function showWish(wish) {
  fill(form, wish);
  store.update({ quantities: Object.fromEntries(wish.items.map(({ item, quantity }) => [item, quantity])) });
}

function startOver() {
  ordering.drop();
  form.reset();
  store.update({ quantities: {}, stage: { at: "choosing" } });
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
 * @param {string | number} pieces
 */
function choose(item, pieces) {
  store.update({ quantities: { ...store.state.quantities, [item]: quantity(pieces) } });
  forgive("menu");
}

/** @type {Record<string, (event: Event) => unknown>} */
const actions = {
  reload: () => location.reload(),
  "go-on": () => ordering.goOn(),
  "try-again": tryAgain,
  "start-over": startOver,
  "go-to-field": goToField,
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
    choose(id, (store.state.quantities[id] ?? 0) + Number(button.dataset.step));
  }
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  order();
});

form.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLInputElement && target.dataset.quantity)
    choose(target.dataset.quantity, target.value);
});

form.addEventListener("input", ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  forgive(target.id);
  // Regrouping in the middle of the number would move the cursor away from where the visitor types.
  const atEnd = target.selectionStart === target.value.length;
  if (target.id === "card-number" && atEnd) target.value = grouped(target.value);
});

// The SDK is fetched when someone begins to order, so that it's there when the order is placed.
form.addEventListener("focusin", () => api().catch(() => {}), { once: true });

addEventListener("online", () => {
  store.update({ online: true });
  if (store.state.stage.at === "paused") ordering.goOn();
});
addEventListener("offline", () => store.update({ online: false }));

open();
