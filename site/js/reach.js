import { ApiFault } from "./faults.js";

/** Features that the page needs; the newest came with Chrome 103, Firefox 100 and Safari 15.4. */
const NEEDED = [
  "crypto.randomUUID",
  "crypto.subtle.encrypt",
  "crypto.subtle.importKey",
  "TextEncoder",
  "Intl.NumberFormat",
  "Intl.DateTimeFormat",
  "CSS.escape",
  "String.prototype.normalize",
  "Object.fromEntries",
  "fetch",
  "reportError",
];
const LOOK_TIMEOUT_MS = 5_000;
const LOAD_TIMEOUT_MS = 20_000;

/** Return the features that this browser lacks. */
export function lacking() {
  const found = (/** @type {any} */ at, /** @type {string} */ name) => at?.[name];
  return NEEDED.filter((path) => path.split(".").reduce(found, globalThis) === undefined);
}

/**
 * Return a promise's value, or fail with an ApiFault if it takes longer.
 * @type {<T>(promise: Promise<T>, milliseconds: number) => Promise<T>}
 */
export function within(promise, milliseconds) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new ApiFault("timeout")), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * Return whether the shop's own site responds now. A page can't tell apart a missing network, an unknown host and a response
 * that it may not read; and `navigator.onLine` is often wrong.
 * Source: html.spec.whatwg.org/multipage/system-state.html#dom-navigator-online
 */
export function reachable() {
  return within(fetch("./", { method: "HEAD", cache: "no-store" }), LOOK_TIMEOUT_MS).then(
    () => true,
    () => false,
  );
}

/**
 * Return a function that loads a part of the shop at its first call, and again after a failure. It fails with an ApiFault;
 * a fault of our own is reported.
 * @template T
 * @param {() => Promise<T>} load
 */
export function loader(load) {
  /** @type {Promise<T> | null} */
  let loading = null;
  /** @param {unknown} reason */
  const failed = async (reason) => {
    loading = null;
    if (reason instanceof ApiFault) throw reason;
    if (!(await reachable())) throw new ApiFault("offline");
    reportError(reason);
    throw new ApiFault("failing");
  };
  return () => (loading ??= within(load(), LOAD_TIMEOUT_MS).catch(failed));
}
