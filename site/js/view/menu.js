/** @import { Menu, MenuItem, State } from "../../../types/shop.js" */
import { MOST_PIECES } from "../form.js";
import { cents, formatted } from "../money.js";
import { made, picture, the } from "./dom.js";

const PICTURES = new Set(["pizza", "breadsticks", "salad", "drink"]);

/** @type {WeakMap<HTMLElement, Menu>} what each list shows */
const drawn = new WeakMap();

/**
 * Show the menu: made once, then only its quantities change.
 * @param {HTMLElement} list
 * @param {State} state
 */
export function showMenu(list, { config, quantities }) {
  if (!config) return;
  if (drawn.get(list) !== config.menu) {
    drawn.set(list, config.menu);
    list.replaceChildren(...config.menu.items.map((item) => dish(item, config.menu)));
  }
  for (const { id } of config.menu.items) {
    const entry = the(list, `[data-item="${CSS.escape(id)}"]`, HTMLLIElement);
    const pieces = quantities[id] ?? 0;
    entry.classList.toggle("chosen", pieces > 0);
    const input = the(entry, "input", HTMLInputElement);
    if (input.value !== String(pieces)) input.value = String(pieces);
    // aria-disabled keeps the focus where it is; a disabled button would lose it.
    the(entry, "[data-step='-1']", HTMLButtonElement).setAttribute("aria-disabled", String(pieces === 0));
    the(entry, "[data-step='1']", HTMLButtonElement).setAttribute(
      "aria-disabled",
      String(pieces === MOST_PIECES),
    );
  }
}

/**
 * @param {MenuItem} item
 * @param {Menu} menu
 * @returns {HTMLLIElement}
 */
function dish(item, menu) {
  return made(
    "li",
    { class: "dish", "data-item": item.id },
    made("img", { src: picture(PICTURES.has(item.id) ? item.id : "plate"), alt: "", width: "96", height: "96" }),
    made(
      "div",
      { class: "dish-words" },
      made("h3", {}, item.name),
      made("p", { class: "description" }, item.description ?? ""),
    ),
    made("p", { class: "price digits" }, formatted(cents(item.price), menu.currency)),
    stepper(item),
  );
}

/**
 * @param {MenuItem} item
 * @returns {HTMLDivElement}
 */
function stepper({ id, name }) {
  const input = {
    id: `quantity-${id}`,
    inputmode: "numeric",
    autocomplete: "off",
    value: "0",
  };
  return made(
    "div",
    { class: "stepper", role: "group", "aria-label": name },
    made("button", { type: "button", "data-step": "-1", "aria-label": `One ${name} less` }, "−"),
    made("input", { ...input, "data-quantity": id, "aria-label": `How many: ${name}` }),
    made("button", { type: "button", "data-step": "1", "aria-label": `One ${name} more` }, "+"),
  );
}
