/** @import { State } from "../../../types/shop.js" */
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
  the(ticket, "[data-lines]", HTMLElement).replaceChildren(
    ...chosen.map(({ id, name, price }) => {
      const pieces = quantities[id] ?? 0;
      const amount = formatted(cents(price) * pieces, currency);
      return made(
        "li",
        {},
        made("span", { class: "pieces digits" }, `${pieces} ×`),
        made("span", { class: "dots" }, name),
        made("span", { class: "digits" }, amount),
      );
    }),
  );
  write(the(ticket, "[data-total]", HTMLElement), formatted(total(config.menu, quantities), currency));
  const refusal = stage.at === "choosing" ? stage.refusal : undefined;
  const box = the(ticket, "[data-refusal]", HTMLElement);
  box.hidden = !refusal;
  if (refusal) say(box, refusal);
}
