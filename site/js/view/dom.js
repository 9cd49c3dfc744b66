/** @import { Words } from "../../../types/shop.js" */

/**
 * Return the one element that matches; throws if the page has none.
 * @template {HTMLElement} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} kind
 * @returns {T}
 */
export function the(root, selector, kind) {
  const found = root.querySelector(selector);
  if (!(found instanceof kind)) throw new TypeError(`the page has no ${selector}`);
  return found;
}

/**
 * Return a new element with these attributes and children. Text goes in as text, never as HTML.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function made(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * Return the address of a picture; the page says where pictures are.
 * @param {string} name
 * @returns {string}
 */
export function picture(name) {
  return (document.body.dataset.pictures ?? "").replace("{}", name);
}

/**
 * Write a text, but only if it isn't there already: screen readers read what's written again.
 * @param {HTMLElement} element
 * @param {string} text
 */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Write words into a panel's title and text.
 * @param {HTMLElement} panel
 * @param {Words} words
 */
export function say(panel, words) {
  write(the(panel, "[data-title]", HTMLElement), words.title);
  write(the(panel, "[data-text]", HTMLElement), words.text);
}

/**
 * Show the first part of an order's number; the whole of it is what gets copied.
 * @param {HTMLElement} panel
 * @param {string} orderId
 */
export function showNumber(panel, orderId) {
  const number = the(panel, "[data-order-id]", HTMLDataElement);
  number.value = orderId;
  write(number, orderId.slice(0, 8).toUpperCase());
}

/** @param {string} field the id of its element */
export function goTo(field) {
  document.getElementById(field)?.focus();
}
