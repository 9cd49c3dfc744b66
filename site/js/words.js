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
export const OURS = {
  title: "Something broke on this page",
  text: "It's our fault, not your connection's. Reload the page: an order that you have placed is kept and never taken twice.",
};

/** @type {Words} */
const FAILING = {
  title: "A part of this page is missing",
  text: "It's on our side. Reload the page in a moment: what you chose is kept.",
};

/** @type {Partial<Record<FaultKind, Words>>} while the page itself can't be set up */
const CLOSED = {
  ours: OURS,
  offline: { title: "The shop can't be reached", text: "Check your connection, then try again." },
  timeout: { title: "The shop is slow today", text: "It didn't answer in time. Try again in a moment." },
  unreadable: { title: "The shop isn't open yet", text: "Its menu can't be read. Try again later." },
};

/**
 * @param {FaultKind} kind
 * @returns {Words} why the page can't be set up
 */
export const closed = (kind) => CLOSED[kind] ?? FAILING;
