/** @import { Config } from "../../types/shop.js" */
import { ApiFault, faultOf, record, text } from "./faults.js";
import { cents } from "./money.js";

const TIMEOUT_MS = 20_000;

/**
 * Return the stack's `config.json`, checked. Fails with an ApiFault.
 * @returns {Promise<Config>}
 */
export async function loadConfig() {
  let answer;
  try {
    answer = await fetch("config.json", { cache: "no-cache", signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (reason) {
    throw new ApiFault(isTimeout(reason) ? "timeout" : "offline");
  }
  if (!answer.ok) throw faultOf({ status: answer.status });
  const config = await answer.json().catch((reason) => {
    if (isTimeout(reason)) throw new ApiFault("timeout");
    return null;
  });
  return checked(config);
}

/**
 * @param {unknown} reason
 * @returns {boolean}
 */
function isTimeout(reason) {
  return reason instanceof DOMException && reason.name === "TimeoutError";
}

/**
 * Return the config if the page can work with it; throws ApiFault.
 * @param {unknown} config
 * @returns {Config}
 */
export function checked(config) {
  const { sdk, payment, menu } = record(config);
  const { path, scripts } = record(sdk);
  const { keyId, publicKey } = record(payment);
  const { currency, items } = record(menu);
  const whole =
    [path, keyId, publicKey, currency].every(text) &&
    isListOf(scripts, text) &&
    isListOf(items, isItem);
  if (!whole) throw new ApiFault("unreadable", { code: "InvalidConfig" });
  return /** @type {Config} */ (config);
}

/**
 * @param {unknown} value
 * @param {(entry: unknown) => unknown} isEntry
 * @returns {boolean} whether the value is a list of at least one, of such entries only
 */
function isListOf(value, isEntry) {
  return Array.isArray(value) && value.length > 0 && value.every(isEntry);
}

/**
 * @param {unknown} value
 * @returns {boolean}
 */
function isItem(value) {
  const { id, name, price } = record(value);
  if (!text(id) || !text(name)) return false;
  try {
    return cents(text(price) ?? "") >= 0;
  } catch {
    return false;
  }
}
