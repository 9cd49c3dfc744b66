/**
 * Return the one element that matches; throws if the page has none.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} kind
 */
export function the(root, selector, kind = /** @type {new () => any} */ (HTMLElement)) {
  const found = root.querySelector(selector);
  if (!(found instanceof kind)) throw new TypeError(`the page has no ${selector}`);
  return found;
}

/**
 * Return a new element with these attributes and children. Strings become text, never HTML.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
export function made(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** @param {string} name of a picture, whose URL is in the page */
export const picture = (name) => (document.body.dataset.pictures ?? "").replace("{}", name);

/**
 * Write a text unless it is there already, since screen readers would read it again.
 * @type {(element: HTMLElement, text: string) => void}
 */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Write texts into the elements of a panel: a `title` into `[data-title]`.
 * @type {(panel: HTMLElement, texts: Record<string, string>) => void}
 */
export function say(panel, texts) {
  for (const [name, text] of Object.entries(texts)) write(the(panel, `[data-${name}]`), text);
}

/**
 * Show some elements of a panel, and hide others.
 * @param {ParentNode} panel
 * @param {Record<string, unknown>} shown whether, by selector
 */
export function reveal(panel, shown) {
  for (const [selector, isShown] of Object.entries(shown)) the(panel, selector).hidden = !isShown;
}

/**
 * Show the first part of an order's number; the whole number is copied.
 * @type {(panel: HTMLElement, orderId: string) => void}
 */
export function showNumber(panel, orderId) {
  const number = the(panel, "[data-order-id]", HTMLDataElement);
  number.value = orderId;
  write(number, orderId.slice(0, 8).toUpperCase());
}

/** @param {string} name of a panel, of which one is shown at a time */
export const panel = (name) => the(document, `[data-panel=${name}]`);

/** @param {string} field the id of its element */
export const goTo = (field) => document.getElementById(field)?.focus();
