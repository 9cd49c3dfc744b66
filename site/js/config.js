import { ApiFault } from "./faults.js";
import { cents } from "./money.js";
import { asText, attempt } from "./values.js";

/** Return what the stack says, which the deployment wrote into the page, checked; throws ApiFault. */
export const readConfig = () => checked(attempt(() => JSON.parse(document.querySelector("#shop")?.textContent ?? "")));

/** Return what the stack says now, checked, or null if that can't be told. */
export async function loadConfig() {
  const answer = fetch("config.json", { cache: "no-cache" });
  return answer.then((it) => it.json()).then(checked).catch(() => null);
}

/**
 * Return the config if the page can work with it; throws ApiFault.
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
