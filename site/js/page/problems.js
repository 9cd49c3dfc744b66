import { orderForm } from "../fields.js";
import { made, reveal, the } from "./elements.js";

/**
 * Show the problems: as a list of links at the top, and at each field.
 * @param {readonly Problem[]} problems
 */
export function showProblems(problems) {
  reveal(orderForm, { "[data-problems]": problems.length });
  const links = problems.map(({ field, advice }) => made("a", { href: `#${field}`, "data-action": "go-to-field" }, advice));
  the(orderForm, "[data-problems] ul").replaceChildren(...links.map((link) => made("li", {}, link)));
  for (const message of orderForm.querySelectorAll(".problem")) clear(message);
  for (const problem of problems) attach(problem);
}

/** @param {Element} message */
function clear(message) {
  const field = the(orderForm, `[aria-describedby~="${message.id}"]`);
  const others = field.getAttribute("aria-describedby")?.replace(message.id, "").trim();
  if (others) field.setAttribute("aria-describedby", others);
  else field.removeAttribute("aria-describedby");
  field.removeAttribute("aria-invalid");
  message.remove();
}

/** @param {Problem} problem */
function attach({ field, advice }) {
  const element = the(orderForm, `#${CSS.escape(field)}`);
  const message = made("p", { class: "problem", id: `${field}-problem` }, advice);
  if (element instanceof HTMLInputElement) element.setAttribute("aria-invalid", "true");
  const others = element.getAttribute("aria-describedby") ?? "";
  element.setAttribute("aria-describedby", `${message.id} ${others}`.trim());
  (element.querySelector("legend") ?? element).after(message);
}
