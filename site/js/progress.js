import { OURS, SEALING, SHUT, words } from "./words.js";

export const SENDING = words(SEALING.title, "Your card is encrypted. The order is on its way to the shop.");
export const WAITING = words(
  "Your order is in",
  "The shop has it and is checking your payment. You can leave this page open or reload it: the order goes on.",
);
export const UNSEALED = words(
  "Your card couldn't be encrypted",
  "Nothing was sent. Reload the page and try again; if it stays like this, the shop's key is at fault, not your card.",
);
const UNSENT = words(
  "The shop doesn't answer",
  "We can't tell yet whether it has your order. Try again: the same order is never taken twice.",
);
const UNSETTLED = words(
  "This takes longer than usual",
  "The shop has your order but hasn't settled it yet. Nothing is lost: check again in a moment.",
);
const LOST = words(
  "The shop can't find this order",
  "It may have been cleared away since. Check again, or start a new order.",
);

/** @type {Record<string, Words>} by the workflow's code of a failure */
const BROKEN = {
  OrderNotPlaced: words(
    "The order wasn't taken",
    "Something broke in the shop before any payment. Nothing was charged; please order again.",
  ),
  OrderTakenBefore: words(
    "This order was taken before",
    "The shop has had an order of this number. Please don't order again before you have asked the shop, with the order number.",
  ),
  OrderNotCancelled: words(
    "Your payment didn't go through",
    "Then something broke in the shop. Nothing was charged; please order again.",
  ),
};
const BROKEN_SOMEHOW = words(
  "Something broke in the shop",
  "We can't tell how your order ended. Ask the shop, with the order number, before you order again.",
);

/** @param {string} said the API's message */
export const repriced = (said) => words("Please look at the price again.", said);

/** @param {string[]} dishes */
export const gone = (dishes) =>
  words(
    "The menu has changed.",
    `We no longer have ${dishes.join(" and ")}. Nothing was charged; please look at your order again.`,
  );

/** @type {Record<FaultKind, Words>} what delays an order */
export const ON_THE_WAY = {
  ours: OURS,
  unreachable: words(
    "The shop's till can't be reached",
    "Your connection works, so it's on our side or something between us. Trying again; you won't be charged twice.",
  ),
  offline: words(
    "You seem to be offline",
    "Your order is kept here and goes on by itself once you're connected. You won't be charged twice.",
  ),
  timeout: words("No answer yet", "The shop is slow to answer. Asking again; you won't be charged twice."),
  throttled: words(
    "The shop is very busy",
    "Many orders at once. Yours waits its turn and is sent again by itself.",
  ),
  missing: words("Your order is in", "Waiting for the shop to find it."),
  taken: words("Your order is in", "The shop has it already."),
  refused: words(
    "The shop refused the order",
    "Nothing was charged. Check what you entered and try again; the card has to be entered again.",
  ),
  closed: words(SHUT.title, "It has just closed. Nothing was charged, and what you chose is kept."),
  failing: words("The shop has a problem", "It's on our side. Asking again; you won't be charged twice."),
  unreadable: words("The shop's answer can't be read", "Nothing is lost: check again in a moment."),
};

/**
 * Return why the page has stopped waiting.
 * @param {FaultKind} kind of the last fault
 * @param {boolean} accepted whether the shop certainly has the order
 */
export function paused(kind, accepted) {
  if (kind === "offline" || kind === "ours") return ON_THE_WAY[kind];
  if (kind === "missing") return LOST;
  return accepted ? UNSETTLED : UNSENT;
}

/** @param {string} [code] the workflow's code of the failure */
export const broken = (code = "") => BROKEN[code] ?? BROKEN_SOMEHOW;
