// What came from outside, of which nothing is known.

/** @param {unknown} value taken as an object; what isn't one has none of the properties that are looked for */
export const asRecord = (value) => /** @type {Record<string, unknown>} */ (Object(value));

/** @param {unknown} value */
export const asText = (value) => (typeof value === "string" ? value : undefined);

/**
 * Return what `act` does, or null where it throws.
 * @template T
 * @param {() => T} act
 */
export function attempt(act) {
  try {
    return act();
  } catch {
    return null;
  }
}
