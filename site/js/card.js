/** @import { Bound, Card, SealedCard } from "../../types/shop.js" */

/** RSA-OAEP with SHA-256 and a key of 2048 bits takes no more bytes than these. Source: RFC 8017, section 7.1.1 */
export const PLAINTEXT_BYTES = 190;

/**
 * Return the bytes that are encrypted: a card, and the one order and price that it pays.
 * @param {Card} card
 * @param {Bound} bound
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function plaintext({ number, name, zip, securityCode }, { order, total }) {
  const id = Uint8Array.from(order.match(/[0-9a-f]{2}/g) ?? [], (byte) => parseInt(byte, 16));
  const short = encoded(id).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  return new TextEncoder().encode(JSON.stringify({ number, name, zip, securityCode, order: short, total }));
}

/**
 * Whether this browser lets a page encrypt: only in a secure context, which means HTTPS or localhost.
 * Source: www.w3.org/TR/WebCryptoAPI/
 */
export function canSeal() {
  return globalThis.isSecureContext && globalThis.crypto?.subtle !== undefined;
}

/**
 * Return the card, encrypted for the payment key and for one order. Throws RangeError for a card over PLAINTEXT_BYTES.
 * Source: docs.aws.amazon.com/kms/latest/developerguide/asymmetric-key-specs.html
 * @param {Card} card
 * @param {Bound} bound
 * @param {{ keyId: string, publicKey: string }} key publicKey: base64 of its SubjectPublicKeyInfo
 * @returns {Promise<SealedCard>}
 */
export async function seal(card, bound, { keyId, publicKey }) {
  const bytes = plaintext(card, bound);
  if (bytes.length > PLAINTEXT_BYTES) throw new RangeError("the card's data is too long to be encrypted");
  const algorithm = { name: "RSA-OAEP", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("spki", decoded(publicKey), algorithm, false, ["encrypt"]);
  const ciphertext = await crypto.subtle.encrypt(algorithm, key, bytes);
  bytes.fill(0);
  return { keyId, ciphertext: encoded(new Uint8Array(ciphertext)) };
}

/**
 * @param {string} base64
 * @returns {Uint8Array<ArrayBuffer>}
 */
function decoded(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/**
 * @param {Uint8Array} bytes
 * @returns {string} base64
 */
function encoded(bytes) {
  return btoa(String.fromCharCode(...bytes));
}
