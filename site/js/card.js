/** RSA-OAEP with SHA-256 and a key of 2048 bits can encrypt this many bytes. Source: RFC 8017, section 7.1.1 */
export const PLAINTEXT_BYTES = 190;
const ALGORITHM = { name: "RSA-OAEP", hash: "SHA-256" };

/**
 * Return the bytes to encrypt: a card, and the order and price that it pays.
 * @type {(card: Card, bound: Bound) => Uint8Array<ArrayBuffer>}
 */
export function plaintext({ number, name, zip, securityCode }, { order, total }) {
  const id = Uint8Array.from(order.match(/[0-9a-f]{2}/g) ?? [], (byte) => parseInt(byte, 16));
  const short = encoded(id).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  return new TextEncoder().encode(JSON.stringify({ number, name, zip, securityCode, order: short, total }));
}

/** @param {Uint8Array} bytes to encode in base64 */
export const encoded = (bytes) => btoa(String.fromCharCode(...bytes));

/**
 * Return the card, encrypted for one order with the payment key. Throws RangeError if it is over PLAINTEXT_BYTES.
 * Source: docs.aws.amazon.com/kms/latest/developerguide/asymmetric-key-specs.html
 * @type {(card: Card, bound: Bound, key: Config["payment"]) => Promise<OrderRequest["input"]["card"]>}
 */
export async function seal(card, bound, { keyId, publicKey }) {
  const bytes = plaintext(card, bound);
  if (bytes.length > PLAINTEXT_BYTES) throw new RangeError("the card's data is too long to be encrypted");
  const spki = Uint8Array.from(atob(publicKey), (character) => character.charCodeAt(0));
  const key = await crypto.subtle.importKey("spki", spki, ALGORITHM, false, ["encrypt"]);
  const ciphertext = await crypto.subtle.encrypt(ALGORITHM, key, bytes);
  bytes.fill(0);
  return { keyId, ciphertext: encoded(new Uint8Array(ciphertext)) };
}
