import { orderForm } from "../fields.js";
import { cents, formatted, total } from "../money.js";
import { made, reveal, say, the } from "./elements.js";

/**
 * Show the chosen items and their price.
 * @type {(menu: Menu, state: State) => void}
 */
export function showTicket(menu, { quantities, stage }) {
  const { refusal = undefined, declined = "" } = stage.at === "choosing" ? stage : {};
  const sum = formatted(total(menu, quantities), menu.currency);
  say(orderForm, { total: sum, "bar-total": sum, declined });
  showLines(orderForm, menu, quantities);
  const isEmpty = !menu.items.some(({ id }) => quantities[id]);
  reveal(orderForm, { "[data-empty]": isEmpty, "[data-declined]": declined, "[data-refusal]": refusal });
  if (refusal) say(the(orderForm, "[data-refusal]"), refusal);
}

/**
 * List the chosen items, each with its price.
 * @type {(panel: HTMLElement, menu: Menu, quantities: State["quantities"]) => void}
 */
export function showLines(panel, { currency, items }, quantities) {
  const lines = items.flatMap(({ id, name, price }) => {
    const pieces = quantities[id] ?? 0;
    if (!pieces) return [];
    const parts = { "pieces digits soft": `${pieces} ×`, dots: name, digits: formatted(cents(price) * pieces, currency) };
    return made("li", {}, ...Object.entries(parts).map(([kind, text]) => made("span", { class: kind }, text)));
  });
  the(panel, "[data-lines]").replaceChildren(...lines);
}
