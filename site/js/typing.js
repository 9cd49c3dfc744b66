import { keepBasket } from "./basket.js";
import { orderForm } from "./fields.js";
import { grouped, quantity } from "./rules.js";
import { store } from "./visit.js";

/** @param {string[]} fields that the visitor is correcting */
function forgive(...fields) {
  const problems = store.state.problems.filter(({ field }) => !fields.includes(field));
  if (problems.length < store.state.problems.length) store.update({ problems });
}

/** @type {(item: string, typed: string) => void} */
function choose(item, typed) {
  const field = `quantity-${item}`;
  const [pieces, advice] = quantity(typed, store.state.quantities[item] ?? 0);
  store.update({ quantities: { ...store.state.quantities, [item]: pieces } });
  forgive("menu", field);
  if (advice) store.update({ problems: [...store.state.problems, { field, advice }] });
  keepBasket();
}

/** @param {Event} event */
function takeIn(event) {
  const { target } = event;
  if (!(target instanceof HTMLInputElement)) return;
  forgive(target.id);
  keepBasket();
  // Don't change a text that is still being composed, nor the middle of the number, or the cursor would move.
  const composing = event instanceof InputEvent && event.isComposing;
  const atEnd = target.selectionStart === target.value.length;
  if (target.id === "card-number" && atEnd && !composing) target.value = grouped(target.value);
}

/** Handle what the visitor chooses and types. */
export function listen() {
  for (const kind of ["input", "compositionend"]) orderForm.addEventListener(kind, takeIn);

  orderForm.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest("[data-step]");
    const item = button && button.closest("[data-item]");
    if (!(button instanceof HTMLElement && item instanceof HTMLElement)) return;
    const { item: id = "" } = item.dataset;
    const pieces = (store.state.quantities[id] ?? 0) + Number(button.dataset.step);
    if (pieces >= 0) choose(id, String(pieces));
  });

  orderForm.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.dataset.quantity) choose(target.dataset.quantity, target.value);
    keepBasket();
  });

  // Enter in a quantity confirms the number, and doesn't send the order.
  orderForm.addEventListener("keydown", (event) => {
    const { target } = event;
    if (event.key !== "Enter" || !(target instanceof HTMLInputElement) || !target.dataset.quantity) return;
    event.preventDefault();
    if (!event.isComposing) choose(target.dataset.quantity, target.value);
  });
}
