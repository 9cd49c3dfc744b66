// Values from outside, of unknown types.

/** @param {unknown} value to treat as an object; another value has none of the wanted properties */
export const asRecord = (value) => /** @type {Record<string, unknown>} */ (Object(value));

/** @param {unknown} value */
export const asText = (value) => (typeof value === "string" ? value : undefined);

/**
 * Return the result of `act`, or null if it throws.
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
