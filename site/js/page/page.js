import { reveal, say, showNumber, the, write } from "./elements.js";
import { showMenu } from "./menu.js";
import { showProblems } from "./problems.js";
import { showTicket } from "./ticket.js";

/** Draws the page from the state, and moves the focus where the visit goes on. */
export class Page {
  orderForm = the(document, "form", HTMLFormElement);
  #shop = document.title;
  #shown = "loading";
  #passing = 0;
  /** @type {State["problems"]} */
  #problems = [];

  /** Draws how an order ended, once there can be one. */
  drawOutcome = () => {};

  /** Whether there is anything to see yet. */
  get isUp() {
    return this.#shown !== "loading";
  }

  /** @param {State} state */
  draw(state) {
    const { stage, away, online } = state;
    document.body.dataset.at = away ? "choosing" : stage.at;
    reveal(document, { "[data-offline]": !online });
    if (stage.at === "closed") {
      say(this.panel("closed"), stage.words);
      return this.#turnTo("closed");
    }
    this.#drawForm(state);
    if ("orderId" in stage) this.#drawProgress(stage);
    this.drawOutcome();
    const elsewhere = away && ("orderId" in stage || stage.at === "settled");
    reveal(document, { "[data-under-way]": elsewhere });
    if (!away) this.#announce(stage);
    this.#turnTo(elsewhere ? "choosing" : "orderId" in stage ? "progress" : stage.at);
  }

  /**
   * Call it inside a click: WebKit lets a player that was touched in one play later, when the click is long past.
   * Source: webkit.org/blog/6784/new-video-policies-for-ios/
   */
  unlockVoice() {
    const audio = the(document, "[data-audio]", HTMLAudioElement);
    if (!audio.hasAttribute("src")) audio.load();
  }

  /** @param {State} state */
  #drawForm(state) {
    const { config, problems, quantities } = state;
    const sdk = the(document, "[data-sdk]", HTMLAnchorElement);
    sdk.hidden = config === null;
    if (config) {
      sdk.href = config.sdk.zip;
      showMenu(the(this.orderForm, "[data-menu]"), config.menu, quantities);
      showTicket(this.orderForm, config.menu, state);
    }
    if (problems === this.#problems) return;
    this.#problems = problems;
    showProblems(this.orderForm, problems);
  }

  /** @param {Extract<Stage, { orderId: string }>} stage */
  #drawProgress({ at, words, orderId, facts }) {
    const panel = this.panel("progress");
    say(panel, words);
    showNumber(panel, orderId);
    panel.querySelectorAll("[data-facts] li").forEach((fact, place) => {
      fact.classList.toggle("known", place < facts);
      write(the(fact, "[data-known]"), place < facts ? "Done:" : "Not yet:");
    });
    const stopped = at === "broken" || at === "paused";
    reveal(panel, { "[data-actions]": stopped, "[data-passing]": !stopped, "[data-action=go-on]": at === "paused" });
  }

  /** @param {Stage} stage */
  #announce(stage) {
    const { title, detail } = "words" in stage ? stage.words : { title: "", detail: "" };
    write(the(document, "[data-announce]"), title && `${title}. ${detail}`);
    const named = stage.at === "settled" ? stage.outcome.message : title;
    document.title = named ? `${named} · ${this.#shop}` : this.#shop;
  }

  /**
   * Show one panel and hide the others; on a change, put the focus on what it says first.
   * @param {string} name
   */
  #turnTo(name) {
    if (name === this.#shown) return;
    // A page that has just been opened keeps its focus at the top; while it loads there's nothing to read.
    const quiet = name === "loading" || (this.#shown === "loading" && name === "choosing");
    this.#shown = name;
    this.#countSeconds(name === "progress");
    for (const panel of document.querySelectorAll("[data-panel]"))
      if (panel instanceof HTMLElement) panel.hidden = panel.dataset.panel !== name;
    if (quiet) return;
    const heading = name === "choosing" ? "[data-refusal]:not([hidden]), #menu" : "h1";
    const first = the(this.panel(name), heading);
    first.focus({ preventScroll: true });
    if (name === "choosing") first.scrollIntoView({ block: "center" });
    else scrollTo(0, 0);
  }

  /** @param {boolean} running whether to show how time passes */
  #countSeconds(running) {
    clearInterval(this.#passing);
    const clock = the(document, "[data-elapsed]");
    const began = Date.now();
    const show = () => write(clock, `${Math.round((Date.now() - began) / 1_000)} s so far.`);
    show();
    if (running) this.#passing = setInterval(show, 1_000);
  }

  /** @param {string} name */
  panel(name) {
    return the(document, `[data-panel=${name}]`);
  }
}
