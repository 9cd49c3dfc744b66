import { ApiFault } from "./faults.js";
import { cents } from "./money.js";
import { asText, attempt } from "./values.js";

/** Return the configuration in the page, which the deployment wrote, checked; throws ApiFault. */
export const readConfig = () => checked(attempt(() => JSON.parse(document.querySelector("#shop")?.textContent ?? "")));

/** Return the current configuration, checked, or null if it can't be loaded. */
export async function loadConfig() {
  const answer = fetch("config.json", { cache: "no-cache" });
  return answer.then((it) => it.json()).then(checked).catch(() => null);
}

/**
 * Return the configuration if it is complete; throws ApiFault.
 * @param {any} config
 * @returns {Config}
 */
export function checked(config) {
  const texts = attempt(() => {
    const { sdk, payment, menu } = /** @type {Config} */ (config);
    menu.items.forEach(({ price }) => cents(price));
    const dishes = menu.items.flatMap(({ id, name, price }) => [id, name, price]);
    return dishes.length && [sdk.script, sdk.zip, payment.keyId, payment.publicKey, menu.currency, ...dishes];
  });
  if (!texts || !texts.every(asText)) throw new ApiFault("unreadable", { code: "InvalidConfig" });
  return config;
}
