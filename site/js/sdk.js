/** @import { SdkClient } from "../../types/sdk.js" */
import { ApiFault } from "./faults.js";

const TIMEOUT_MS = 20_000;

/**
 * Return a function that loads the generated SDK at its first call and hands out its client; a call after a failed one
 * tries again. It fails with an ApiFault.
 * @param {string} path folder of the unpacked SDK, relative to the page
 * @param {string[]} scripts its scripts, relative to it, each after those that it needs
 * @returns {() => Promise<SdkClient>}
 */
export function sdkLoader(path, scripts) {
  /** @type {Promise<SdkClient> | null} */
  let client = null;
  return () => {
    client ??= load(path, scripts).catch((reason) => {
      client = null;
      throw reason;
    });
    return client;
  };
}

/**
 * @param {string} path
 * @param {string[]} scripts
 * @returns {Promise<SdkClient>}
 */
async function load(path, scripts) {
  // `async = false` keeps the order of execution while the files are fetched side by side.
  await Promise.all(scripts.map((file) => loadScript(`${path}/${file}`)));
  if (!window.apigClientFactory) throw new ApiFault("unreadable", { code: "SdkIncomplete" });
  return window.apigClientFactory.newClient();
}

/**
 * @param {string} source
 * @returns {Promise<void>}
 */
function loadScript(source) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.async = false;
    /** @param {"offline" | "timeout"} kind */
    const fail = (kind) => {
      clearTimeout(timer);
      script.remove();
      reject(new ApiFault(kind, { code: "SdkNotLoaded" }));
    };
    const timer = setTimeout(() => fail("timeout"), TIMEOUT_MS);
    script.addEventListener("load", () => {
      clearTimeout(timer);
      resolve();
    });
    script.addEventListener("error", () => fail("offline"));
    document.head.append(script);
  });
}
