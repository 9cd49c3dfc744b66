import assert from "node:assert/strict";
import { test } from "node:test";
import { checked } from "../../site/js/config.js";
import { outcomeOf } from "../../site/js/outcome.js";

const AUDIO = {
  url: "https://audio.example/a.mp3",
  contentType: "audio/mpeg",
  expiresAt: "2026-01-01T00:00:00Z",
};
const OUTCOME = {
  orderId: "o",
  status: "CONFIRMED",
  total: "1.00",
  currency: "USD",
  message: "Hi",
  audio: AUDIO,
};
const of = (changes) => outcomeOf(JSON.stringify({ ...OUTCOME, ...changes }), 5);

test("an outcome is read from its JSON text", () => {
  assert.deepEqual(of(), {
    ...OUTCOME,
    audio: { url: AUDIO.url, expiresAt: AUDIO.expiresAt },
    endedAt: 5,
  });
});

test("what isn't an outcome is none", () => {
  for (const output of [undefined, "", "{", "null", "[]", '"CONFIRMED"'])
    assert.equal(outcomeOf(output), null);
  assert.equal(of({ status: "MAYBE" }), null);
  assert.equal(of({ message: 1 }), null);
});

test("a voice that's missing, or isn't an address of the web, is no voice", () => {
  for (const audio of [null, {}, { url: 1 }, { url: "javascript:alert(1)" }])
    assert.equal(of({ audio }).audio, null);
});

const CONFIG = {
  sdk: { script: "sdk/x.js", zip: "sdk/x.zip" },
  payment: { keyId: "arn:key", publicKey: "MII=" },
  menu: { currency: "USD", items: [{ id: "pizza", name: "Pizza", price: "1.00" }] },
};

test("a whole config is taken as it is", () => assert.equal(checked(CONFIG), CONFIG));

for (const part of Object.keys(CONFIG)) {
  test(`a config without ${part} is refused`, () => {
    assert.throws(() => checked({ ...CONFIG, [part]: undefined }), { code: "InvalidConfig" });
  });
}

test("a menu whose prices aren't prices is refused", () => {
  const items = [{ id: "pizza", name: "Pizza", price: 12.5 }];
  assert.throws(() => checked({ ...CONFIG, menu: { currency: "USD", items } }), { code: "InvalidConfig" });
});
