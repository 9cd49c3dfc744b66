import { PLAINTEXT_BYTES, plaintext } from "./card.js";

export const MOST_PIECES = 20; // of one item

// Characters that a line of text must not contain, and those that aren't visible; handlers/patterns.py says why.
const REFUSED = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/u;
const SEEN = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/u;
const PHONE = /^(?=(?:[^0-9]*[0-9]){6})[0-9+() ./-]{6,25}$/;
const ZIP = /^[0-9A-Za-z][0-9A-Za-z -]{1,8}[0-9A-Za-z]$/;
const ANY_ORDER = "00000000-0000-4000-8000-000000000000"; // all have the same length

/**
 * Return the problems of an order, in the order of the form's fields.
 * @type {(wish: Wish, card: Card) => Problem[]}
 */
export function problemsOf({ customer, items, delivery, total }, card) {
  const named = isLine(card.name, 100);
  const fits = plaintext(card, { order: ANY_ORDER, total }).length <= PLAINTEXT_BYTES;
  /** @type {[boolean, string, string][]} */
  const checks = [
    [items.length > 0, "menu", "Choose at least one thing from the menu."],
    [
      isLine(customer.name, 80),
      "customer-name",
      "Enter your name, so that we know whom to call: up to 80 characters, without characters that change the direction of the text.",
    ],
    [
      !delivery || isLine(delivery.address, 200),
      "delivery-address",
      "Enter the address to deliver to, in up to 200 characters.",
    ],
    [
      !delivery || PHONE.test(delivery.phone),
      "delivery-phone",
      "Enter a phone number, 6 digits or more, for whoever delivers.",
    ],
    [/^\d{12,19}$/.test(card.number), "card-number", "Enter the 12 to 19 digits of the card's number."],
    [named, "card-name", "Enter the name as it is on the card, without characters that change the direction of the text."],
    [!named || fits, "card-name", "Shorten the name on the card: this one is too long to be encrypted."],
    [ZIP.test(card.zip), "card-zip", "Enter the ZIP code, 3 to 10 characters."],
    [/^\d{3,4}$/.test(card.securityCode), "card-code", "Enter the 3 or 4 digits of the security code."],
  ];
  return checks.filter(([holds]) => !holds).map(([, field, advice]) => ({ field, advice }));
}

/**
 * Return whether a text is one line with a visible character.
 * @param {string} typed
 * @param {number} most characters
 */
export function isLine(typed, most) {
  return [...typed].length <= most && !REFUSED.test(typed) && SEEN.test(typed);
}

/**
 * Return the number of pieces, and a message if it isn't the typed one: whole numbers are limited to MOST_PIECES,
 * anything else changes nothing.
 * @type {(typed: string, before: number) => [number, string?]}
 */
export function quantity(typed, before) {
  const digits = meant(typed) || "0";
  if (!/^\d+$/.test(digits)) return [before, `Enter a whole number from 0 to ${MOST_PIECES}.`];
  const pieces = Number(digits);
  return pieces > MOST_PIECES ? [MOST_PIECES, `The shop takes up to ${MOST_PIECES} of a dish.`] : [pieces];
}

/**
 * Return typed or pasted text in plain digits, letters, blanks and dashes: without invisible characters, such as those that
 * some programs put around a copied number.
 * @param {string} typed
 */
export function meant(typed) {
  const seen = typed.normalize("NFKC").replace(/[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/gu, "");
  return seen.replace(/\p{Nd}/gu, digit).replace(/[\p{Pd}\u2212\u30fc]/gu, "-").replace(/\s/g, " ").trim();
}

/**
 * Return a decimal digit of any script as an ASCII digit: each script's ten digits are consecutive.
 * @param {string} character
 */
function digit(character) {
  const code = character.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return String(value);
}

/** @param {string} typed text, whose blanks and dashes between digits are removed */
export const plain = (typed) => meant(typed).replace(/[ -]/g, "");

/**
 * Return a card's number in groups of four digits, as on the card; a text with other characters is returned unchanged.
 * @param {string} typed
 */
export function grouped(typed) {
  const digits = plain(typed);
  return /^\d*$/.test(digits) ? digits.replace(/(\d{4})(?=\d)/g, "$1 ") : typed;
}
