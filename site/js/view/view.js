/** @import { Stage, State } from "../../../types/shop.js" */
import { formatted, total } from "../money.js";
import { say, showNumber, the, write } from "./dom.js";
import { showMenu } from "./menu.js";
import { showProblems } from "./problems.js";
import { showTicket } from "./ticket.js";

/** @type {Record<Stage["at"], string>} the panel that shows each stage */
const PANELS = {
  loading: "loading",
  closed: "closed",
  choosing: "choosing",
  sending: "progress",
  waiting: "progress",
  paused: "progress",
  broken: "progress",
  settled: "settled",
};

/** Draws the page from the state, and moves the focus where the visit goes on. */
export class View {
  #root;
  #shop;
  #panel = "loading";
  #passing = 0;
  /** @type {State["problems"]} */
  #problems = [];

  /** Draws how an order ended, once there can be one. */
  drawOutcome = () => {};

  /** @param {Document} root */
  constructor(root) {
    this.#root = root;
    this.#shop = root.title;
  }

  /** Whether there is anything to see yet. */
  get isUp() {
    return this.#panel !== "loading";
  }

  get form() {
    return the(this.#root, "form", HTMLFormElement);
  }

  /** @param {State} state */
  draw(state) {
    const { stage } = state;
    this.#root.body.dataset.at = state.away ? "choosing" : stage.at;
    the(this.#root, "[data-offline]", HTMLElement).hidden = state.online;
    if (stage.at === "closed") {
      say(this.panel("closed"), stage.words);
      return this.#turnTo("closed");
    }
    this.#drawForm(state);
    if (PANELS[stage.at] === "progress") this.#drawProgress(stage);
    this.drawOutcome();
    const ordered = "orderId" in stage || stage.at === "settled";
    the(this.#root, "[data-under-way]", HTMLElement).hidden = !(state.away && ordered);
    if (!state.away) this.#announce(stage);
    this.#turnTo(state.away && ordered ? "choosing" : PANELS[stage.at]);
  }

  /**
   * Call it inside a click: WebKit lets a player that was touched in one play later, when the click is long past.
   * Source: webkit.org/blog/6784/new-video-policies-for-ios/
   */
  unlockVoice() {
    const audio = the(this.#root, "[data-audio]", HTMLAudioElement);
    if (!audio.hasAttribute("src")) audio.load();
  }

  /** Lead the visitor to the order that is under way. */
  showUnderWay() {
    the(this.#root, "[data-action=see-order]", HTMLElement).focus();
  }

  /** Lead the visitor to the list of what's wrong. */
  showProblems() {
    the(this.form, "[data-problems]", HTMLElement).focus();
  }

  /** @param {State} state */
  #drawForm(state) {
    const sdk = the(this.#root, "[data-sdk]", HTMLAnchorElement);
    sdk.hidden = state.config === null;
    if (state.config) sdk.href = state.config.sdk.zip;
    showMenu(the(this.form, "[data-menu]", HTMLElement), state);
    showTicket(the(this.form, ".ticket", HTMLElement), state);
    const { stage, config, quantities } = state;
    const card = the(this.form, "[data-declined]", HTMLElement);
    const said = stage.at === "choosing" ? stage.declined : undefined;
    card.hidden = !said;
    write(card, said ?? "");
    if (config) write(the(this.form, "[data-bar-total]", HTMLElement), formatted(total(config.menu, quantities), config.menu.currency));
    if (state.problems === this.#problems) return;
    this.#problems = state.problems;
    showProblems(this.form, state.problems);
  }

  /** @param {Stage} stage */
  #drawProgress(stage) {
    if (!("orderId" in stage)) return;
    const panel = this.panel("progress");
    say(panel, stage.words);
    showNumber(panel, stage.orderId);
    panel.querySelectorAll("[data-facts] li").forEach((fact, place) => {
      fact.classList.toggle("known", place < stage.facts);
      write(the(fact, "[data-known]", HTMLElement), place < stage.facts ? "Done:" : "Not yet:");
    });
    const ended = stage.at === "broken";
    the(panel, "[data-actions]", HTMLElement).hidden = !ended && stage.at !== "paused";
    the(panel, "[data-passing]", HTMLElement).hidden = ended || stage.at === "paused";
    the(panel, "[data-action=go-on]", HTMLElement).hidden = ended;
  }

  /** @param {Stage} stage */
  #announce(stage) {
    const heard = "words" in stage ? `${stage.words.title}. ${stage.words.text}` : "";
    write(the(this.#root, "[data-announce]", HTMLElement), heard);
    const title = stage.at === "settled" ? stage.outcome.message : "words" in stage ? stage.words.title : "";
    this.#root.title = title ? `${title} · ${this.#shop}` : this.#shop;
  }

  /**
   * Show one panel and hide the others; on a change, put the focus on what it says first.
   * @param {string} name
   */
  #turnTo(name) {
    if (name === this.#panel) return;
    // A page that has just been opened keeps its focus at the top; while it loads there's nothing to read.
    const quiet = name === "loading" || (this.#panel === "loading" && name === "choosing");
    this.#panel = name;
    this.#countSeconds(name === "progress");
    for (const panel of this.#root.querySelectorAll("[data-panel]")) {
      if (panel instanceof HTMLElement) panel.hidden = panel.dataset.panel !== name;
    }
    if (quiet) return;
    const heading = name === "choosing" ? "[data-refusal]:not([hidden]), #menu" : "h1";
    const first = the(this.panel(name), heading, HTMLElement);
    first.focus({ preventScroll: true });
    if (name === "choosing") first.scrollIntoView({ block: "center" });
    else scrollTo(0, 0);
  }

  /** @param {boolean} running whether to show how time passes */
  #countSeconds(running) {
    clearInterval(this.#passing);
    const clock = the(this.#root, "[data-elapsed]", HTMLElement);
    const began = Date.now();
    const show = () => write(clock, `${Math.round((Date.now() - began) / 1_000)} s so far.`);
    show();
    if (running) this.#passing = setInterval(show, 1_000);
  }

  /**
   * @param {string} name
   * @returns {HTMLElement}
   */
  panel(name) {
    return the(this.#root, `[data-panel=${name}]`, HTMLElement);
  }
}
