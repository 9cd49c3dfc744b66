import { PLAINTEXT_BYTES, encoded, plaintext } from "./card.js";

const ALGORITHM = { name: "RSA-OAEP", hash: "SHA-256" };

/**
 * Return the card, encrypted for the payment key and for one order. Throws RangeError for a card over PLAINTEXT_BYTES.
 * Source: docs.aws.amazon.com/kms/latest/developerguide/asymmetric-key-specs.html
 * @param {Card} card
 * @param {Bound} bound
 * @param {Config["payment"]} key
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
