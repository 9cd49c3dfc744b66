import { the, write } from "./elements.js";

const PRESS_PLAY = "Press play to hear it.";
const VOICELESS = "The voice is missing today. The words above are what it would have said, and they hold.";
const UNPLAYABLE = "The voice can't be played. The words above are what it says, and they hold.";
const EXPIRED =
  "The recording could be heard for 15 minutes and is gone now. The words above are what it said.";
const RETRY_MS = 1_500;

/**
 * Says an order's outcome. While it speaks, screen readers are told nothing that they would read aloud: the words that it
 * says are hidden from them until it is through, and the status line stays empty.
 */
export class Voice {
  #audio;
  #button;
  #status;
  #spoken;
  #retried = false;
  /** @type {Recording | null} */
  #recording = null;

  /** @param {HTMLElement} panel */
  constructor(panel) {
    this.#audio = the(panel, "[data-audio]", HTMLAudioElement);
    this.#button = the(panel, "[data-action=hear]", HTMLButtonElement);
    this.#status = the(panel, "[data-voice-words]");
    this.#spoken = the(panel, "[data-message]");
    this.#audio.addEventListener("playing", () => this.#tell("", "", true));
    for (const end of ["ended", "pause"])
      this.#audio.addEventListener(end, () => this.#audio.error || this.#tell("", "Hear it again"));
    this.#audio.addEventListener("error", () => this.#failed());
  }

  /** @param {Recording | null} recording */
  say(recording) {
    if (!recording) return this.#tell(VOICELESS, "");
    if (this.#recording?.url === recording.url) return;
    [this.#recording, this.#retried] = [recording, false];
    this.#audio.src = recording.url;
    this.play();
  }

  play() {
    if (!this.#recording) return;
    if (this.#audio.error) this.#audio.load();
    this.#tell("", "", true);
    // Browsers that don't let pages start a sound refuse this; what can't be loaded tells `error` too.
    this.#audio.play().catch((reason) => {
      if (reason.name === "NotAllowedError") this.#tell(PRESS_PLAY, "Hear it");
    });
  }

  /** Stop, and let go of the recording. */
  hush() {
    if (!this.#recording) return;
    this.#recording = null;
    this.#audio.removeAttribute("src");
    this.#audio.load();
  }

  #failed() {
    if (!this.#recording) return;
    const expired = Date.parse(this.#recording.expiresAt) < Date.now();
    this.#tell(expired ? EXPIRED : UNPLAYABLE, expired ? "" : "Try the voice again");
    this.#audio.hidden = true;
    if (!expired && !this.#retried) setTimeout(() => this.play(), RETRY_MS);
    this.#retried = true;
  }

  /**
   * @param {string} status
   * @param {string} button what it offers, nothing to hide it
   * @param {boolean} [speaking]
   */
  #tell(status, button, speaking = false) {
    this.#audio.hidden = !this.#recording;
    write(this.#status, status);
    write(this.#button, button);
    this.#button.hidden = !button;
    if (speaking) this.#spoken.setAttribute("aria-hidden", "true");
    else this.#spoken.removeAttribute("aria-hidden");
  }
}
