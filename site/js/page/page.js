import { panel, reveal, say, showNumber, the, write } from "./elements.js";
import { showMenu } from "./menu.js";
import { showProblems } from "./problems.js";
import { showTicket } from "./ticket.js";

const SHOP = document.title;
let shown = "loading";
let passing = 0;
/** @type {State["problems"]} */
let listed = [];

/** Draws an order's outcome, when that part is loaded. */
export const outcome = { draw() {} };

/** Whether the page has been drawn. */
export const isUp = () => shown !== "loading";

/**
 * Draw the page from the state, and move the focus to where the visitor continues.
 * @param {State} state
 */
export function drawPage(state) {
  const { stage, away, online } = state;
  document.body.dataset.at = away ? "choosing" : stage.at;
  reveal(document, { "[data-offline]": !online });
  if (stage.at === "closed") {
    say(panel("closed"), stage.words);
    return turnTo("closed");
  }
  drawForm(state);
  if ("orderId" in stage) drawProgress(stage);
  outcome.draw();
  const elsewhere = away && ("orderId" in stage || stage.at === "settled");
  reveal(document, { "[data-under-way]": elsewhere });
  if (!away) announce(stage);
  turnTo(elsewhere ? "choosing" : "orderId" in stage ? "progress" : stage.at);
}

/**
 * Call it inside a click: WebKit then allows the player to start later, outside a click.
 * Source: webkit.org/blog/6784/new-video-policies-for-ios/
 */
export function unlockVoice() {
  const audio = the(document, "[data-audio]", HTMLAudioElement);
  if (!audio.hasAttribute("src")) audio.load();
}

/** @param {State} state */
function drawForm(state) {
  const { config, problems, quantities } = state;
  const sdk = the(document, "[data-sdk]", HTMLAnchorElement);
  sdk.hidden = config === null;
  if (config) {
    sdk.href = config.sdk.zip;
    showMenu(config.menu, quantities);
    showTicket(config.menu, state);
  }
  if (problems === listed) return;
  listed = problems;
  showProblems(problems);
}

/** @param {Extract<Stage, { orderId: string }>} stage */
function drawProgress({ at, words, orderId, facts }) {
  const progress = panel("progress");
  say(progress, words);
  showNumber(progress, orderId);
  progress.querySelectorAll("[data-facts] li").forEach((fact, place) => {
    fact.classList.toggle("known", place < facts);
    write(the(fact, "[data-known]"), place < facts ? "Done:" : "Not yet:");
  });
  const stopped = at === "broken" || at === "paused";
  reveal(progress, { "[data-actions]": stopped, "[data-passing]": !stopped, "[data-action=go-on]": at === "paused" });
}

/** @param {Stage} stage */
function announce(stage) {
  const { title, detail } = "words" in stage ? stage.words : { title: "", detail: "" };
  write(the(document, "[data-announce]"), title && `${title}. ${detail}`);
  const named = stage.at === "settled" ? stage.outcome.message : title;
  document.title = named ? `${named} · ${SHOP}` : SHOP;
}

/**
 * Show one panel and hide the others; if it changed, move the focus to its first element.
 * @param {string} name
 */
function turnTo(name) {
  if (name === shown) return;
  // A new page keeps its focus at the top; while it loads there's nothing to read.
  const quiet = name === "loading" || (shown === "loading" && name === "choosing");
  shown = name;
  countSeconds(name === "progress");
  for (const one of document.querySelectorAll("[data-panel]")) one.toggleAttribute("hidden", one !== panel(name));
  if (quiet) return;
  const heading = name === "choosing" ? "[data-refusal]:not([hidden]), #menu" : "h1";
  const first = the(panel(name), heading);
  first.focus({ preventScroll: true });
  if (name === "choosing") first.scrollIntoView({ block: "center" });
  else scrollTo(0, 0);
}

/** @param {boolean} running whether to show the passing time */
function countSeconds(running) {
  clearInterval(passing);
  const clock = the(document, "[data-elapsed]");
  const began = Date.now();
  const show = () => write(clock, `${Math.round((Date.now() - began) / 1_000)} s so far.`);
  show();
  if (running) passing = setInterval(show, 1_000);
}
