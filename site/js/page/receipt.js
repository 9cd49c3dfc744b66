import { cents, formatted } from "../money.js";
import { attempt } from "../values.js";
import { picture, reveal, say, showNumber, the } from "./elements.js";
import { showLines } from "./ticket.js";

const MINUTES = 15; // until an order is ready, as the menu and the voice say

/** @type {Record<Outcome["status"], [string, string]>} the stamp, and the label of the total */
const STAMPS = {
  CONFIRMED: ["Confirmed", "Paid"],
  CANCELLED: ["Declined", "Not charged"],
  UNKNOWN: ["Not known yet", "Perhaps charged"],
};

/**
 * Show an order's outcome, with its receipt.
 * @type {(panel: HTMLElement, outcome: Outcome, wish: Wish, menu: Menu) => void}
 */
export function showReceipt(panel, { status, message, total, currency, endedAt, orderId }, { delivery, items }, menu) {
  const confirmed = status === "CONFIRMED";
  const [stamp, label] = STAMPS[status];
  const place = delivery ? `Delivery to ${delivery.address}` : "Pickup at the counter";
  say(panel, {
    stamp,
    heading: `${stamp}.`,
    message,
    way: confirmed ? `${place}, ready at ${time(endedAt + MINUTES * 60_000)}` : place,
    "total-label": label,
    total: attempt(() => formatted(cents(total), currency)) ?? `${total} ${currency}`,
  });
  panel.classList.toggle("confirmed", confirmed);
  panel.classList.toggle("unknown", status === "UNKNOWN");
  the(panel, "[data-picture]", HTMLImageElement).setAttribute("src", picture(confirmed ? "margherita" : "plate"));
  showLines(panel, menu, Object.fromEntries(items.map(({ item, quantity }) => [item, quantity])));
  showNumber(panel, orderId);
  reveal(panel, {
    "[data-action=try-again]": status === "CANCELLED",
    "[data-action=start-over]": confirmed,
    "[data-action=same-again]": confirmed,
  });
}

/** @param {number} milliseconds since 1970, shown as in "7:42 PM", in the visitor's time zone */
function time(milliseconds) {
  return new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit" }).format(milliseconds);
}
