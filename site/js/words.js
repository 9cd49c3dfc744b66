/**
 * @import { FaultKind } from "./faults.js"
 * @import { Words } from "../../types/shop.js"
 */

/** @type {Words} */
export const SEALING = {
  title: "Sending your order",
  text: "Your card is being encrypted here in your browser.",
};

/** @type {Words} */
export const SENDING = {
  title: "Sending your order",
  text: "Your card is encrypted. The order is on its way to the shop.",
};

/** @type {Words} */
export const WAITING = {
  title: "Your order is in",
  text: "The shop has it and is checking your payment. You can leave this page open or reload it: the order goes on.",
};

/** @type {Words} */
const UNSENT = {
  title: "The shop doesn't answer",
  text: "We can't tell yet whether it has your order. Try again: the same order is never taken twice.",
};

/** @type {Words} */
const UNSETTLED = {
  title: "This takes longer than usual",
  text: "The shop has your order but hasn't settled it yet. Nothing is lost: check again in a moment.",
};

/** @type {Words} */
const UNKNOWN = {
  title: "The shop can't find this order",
  text: "It may have been cleared away since. Check again, or start a new order.",
};

/** @type {Record<string, Words>} by the workflow's own code for its failure */
const BROKEN = {
  OrderNotPlaced: {
    title: "The order wasn't taken",
    text: "Something broke in the shop before any payment. Nothing was charged; please order again.",
  },
  OrderTakenBefore: {
    title: "This order was taken before",
    text: "The shop has had an order of this number. Please don't order again before you have asked the shop, with the order number.",
  },
  OrderNotCancelled: {
    title: "Your payment didn't go through",
    text: "Then something broke in the shop. Nothing was charged; please order again.",
  },
};

/** @type {Words} */
const BROKEN_SOMEHOW = {
  title: "Something broke in the shop",
  text: "We can't tell how your order ended. Ask the shop, with the order number, before you order again.",
};

/**
 * @param {string} text the shop's own words
 * @returns {Words}
 */
export const repriced = (text) => ({ title: "Please look at the price again.", text });

/**
 * @param {string[]} dishes
 * @returns {Words}
 */
export const gone = (dishes) => ({
  title: "The menu has changed.",
  text: `We no longer have ${dishes.join(" and ")}. Nothing was charged; please look at your order again.`,
});

/** @type {Words} */
export const SHUT = {
  title: "The shop is closed",
  text: "No orders are taken now, and no card is asked for. Orders on their way go on.",
};

/** @type {Words} */
export const INSECURE = {
  title: "Ordering needs a secure connection",
  text: "Browsers encrypt cards only on pages that came over HTTPS or from localhost. Open the shop at its https:// address.",
};

/**
 * @param {string[]} features
 * @returns {Words} why this browser can't order
 */
export const outdated = (features) => ({
  title: "This browser is too old for the shop",
  text: `It lacks ${features.join(", ")}. Chrome 103, Firefox 100 or Safari 15.4 will do, or newer.`,
});

/** @type {Words} */
const OURS = {
  title: "Something broke on this page",
  text: "It's our fault, not your connection's. Reload the page: an order that you have placed is kept and never taken twice.",
};

/** @type {Words} */
export const UNSEALED = {
  title: "Your card couldn't be encrypted",
  text: "Nothing was sent. Reload the page and try again; if it stays like this, the shop's key is at fault, not your card.",
};

/** @type {Record<FaultKind, Words>} while the page itself can't be set up */
const CLOSED = {
  ours: OURS,
  unreachable: { title: "The shop can't be reached", text: "It's on our side. Try again in a moment." },
  offline: { title: "The shop can't be reached", text: "Check your connection, then try again." },
  timeout: { title: "The shop is slow today", text: "It didn't answer in time. Try again in a moment." },
  throttled: { title: "The shop is very busy", text: "Try again in a moment." },
  missing: { title: "The shop isn't open yet", text: "Its menu is missing. Try again later." },
  taken: { title: "The shop can't be opened", text: "Try again later." },
  refused: { title: "The shop can't be opened", text: "Your visit was refused. Try again later." },
  failing: { title: "The shop has a problem", text: "It's on our side. Try again later." },
  unreadable: { title: "The shop isn't open yet", text: "Its menu can't be read. Try again later." },
};

/** @type {Record<FaultKind, Words>} while an order is on its way */
const ON_THE_WAY = {
  ours: OURS,
  unreachable: {
    title: "The shop's till can't be reached",
    text: "Your connection works, so it's on our side or something between us. Trying again; you won't be charged twice.",
  },
  offline: {
    title: "You seem to be offline",
    text: "Your order is kept here and goes on by itself once you're connected. You won't be charged twice.",
  },
  timeout: {
    title: "No answer yet",
    text: "The shop is slow to answer. Asking again; you won't be charged twice.",
  },
  throttled: {
    title: "The shop is very busy",
    text: "Many orders at once. Yours waits its turn and is sent again by itself.",
  },
  missing: { title: "Your order is in", text: "Waiting for the shop to find it." },
  taken: { title: "Your order is in", text: "The shop has it already." },
  refused: {
    title: "The shop refused the order",
    text: "Nothing was charged. Check what you entered and try again; the card has to be entered anew.",
  },
  failing: {
    title: "The shop has a problem",
    text: "It's on our side. Asking again; you won't be charged twice.",
  },
  unreadable: { title: "The shop's answer can't be read", text: "Nothing is lost: check again in a moment." },
};

/**
 * @param {FaultKind} kind
 * @returns {Words} why the page can't be set up
 */
export const closed = (kind) => CLOSED[kind];

/**
 * @param {FaultKind} kind
 * @returns {Words} what keeps an order from going on
 */
export const onTheWay = (kind) => ON_THE_WAY[kind];

/**
 * @param {FaultKind | null} kind what kept the order from going on last; null: it just takes long
 * @param {boolean} accepted whether the shop has the order for sure
 * @returns {Words} why the page has stopped waiting
 */
export function paused(kind, accepted) {
  if (kind === "offline" || kind === "ours") return ON_THE_WAY[kind];
  if (kind === "missing") return UNKNOWN;
  return accepted ? UNSETTLED : UNSENT;
}

/**
 * @param {string} [code] the workflow's own
 * @returns {Words} how an order ended that has no outcome
 */
export const broken = (code = "") => BROKEN[code] ?? BROKEN_SOMEHOW;
