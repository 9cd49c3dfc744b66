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
 * Return a new element with these attributes and children. Text goes in as text, never as HTML.
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

/** @param {string} name of a picture, whose address the page says */
export const picture = (name) => (document.body.dataset.pictures ?? "").replace("{}", name);

/**
 * Write a text, but only if it isn't there already: screen readers read what's written again.
 * @type {(element: HTMLElement, text: string) => void}
 */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Write texts into the elements of a panel that take them: a `title` into `[data-title]`.
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
 * Show the first part of an order's number; the whole of it is what gets copied.
 * @type {(panel: HTMLElement, orderId: string) => void}
 */
export function showNumber(panel, orderId) {
  const number = the(panel, "[data-order-id]", HTMLDataElement);
  number.value = orderId;
  write(number, orderId.slice(0, 8).toUpperCase());
}

/** @param {string} name of a part of the page of which one is shown */
export const panel = (name) => the(document, `[data-panel=${name}]`);

/** @param {string} field the id of its element */
export const goTo = (field) => document.getElementById(field)?.focus();
