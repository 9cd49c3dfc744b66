/** @import { SdkClient } from "../../types/sdk.js" */
import { ApiFault } from "./faults.js";

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
    /** @param {"offline" | "timeout" | "unreadable"} kind */
    const fail = (kind) => {
      clearTimeout(timer);
      script.remove();
      reject(new ApiFault(kind, { code: "SdkNotLoaded" }));
    };
    const timer = setTimeout(() => fail("timeout"), TIMEOUT_MS);
    script.addEventListener("load", () => {
      if (!window.apigClientFactory) return fail("unreadable");
      clearTimeout(timer);
      resolve(window.apigClientFactory.newClient());
    });
    script.addEventListener("error", () => fail("offline"));
    document.head.append(script);
  });
}
