/** @import { Menu, Outcome, Wish } from "../../../types/shop.js" */
import { cents, formatted } from "../money.js";
import { picture, showNumber, the, write } from "./dom.js";
import { showLines } from "./ticket.js";

const MINUTES = 15; // until an order is ready, as the menu and the voice promise

/** @type {Record<Outcome["status"], [string, string]>} the stamp, and what the total is */
const STAMPS = {
  CONFIRMED: ["Confirmed", "Paid"],
  CANCELLED: ["Declined", "Not charged"],
  UNKNOWN: ["Not known yet", "Perhaps charged"],
};

/**
 * Show an order's outcome, with its receipt.
 * @param {HTMLElement} panel
 * @param {Outcome} outcome
 * @param {Wish} wish
 * @param {Menu} menu
 */
export function showOutcome(panel, outcome, wish, menu) {
  const confirmed = outcome.status === "CONFIRMED";
  const [stamp, label] = STAMPS[outcome.status];
  const texts = {
    stamp,
    heading: `${stamp}.`,
    message: outcome.message,
    way: `${way(wish)}${confirmed ? `, ready at ${time(outcome.endedAt + MINUTES * 60_000)}` : ""}`,
    "total-label": label,
    total: amount(outcome),
  };
  panel.classList.toggle("confirmed", confirmed);
  panel.classList.toggle("unknown", outcome.status === "UNKNOWN");
  the(panel, "[data-picture]", HTMLImageElement).setAttribute("src", picture(confirmed ? "margherita" : "plate"));
  for (const [name, text] of Object.entries(texts)) write(the(panel, `[data-${name}]`, HTMLElement), text);
  showLines(panel, menu, Object.fromEntries(wish.items.map(({ item, quantity }) => [item, quantity])));
  showNumber(panel, outcome.orderId);
  the(panel, "[data-action=try-again]", HTMLElement).hidden = outcome.status !== "CANCELLED";
  the(panel, "[data-action=start-over]", HTMLElement).hidden = !confirmed;
  the(panel, "[data-action=same-again]", HTMLElement).hidden = !confirmed;
}

/**
 * @param {Wish} wish
 * @returns {string}
 */
function way({ delivery }) {
  return delivery ? `Delivery to ${delivery.address}` : "Pickup at the counter";
}

/**
 * @param {number} milliseconds since 1970
 * @returns {string} such as "7:42 PM", where the visitor is
 */
function time(milliseconds) {
  return new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit" }).format(milliseconds);
}

/**
 * @param {Outcome} outcome
 * @returns {string}
 */
function amount({ total, currency }) {
  try {
    return formatted(cents(total), currency);
  } catch {
    return `${total} ${currency}`;
  }
}
