import assert from "node:assert/strict";
import { test } from "node:test";
import { PLAINTEXT_BYTES, plaintext, seal } from "../../site/js/card.js";

const CARD = { number: "1111111111111111", name: "Zoë", zip: "43085", securityCode: "123" };
const BOUND = { order: "8a0f2a52-5b1c-4a94-8f0e-0f4d2f6a1c11", total: "27.50" };
const ALGORITHM = {
  name: "RSA-OAEP",
  hash: "SHA-256",
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

async function paymentKey() {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(ALGORITHM, true, ["encrypt", "decrypt"]);
  const spki = Buffer.from(await crypto.subtle.exportKey("spki", publicKey)).toString("base64");
  return { key: { keyId: "arn:key", publicKey: spki }, privateKey };
}

test("only the payment key opens a sealed card, and finds what was typed", async () => {
  const { key, privateKey } = await paymentKey();
  const { keyId, ciphertext } = await seal(CARD, BOUND, key);
  assert.equal(keyId, "arn:key");
  assert.equal(ciphertext.length, 344); // 256 bytes in base64, as the API's schema has it
  const opened = await crypto.subtle.decrypt(ALGORITHM.name, privateKey, Buffer.from(ciphertext, "base64"));
  const { order, total, ...card } = JSON.parse(new TextDecoder().decode(opened));
  assert.deepEqual(card, CARD);
  assert.deepEqual([order, total], ["ig8qUlscSpSPDg9NL2ocEQ", "27.50"]);
});

test("of what was encrypted nothing stays in memory", async (context) => {
  const { key } = await paymentKey();
  const encrypt = context.mock.method(crypto.subtle, "encrypt");
  await seal(CARD, BOUND, key);
  const [[, , bytes]] = encrypt.mock.calls.map((call) => call.arguments);
  assert.ok(bytes.length > 100 && bytes.every((/** @type {number} */ byte) => byte === 0));
});

test("the same card is another ciphertext each time", async () => {
  const { key } = await paymentKey();
  assert.notEqual((await seal(CARD, BOUND, key)).ciphertext, (await seal(CARD, BOUND, key)).ciphertext);
});

test("the longest card that fits is sealed, one byte more is refused", async () => {
  const { key } = await paymentKey();
  const room = PLAINTEXT_BYTES - plaintext({ ...CARD, name: "" }, BOUND).length;
  assert.ok(await seal({ ...CARD, name: "x".repeat(room) }, BOUND, key));
  await assert.rejects(seal({ ...CARD, name: "x".repeat(room + 1) }, BOUND, key), RangeError);
});

test("the name on the largest card may have 56 bytes", () => {
  const largest = { number: "1".repeat(19), name: "x".repeat(56), zip: "1".repeat(10), securityCode: "1234" };
  assert.ok(plaintext(largest, { ...BOUND, total: "1000.00" }).length <= PLAINTEXT_BYTES);
});
