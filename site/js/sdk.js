/** @import { SdkClient } from "../../types/sdk.js" */
import { ApiFault } from "./faults.js";
import { reachable, within } from "./reach.js";

const SDK_TIMEOUT_MS = 20_000;

/**
 * Return a function that loads the generated SDK at its first call and hands out its client; a call after a failed one
 * tries again. It fails with an ApiFault.
 * @param {string} source its script, relative to the page
 * @returns {() => Promise<SdkClient>}
 */
export function sdkLoader(source) {
  /** @type {Promise<SdkClient> | null} */
  let client = null;
  return () => {
    client ??= load(source).catch((reason) => {
      client = null;
      throw reason;
    });
    return client;
  };
}

/**
 * @param {string} source
 * @returns {Promise<SdkClient>}
 */
async function load(source) {
  const script = document.createElement("script");
  const loaded = new Promise((resolve, reject) => {
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
  });
  script.src = source;
  document.head.append(script);
  try {
    await within(loaded, SDK_TIMEOUT_MS);
    if (window.apigClientFactory) return window.apigClientFactory.newClient();
  } catch (reason) {
    if (reason instanceof ApiFault) throw reason;
    if (!(await reachable())) throw new ApiFault("offline", { code: "SdkNotLoaded" });
  } finally {
    script.remove();
  }
  reportError(new Error(`${source} doesn't hold the shop's SDK`));
  throw new ApiFault("failing", { code: "SdkNotLoaded" });
}
