import { cents, formatted } from "../money.js";
import { MOST_PIECES } from "../rules.js";
import { made, picture, the } from "./elements.js";

/** @type {{ menu?: Menu, quantities?: State["quantities"] }} what the list currently shows */
let drawn = {};

/**
 * Show the menu: it is created once, then only quantities change, except one that is being typed.
 * @type {(menu: Menu, quantities: State["quantities"]) => void}
 */
export function showMenu(menu, quantities) {
  const list = the(document, "[data-menu]");
  if (drawn.menu !== menu) list.replaceChildren(...menu.items.map((item) => dish(item, menu.currency)));
  else if (drawn.quantities === quantities) return;
  drawn = { menu, quantities };
  for (const { id } of menu.items) {
    const entry = the(list, `[data-item="${CSS.escape(id)}"]`);
    const pieces = quantities[id] ?? 0;
    entry.classList.toggle("chosen", pieces > 0);
    const input = the(entry, "input", HTMLInputElement);
    if (input.value !== String(pieces)) input.value = String(pieces);
    // aria-disabled keeps the focus where it is; a disabled button would lose it.
    the(entry, "[data-step='-1']").setAttribute("aria-disabled", String(pieces === 0));
    the(entry, "[data-step='1']").setAttribute("aria-disabled", String(pieces === MOST_PIECES));
  }
}

/** @type {(item: MenuItem, currency: string) => HTMLLIElement} */
function dish({ id, name, price, description = "" }, currency) {
  const image = { src: picture(id), alt: "", width: "96", height: "96" };
  const input = { class: "digits", id: `quantity-${id}`, inputmode: "numeric", autocomplete: "off", value: "0", "data-quantity": id };
  return made(
    "li",
    { class: "dish row", "data-item": id },
    made("img", image),
    made("div", { class: "dish-words" }, made("h3", {}, name), made("p", { class: "hint" }, description)),
    made("p", { class: "price digits" }, formatted(cents(price), currency)),
    made(
      "div",
      { class: "stepper row", role: "group", "aria-label": name },
      made("button", { type: "button", "data-step": "-1", "aria-label": `One ${name} less` }, "−"),
      made("input", { ...input, "aria-label": `How many: ${name}` }),
      made("button", { type: "button", "data-step": "1", "aria-label": `One ${name} more` }, "+"),
    ),
  );
}
