/** @import { Card, Problem, Wish } from "../../types/shop.js" */
import { PLAINTEXT_BYTES, plaintext } from "./card.js";

export const MOST_PIECES = 20; // of one item

const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * Return what has to be put right before this can be ordered, in the order of the form's fields.
 * @param {Wish} wish
 * @param {Card} card
 * @returns {Problem[]}
 */
export function problemsOf(wish, card) {
  /** @type {[boolean, string, string][]} */
  const checks = [
    [wish.items.length > 0, "menu", "Choose at least one thing from the menu."],
    [isName(wish.customer.name, 80), "customer-name", "Enter your name, so that we know whom to call."],
    [/^\d{12,19}$/.test(card.number), "card-number", "Enter the 12 to 19 digits of the card's number."],
    [isName(card.name, 100), "card-name", "Enter the name as it stands on the card."],
    [
      !isName(card.name, 100) || plaintext(card).length <= PLAINTEXT_BYTES,
      "card-name",
      "Shorten the name on the card: this one is too long to be encrypted.",
    ],
    [
      /^[0-9A-Za-z][0-9A-Za-z -]{1,8}[0-9A-Za-z]$/.test(card.zip),
      "card-zip",
      "Enter the ZIP code, 3 to 10 characters.",
    ],
    [/^\d{3,4}$/.test(card.securityCode), "card-code", "Enter the 3 or 4 digits of the security code."],
  ];
  return checks.filter(([holds]) => !holds).map(([, field, text]) => ({ field, text }));
}

/**
 * @param {string} name
 * @param {number} most characters
 * @returns {boolean}
 */
function isName(name, most) {
  return name !== "" && name.length <= most && !CONTROL_CHARACTERS.test(name);
}

/**
 * Return a quantity that the shop takes: a whole number from 0 to MOST_PIECES.
 * @param {string | number} wanted
 * @returns {number}
 */
export function quantity(wanted) {
  const pieces = Math.trunc(Number(wanted));
  return Number.isNaN(pieces) ? 0 : Math.min(Math.max(pieces, 0), MOST_PIECES);
}

/**
 * Return a card's number in groups of four digits, as it stands on the card.
 * @param {string} typed
 * @returns {string}
 */
export function grouped(typed) {
  return typed
    .replace(/\D/g, "")
    .slice(0, 19)
    .replace(/(\d{4})(?=\d)/g, "$1 ");
}
