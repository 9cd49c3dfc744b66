/** @import { Bound, Card, SealedCard } from "../../types/shop.js" */
import { PLAINTEXT_BYTES, encoded, plaintext } from "./card.js";

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
