/** @import { Menu, State } from "../../../types/shop.js" */
import { cents, formatted, total } from "../money.js";
import { made, say, the, write } from "./dom.js";

/**
 * Show what's chosen and what it costs.
 * @param {HTMLElement} ticket
 * @param {State} state
 */
export function showTicket(ticket, { config, quantities, stage }) {
  if (!config) return;
  const { currency, items } = config.menu;
  const chosen = items.filter(({ id }) => quantities[id]);
  the(ticket, "[data-empty]", HTMLElement).hidden = chosen.length > 0;
  showLines(ticket, config.menu, quantities);
  write(the(ticket, "[data-total]", HTMLElement), formatted(total(config.menu, quantities), currency));
  const refusal = stage.at === "choosing" ? stage.refusal : undefined;
  const box = the(ticket, "[data-refusal]", HTMLElement);
  box.hidden = !refusal;
  if (refusal) say(box, refusal);
}

/**
 * List what's chosen, each with what it costs.
 * @param {HTMLElement} ticket
 * @param {Menu} menu
 * @param {Readonly<Record<string, number>>} quantities
 */
export function showLines(ticket, { currency, items }, quantities) {
  const lines = items.flatMap(({ id, name, price }) => {
    const pieces = quantities[id] ?? 0;
    if (!pieces) return [];
    const parts = { "pieces digits": `${pieces} ×`, dots: name, digits: formatted(cents(price) * pieces, currency) };
    return made("li", {}, ...Object.entries(parts).map(([kind, text]) => made("span", { class: kind }, text)));
  });
  the(ticket, "[data-lines]", HTMLElement).replaceChildren(...lines);
}
