/** @import { Config } from "../../types/shop.js" */
import { ApiFault, faultOf, record, text } from "./faults.js";
import { cents } from "./money.js";

/**
 * Return what the stack says, which the deployment wrote into the page, checked; throws ApiFault.
 * @param {Document} page
 * @returns {Config}
 */
export function readConfig(page) {
  try {
    return checked(JSON.parse(page.querySelector("#shop")?.textContent ?? ""));
  } catch (reason) {
    throw reason instanceof ApiFault ? reason : new ApiFault("unreadable", { code: "InvalidConfig" });
  }
}

/**
 * Return what the stack says now, checked; fails with an ApiFault.
 * @returns {Promise<Config>}
 */
export async function loadConfig() {
  const answer = await fetch("config.json", { cache: "no-cache" }).catch(() => {
    throw new ApiFault("offline");
  });
  if (!answer.ok) throw faultOf({ status: answer.status });
  return checked(await answer.json().catch(() => null));
}

/**
 * Return the config if the page can work with it; throws ApiFault.
 * @param {unknown} config
 * @returns {Config}
 */
export function checked(config) {
  const { sdk, payment, menu } = record(config);
  const { script, zip } = record(sdk);
  const { keyId, publicKey } = record(payment);
  const { currency, items } = record(menu);
  const whole =
    [script, zip, keyId, publicKey, currency].every(text) && Array.isArray(items) && items.length > 0 && items.every(isItem);
  if (!whole) throw new ApiFault("unreadable", { code: "InvalidConfig" });
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
