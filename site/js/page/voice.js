import { panel, the, write } from "./elements.js";

// Speaks an order's outcome. Meanwhile screen readers get nothing to read aloud: the spoken words are hidden from them
// until it ends, and the status line stays empty.

const PRESS_PLAY = "Press play to hear it.";
const VOICELESS = "The voice is missing today. The words above are what it would have said, and they hold.";
const UNPLAYABLE = "The voice can't be played. The words above are what it says, and they hold.";
const EXPIRED =
  "The recording could be heard for 15 minutes and is gone now. The words above are what it said.";
const RETRY_MS = 1_500;

const audio = the(panel("settled"), "[data-audio]", HTMLAudioElement);
let retried = false;
/** @type {Recording | null} */
let playing = null;

audio.addEventListener("playing", () => tell("", "", true));
for (const end of ["ended", "pause"])
  audio.addEventListener(end, () => audio.error || tell("", "Hear it again"));
audio.addEventListener("error", failed);
// WebKit pauses a page that is left, without an event, and Back restores it: then it isn't known whether it speaks.
addEventListener("pageshow", (event) => event.persisted && playing && tell("", "Hear it again"));

/** @param {Recording | null} recording */
export function speak(recording) {
  if (!recording) return tell(VOICELESS, "");
  if (playing?.url === recording.url) return;
  [playing, retried] = [recording, false];
  audio.src = recording.url;
  play();
}

export function play() {
  if (!playing) return;
  if (audio.error) audio.load();
  tell("", "", true);
  // Browsers that don't allow pages to start a sound reject this; a recording that can't be loaded also fires `error`.
  audio.play().catch((reason) => {
    if (reason.name === "NotAllowedError") tell(PRESS_PLAY, "Hear it");
  });
}

/** Stop, and release the recording. */
export function hush() {
  if (!playing) return;
  playing = null;
  audio.removeAttribute("src");
  audio.load();
}

function failed() {
  if (!playing) return;
  const expired = Date.parse(playing.expiresAt) < Date.now();
  tell(expired ? EXPIRED : UNPLAYABLE, expired ? "" : "Try the voice again");
  audio.hidden = true;
  if (!expired && !retried) setTimeout(play, RETRY_MS);
  retried = true;
}

/**
 * @param {string} status
 * @param {string} offer the button's text, empty to hide it
 * @param {boolean} [speaking]
 */
function tell(status, offer, speaking = false) {
  const settled = panel("settled");
  const button = the(settled, "[data-action=hear]");
  audio.hidden = !playing;
  write(the(settled, "[data-voice-words]"), status);
  write(button, offer);
  button.hidden = !offer;
  const spoken = the(settled, "[data-message]");
  if (speaking) spoken.setAttribute("aria-hidden", "true");
  else spoken.removeAttribute("aria-hidden");
}
