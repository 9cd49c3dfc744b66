import { asRecord, asText, attempt } from "./values.js";

/** @type {Record<OutcomeStatus, OutcomeStatus>} */
const STATUSES = { CONFIRMED: "CONFIRMED", CANCELLED: "CANCELLED", UNKNOWN: "UNKNOWN" };

/**
 * Return the outcome in an execution's output, or null if there is none.
 * @param {string | undefined} output a string of JSON
 * @param {number} endedAt milliseconds since 1970
 * @returns {Outcome | null}
 */
export function outcomeOf(output, endedAt) {
  /** @type {Partial<Record<OutcomeField, unknown>>} */
  const { orderId, status, total, currency, message, audio } = asRecord(attempt(() => JSON.parse(output ?? "")));
  const known = Object.values(STATUSES).find((one) => one === status);
  const texts = { orderId, total, currency, message };
  if (!known || !Object.values(texts).every(asText)) return null;
  return { .../** @type {Record<OutcomeText, string>} */ (texts), status: known, audio: recordingOf(audio), endedAt };
}

/**
 * @param {unknown} audio
 * @returns {Recording | null}
 */
function recordingOf(audio) {
  /** @type {Partial<Record<RecordingField, unknown>>} */
  const { url, expiresAt } = asRecord(audio);
  const address = asText(url);
  return address && /^https?:\/\//.test(address) ? { url: address, expiresAt: asText(expiresAt) ?? "" } : null;
}
