/** What this browser must have; the newest of it came with Chrome 103, Firefox 100 and Safari 15.4. */
const NEEDED = [
  "crypto.randomUUID",
  "crypto.subtle.encrypt",
  "crypto.subtle.importKey",
  "TextEncoder",
  "AbortController",
  "Intl.NumberFormat",
  "Intl.DateTimeFormat",
  "CSS.escape",
  "String.prototype.normalize",
  "Object.fromEntries",
  "fetch",
  "reportError",
];
const TIMEOUT_MS = 5_000;

/** @returns {string[]} what of that this browser lacks */
export function lacking() {
  return NEEDED.filter((path) => {
    let at = /** @type {any} */ (globalThis);
    for (const name of path.split(".")) at = at?.[name];
    return at === undefined;
  });
}

/**
 * Whether the shop's own site answers right now. A browser tells a page alike of no network, a name that isn't found and an
 * answer that it isn't shown; and what `navigator.onLine` says is often wrong.
 * Source: html.spec.whatwg.org/multipage/system-state.html#dom-navigator-online
 */
export async function reachable() {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), TIMEOUT_MS);
  try {
    await fetch("./", { method: "HEAD", cache: "no-store", signal: controller.signal });
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
