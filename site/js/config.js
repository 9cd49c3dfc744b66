/** @import { Config } from "../../types/shop.js" */
import { ApiFault, faultOf, record, text } from "./faults.js";
import { cents } from "./money.js";

/**
 * Return the stack's `config.json`, checked. Fails with an ApiFault.
 * @returns {Promise<Config>}
 */
export async function loadConfig() {
  let answer;
  try {
    answer = await fetch("config.json", { cache: "no-cache" });
  } catch {
    throw new ApiFault("offline");
  }
  if (!answer.ok) throw faultOf({ status: answer.status });
  return checked(await answer.json().catch(() => null));
}

/**
 * Return the config if the page can work with it; throws ApiFault.
 * @param {unknown} config
 * @returns {Config}
 */
export function checked(config) {
  const { api, sdk, payment, menu } = record(config);
  const needed = [record(api).url, record(sdk).path, record(payment).keyId, record(payment).publicKey, record(menu).currency];
  const items = record(menu).items;
  if (!needed.every(text) || !Array.isArray(items) || !items.length || !items.every(isItem) || !Array.isArray(record(sdk).scripts)) {
    throw new ApiFault("unreadable", { code: "InvalidConfig" });
  }
  return /** @type {Config} */ (config);
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
