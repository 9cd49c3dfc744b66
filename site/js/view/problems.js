/** @import { Problem } from "../../../types/shop.js" */
import { made, the } from "./dom.js";

/**
 * Show what has to be put right: as a list of links at the top, and at each field.
 * @param {HTMLElement} form
 * @param {readonly Problem[]} problems
 */
export function showProblems(form, problems) {
  const summary = the(form, "[data-problems]", HTMLElement);
  summary.hidden = problems.length === 0;
  the(summary, "ul", HTMLElement).replaceChildren(
    ...problems.map(({ field, text }) =>
      made("li", {}, made("a", { href: `#${field}`, "data-action": "go-to-field" }, text)),
    ),
  );
  for (const message of form.querySelectorAll(".problem")) clear(form, message);
  for (const problem of problems) attach(form, problem);
}

/**
 * @param {HTMLElement} form
 * @param {Element} message
 */
function clear(form, message) {
  const field = form.querySelector(`[aria-describedby~="${message.id}"]`);
  const others = field?.getAttribute("aria-describedby")?.replace(message.id, "").trim();
  if (others) field?.setAttribute("aria-describedby", others);
  else field?.removeAttribute("aria-describedby");
  field?.removeAttribute("aria-invalid");
  message.remove();
}

/**
 * @param {HTMLElement} form
 * @param {Problem} problem
 */
function attach(form, { field, text }) {
  const element = the(form, `#${CSS.escape(field)}`, HTMLElement);
  const message = made("p", { class: "problem", id: `${field}-problem` }, text);
  if (element instanceof HTMLInputElement) element.setAttribute("aria-invalid", "true");
  const described = element.getAttribute("aria-describedby");
  element.setAttribute("aria-describedby", described ? `${message.id} ${described}` : message.id);
  (element.querySelector("legend") ?? element).after(message);
}
