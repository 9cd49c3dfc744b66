/** @import { SdkClient } from "../../types/sdk.js" */
import { ApiFault } from "./faults.js";

/**
 * The SDK's files in the order in which its README has them. Since the SDK's change of 2024-05-20 crypto-js.js is what
 * hmac-sha256.js was; the developer guide still names the old file.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/how-to-generate-sdk-javascript.html
 */
export const SCRIPTS = [
  "lib/axios/dist/axios.standalone.js",
  "lib/CryptoJS/rollups/crypto-js.js",
  "lib/CryptoJS/rollups/sha256.js",
  "lib/CryptoJS/components/hmac.js",
  "lib/CryptoJS/components/enc-base64.js",
  "lib/url-template/url-template.js",
  "lib/apiGatewayCore/sigV4Client.js",
  "lib/apiGatewayCore/apiGatewayClient.js",
  "lib/apiGatewayCore/simpleHttpClient.js",
  "lib/apiGatewayCore/utils.js",
  "apigClient.js",
];

/**
 * Return a function that loads the generated SDK at its first call and hands out its client; a call after a failed one
 * tries again. It fails with an ApiFault.
 * @param {string} path folder of the unpacked SDK, relative to the page
 * @returns {() => Promise<SdkClient>}
 */
export function sdkLoader(path) {
  /** @type {Promise<SdkClient> | null} */
  let client = null;
  return () => {
    client ??= load(path).catch((reason) => {
      client = null;
      throw reason;
    });
    return client;
  };
}

/**
 * @param {string} path
 * @returns {Promise<SdkClient>}
 */
async function load(path) {
  // `async = false` keeps the order of execution while the files are fetched side by side.
  await Promise.all(SCRIPTS.map((file) => loadScript(`${path}/${file}`)));
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
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => {
      script.remove();
      reject(new ApiFault("offline", { code: "SdkNotLoaded" }));
    });
    document.head.append(script);
  });
}
