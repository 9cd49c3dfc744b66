import { showBasket } from "./basket.js";
import { readConfig } from "./config.js";
import { faultOf } from "./faults.js";
import { fillCard, orderForm, readCard, readWish } from "./fields.js";
import { goTo, the } from "./page/elements.js";
import { drawPage, isUp, unlockVoice } from "./page/page.js";
import { lacking, loader, reachable } from "./reach.js";
import { problemsOf } from "./rules.js";
import { listen } from "./typing.js";
import { memory, store } from "./visit.js";
import { INSECURE, SEALING, SHUT, closed, outdated } from "./words.js";

const SANDBOX_CARD = { number: "1111 1111 1111 1111", name: "Sandbox Card", zip: "43085", securityCode: "123" };
const LOOK_AGAIN_MS = 5_000;

/** @type {typeof import("./till.js") | undefined} loaded when someone begins to order */
let till;
let again = ""; // browsers remember by its URL that a module failed
const openedTill = loader(async () => {
  const script = /** @type {Promise<typeof import("./till.js")>} */ (import(`./till.js${again}`));
  again = `?${Date.now()}`;
  const came = await script;
  return (till ??= came); // one that timed out may arrive after its replacement
});

async function open() {
  const lacks = lacking();
  if (!globalThis.isSecureContext) return store.close(INSECURE);
  if (lacks.length) return store.close(outdated(lacks));
  try {
    store.update({ config: readConfig() });
    const cart = memory.recallCart();
    if (cart) showBasket(cart);
    if (!memory.recall()) return store.state.config?.open === false ? store.close(SHUT) : store.choosing();
    if (history.state?.at !== "order") history.pushState({ at: "order" }, "");
    await (await openedTill()).ordering.goOn();
  } catch (reason) {
    store.close(closed(faultOf(reason).kind));
  }
}

/** Send the form's order, once: the stage leaves "choosing" before anything is awaited. */
async function order() {
  const { config, stage, away } = store.state;
  if (!config || (stage.at !== "choosing" && !away)) return;
  if (till?.ordering.running) return the(document, "[data-action=see-order]").focus();
  const wish = readWish(store.state);
  const card = readCard();
  const problems = problemsOf(wish, card);
  if (problems.length) {
    store.update({ problems });
    return the(orderForm, "[data-problems]").focus();
  }
  unlockVoice();
  history.pushState({ at: "order" }, "");
  const name = crypto.randomUUID();
  store.update({ problems: [], away: false, stage: { at: "sending", words: SEALING, orderId: name, facts: 0 } });
  const opened = await openedTill().catch(faultOf);
  if ("pay" in opened) await opened.pay(name, wish, card);
  else store.choosing({ refusal: closed(opened.kind) });
}

/** @param {Event} event */
function goToField(event) {
  event.preventDefault();
  const link = /** @type {HTMLAnchorElement} */ (event.target);
  goTo(link.hash.slice(1));
}

/** Try until the shop can be reached; then a pending order continues. */
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
  "sandbox-card": () => fillCard(SANDBOX_CARD),
  "see-order": () => history.forward(),
  print: () => print(),
};

store.addEventListener("change", () => drawPage(store.state));
listen();

document.addEventListener("click", (event) => {
  const actor = event.target instanceof Element && event.target.closest("[data-action]");
  const { action = "" } = actor instanceof HTMLElement ? actor.dataset : {};
  (actions[action] ?? till?.tillActions[action])?.(event);
});

orderForm.addEventListener("submit", (event) => {
  event.preventDefault();
  order();
});

for (const beginning of ["focusin", "pointerdown"])
  orderForm.addEventListener(beginning, () => openedTill().catch(() => {}), { once: true });

addEventListener("online", lookAround);
addEventListener("offline", lookAround);
addEventListener("popstate", () => store.update({ away: history.state?.at !== "order" }));
addEventListener("pagehide", () => fillCard());
// After Back or a reload, browsers fill in what was typed, before this and after `pagehide`.
addEventListener("pageshow", () => {
  const [visit] = performance.getEntriesByType("navigation");
  if (!(visit instanceof PerformanceNavigationTiming) || visit.type !== "navigate") fillCard();
});
for (const failure of ["error", "unhandledrejection"])
  addEventListener(failure, () => !isUp() && store.close(closed("ours")));

open();
