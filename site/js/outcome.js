/** @import { Outcome, OutcomeText, Recording } from "../../types/shop.js" */
/** @import { OutcomeField, OutcomeStatus, RecordingField } from "../../types/outcome.js" */
import { record, text } from "./faults.js";

/** @type {Record<OutcomeStatus, OutcomeStatus>} */
const STATUSES = { CONFIRMED: "CONFIRMED", CANCELLED: "CANCELLED", UNKNOWN: "UNKNOWN" };

/**
 * Return the outcome that an execution's output says, or null if it says none.
 * @param {string | undefined} output JSON text
 * @param {number} endedAt milliseconds since 1970
 * @returns {Outcome | null}
 */
export function outcomeOf(output, endedAt) {
  /** @type {Partial<Record<OutcomeField, unknown>>} */
  const { orderId, status, total, currency, message, audio } = record(parsed(output));
  const known = Object.values(STATUSES).find((one) => one === status);
  const texts = { orderId, total, currency, message };
  if (!known || !Object.values(texts).every(text)) return null;
  return { .../** @type {Record<OutcomeText, string>} */ (texts), status: known, audio: recordingOf(audio), endedAt };
}

/**
 * @param {unknown} audio
 * @returns {Recording | null}
 */
function recordingOf(audio) {
  /** @type {Partial<Record<RecordingField, unknown>>} */
  const { url, expiresAt } = record(audio);
  const address = text(url);
  return address && /^https?:\/\//.test(address) ? { url: address, expiresAt: text(expiresAt) ?? "" } : null;
}

/**
 * @param {string | undefined} json
 * @returns {unknown} undefined for what isn't JSON
 */
function parsed(json) {
  try {
    return JSON.parse(json ?? "");
  } catch {
    return undefined;
  }
}
