/** @import { Outcome, Recording } from "../../../types/shop.js" */
import { cents, formatted } from "../money.js";
import { picture, the, write } from "./dom.js";

const SPEAKING = "This is what the voice says.";
const PRESS_PLAY = "Press play to hear it.";
const VOICELESS = "The voice is missing today. The words above are what it would have said, and they hold.";
const UNPLAYABLE = "The voice can't be played. The words above are what it says, and they hold.";
const EXPIRED =
  "The recording could be heard for 15 minutes and is gone now. The words above are what it said.";

/** @type {Record<Outcome["status"], [string, string]>} the stamp, and what the total is */
const STAMPS = {
  CONFIRMED: ["Confirmed", "Paid"],
  CANCELLED: ["Declined", "Not charged"],
  UNKNOWN: ["Not known yet", "Perhaps charged"],
};

/**
 * Show an order's outcome, and say it.
 * @param {HTMLElement} panel
 * @param {Outcome} outcome
 */
export function showOutcome(panel, outcome) {
  const confirmed = outcome.status === "CONFIRMED";
  const [stamp, label] = STAMPS[outcome.status];
  panel.classList.toggle("confirmed", confirmed);
  the(panel, "[data-picture]", HTMLImageElement).setAttribute("src", picture(confirmed ? "margherita" : "plate"));
  write(the(panel, "[data-stamp]", HTMLElement), stamp);
  write(the(panel, "[data-message]", HTMLElement), outcome.message);
  write(the(panel, "[data-total-label]", HTMLElement), label);
  write(the(panel, "[data-total]", HTMLElement), amount(outcome));
  write(the(panel, "[data-order-id]", HTMLElement), outcome.orderId);
  the(panel, "[data-action=try-again]", HTMLElement).hidden = outcome.status !== "CANCELLED";
  the(panel, "[data-action=start-over]", HTMLElement).hidden = !confirmed;
  speak(panel, outcome.audio);
}

/**
 * Stop the voice and let go of the recording.
 * @param {HTMLElement} panel
 */
export function hush(panel) {
  const audio = the(panel, "[data-audio]", HTMLAudioElement);
  if (!audio.hasAttribute("src")) return;
  audio.pause();
  audio.removeAttribute("src");
  audio.load();
}

/**
 * @param {HTMLElement} panel
 * @param {Recording | null} recording
 */
function speak(panel, recording) {
  const audio = the(panel, "[data-audio]", HTMLAudioElement);
  const words = the(panel, "[data-voice-words]", HTMLElement);
  audio.hidden = recording === null;
  write(words, recording ? SPEAKING : VOICELESS);
  if (!recording || audio.getAttribute("src") === recording.url) return;
  audio.onerror = () => {
    audio.hidden = true;
    write(words, Date.parse(recording.expiresAt) < Date.now() ? EXPIRED : UNPLAYABLE);
  };
  audio.src = recording.url;
  // Browsers that don't let pages start a sound refuse this; one that can't load the recording tells `onerror` too.
  audio.play().catch(() => {
    if (!audio.hidden) write(words, PRESS_PLAY);
  });
}

/**
 * @param {Outcome} outcome
 * @returns {string}
 */
function amount({ total, currency }) {
  try {
    return formatted(cents(total), currency);
  } catch {
    return `${total} ${currency}`;
  }
}
