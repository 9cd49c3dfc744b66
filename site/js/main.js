/** @import { Till } from "./till.js" */
import { Basket } from "./basket.js";
import { canSeal } from "./card.js";
import { readConfig } from "./config.js";
import { ApiFault, faultOf } from "./faults.js";
import { problemsOf } from "./form.js";
import { Memory } from "./memory.js";
import { lacking, reachable, within } from "./reach.js";
import { Store } from "./store.js";
import { listen } from "./typing.js";
import { goTo } from "./view/dom.js";
import { fillCard, readCard, readWish } from "./view/fields.js";
import { View } from "./view/view.js";
import { INSECURE, SEALING, SHUT, closed, outdated } from "./words.js";

const SANDBOX_CARD = { number: "1111 1111 1111 1111", name: "Sandbox Card", zip: "43085", securityCode: "123" };
const LOOK_AGAIN_MS = 5_000;
const TILL_TIMEOUT_MS = 20_000;

const store = new Store();
const view = new View(document);
const form = view.form;
const memory = new Memory(
  () => sessionStorage,
  () => localStorage,
);
const basket = new Basket(form, store, memory);

/** @type {Promise<Till> | null} */
let opening = null;
/** @type {Till | undefined} there once someone begins to order */
let till;
let again = ""; // browsers remember that a module failed, and by its address

async function open() {
  const lacks = lacking();
  if (!globalThis.isSecureContext) return store.close(INSECURE);
  if (lacks.length || !canSeal()) return store.close(outdated(lacks));
  try {
    store.update({ config: readConfig(document) });
  } catch (reason) {
    return store.close(closed(faultOf(reason).kind));
  }
  basket.recall();
  if (!memory.recall()) return store.state.config?.open === false ? store.close(SHUT) : store.choosing();
  if (history.state?.at !== "order") history.pushState({ at: "order" }, "");
  try {
    await (await openedTill()).ordering.goOn();
  } catch (reason) {
    store.close(await noTill(reason));
  }
}

/** @returns {Promise<Till>} the same one each time; a call after a failed one tries again */
function openedTill() {
  opening ??= fetchedTill().catch((reason) => {
    opening = null;
    again = `?${Date.now()}`;
    throw reason;
  });
  return opening;
}

async function fetchedTill() {
  const script = /** @type {Promise<typeof import("./till.js")>} */ (import(`./till.js${again}`));
  const { Till } = await within(script, TILL_TIMEOUT_MS);
  return (till = new Till({ store, memory, view, basket }));
}

/** @param {unknown} reason why the till couldn't be opened */
async function noTill(reason) {
  if (reason instanceof ApiFault) return closed(reason.kind);
  if (!(await reachable())) return closed("offline");
  reportError(reason);
  return closed("failing");
}

/** Order what the form says, once: the stage leaves "choosing" before anything is awaited. */
async function order() {
  const { config, stage, away } = store.state;
  if (!config || (stage.at !== "choosing" && !away)) return;
  if (till?.ordering.running) return view.showUnderWay();
  const wish = readWish(form, store.state);
  const card = readCard(form);
  const problems = problemsOf(wish, card);
  if (problems.length) {
    store.update({ problems });
    return view.showProblems();
  }
  view.unlockVoice();
  history.pushState({ at: "order" }, "");
  const name = crypto.randomUUID();
  store.update({ problems: [], away: false, stage: { at: "sending", words: SEALING, orderId: name, facts: 0 } });
  const opened = await openedTill().catch(noTill);
  if ("pay" in opened) await opened.pay(name, wish, card);
  else store.choosing({ refusal: opened });
}

/** @param {Event} event */
function goToField(event) {
  event.preventDefault();
  const link = /** @type {HTMLAnchorElement} */ (event.target);
  goTo(link.hash.slice(1));
}

/** Look whether the shop can be reached, again and again until it can; then an order that waits for it goes on. */
async function lookAround() {
  const online = await reachable();
  store.update({ online });
  if (!online) setTimeout(lookAround, LOOK_AGAIN_MS);
  else if (store.state.stage.at === "paused") till?.ordering.goOn();
}

/** @type {Record<string, (event: Event) => unknown>} */
const actions = {
  reload: () => location.reload(),
  "go-to-field": goToField,
  "sandbox-card": () => fillCard(form, SANDBOX_CARD),
  "see-order": () => history.forward(),
  print: () => print(),
};

store.addEventListener("change", () => view.draw(store.state));
listen(form, store, basket);

document.addEventListener("click", (event) => {
  const actor = event.target instanceof Element && event.target.closest("[data-action]");
  const { action = "" } = actor instanceof HTMLElement ? actor.dataset : {};
  (actions[action] ?? till?.actions[action])?.(event);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  order();
});

for (const beginning of ["focusin", "pointerdown"])
  form.addEventListener(beginning, () => openedTill().catch(() => {}), { once: true });

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
  addEventListener(failure, () => !view.isUp && store.close(closed("ours")));

open();
