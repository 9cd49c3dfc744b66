/**
 * @import { FaultKind } from "./faults.js"
 * @import { Words } from "../../types/shop.js"
 */
import { OURS, SHUT } from "./words.js";

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
export const UNSEALED = {
  title: "Your card couldn't be encrypted",
  text: "Nothing was sent. Reload the page and try again; if it stays like this, the shop's key is at fault, not your card.",
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
  closed: { title: SHUT.title, text: "It has just closed. Nothing was charged, and what you chose is kept." },
  failing: {
    title: "The shop has a problem",
    text: "It's on our side. Asking again; you won't be charged twice.",
  },
  unreadable: { title: "The shop's answer can't be read", text: "Nothing is lost: check again in a moment." },
};

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
