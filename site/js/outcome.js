/** @import { Outcome, Recording } from "../../types/shop.js" */
import { record, text } from "./faults.js";

/**
 * Return the outcome that an execution's output says, or null if it says none.
 * @param {string | undefined} output JSON text
 * @param {number} endedAt milliseconds since 1970
 * @returns {Outcome | null}
 */
export function outcomeOf(output, endedAt) {
  const { orderId, status, total, currency, message, audio } = record(parsed(output));
  if (status !== "CONFIRMED" && status !== "CANCELLED" && status !== "UNKNOWN") return null;
  const texts = { orderId, total, currency, message };
  if (!Object.values(texts).every(text)) return null;
  return { .../** @type {Record<keyof typeof texts, string>} */ (texts), status, audio: recordingOf(audio), endedAt };
}

/**
 * @param {unknown} audio
 * @returns {Recording | null}
 */
function recordingOf(audio) {
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
