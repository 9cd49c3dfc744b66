/** @import { SdkClient } from "../../types/sdk.js" */
import { ApiFault } from "./faults.js";
import { reachable } from "./reach.js";

const TIMEOUT_MS = 20_000;

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
function load(source) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    /** @param {"offline" | "timeout" | "failing"} kind */
    const fail = (kind) => {
      clearTimeout(timer);
      script.remove();
      if (kind === "failing") reportError(new Error(`${source} doesn't hold the shop's SDK`));
      reject(new ApiFault(kind, { code: "SdkNotLoaded" }));
    };
    const timer = setTimeout(() => fail("timeout"), TIMEOUT_MS);
    script.addEventListener("load", () => {
      if (!window.apigClientFactory) return fail("failing");
      clearTimeout(timer);
      resolve(window.apigClientFactory.newClient());
    });
    script.addEventListener("error", async () => fail((await reachable()) ? "failing" : "offline"));
    document.head.append(script);
  });
}
