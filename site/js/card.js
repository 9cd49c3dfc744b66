/** RSA-OAEP with SHA-256 and a key of 2048 bits takes no more bytes than these. Source: RFC 8017, section 7.1.1 */
export const PLAINTEXT_BYTES = 190;

/**
 * Return the bytes that are encrypted: a card, and the one order and price that it pays.
 * @param {Card} card
 * @param {Bound} bound
 */
export function plaintext({ number, name, zip, securityCode }, { order, total }) {
  const id = Uint8Array.from(order.match(/[0-9a-f]{2}/g) ?? [], (byte) => parseInt(byte, 16));
  const short = encoded(id).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  return new TextEncoder().encode(JSON.stringify({ number, name, zip, securityCode, order: short, total }));
}

/** @param {Uint8Array} bytes, to be told in base64 */
export const encoded = (bytes) => btoa(String.fromCharCode(...bytes));
