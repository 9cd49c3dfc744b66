import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiFault, faultOf } from "../../site/js/faults.js";

const ANSWER = { status: 409, data: { error: { code: "ExecutionAlreadyExists", executionArn: "arn:x" } } };

test("the old SDK, which rejects with the answer, and newer ones, which reject with an Error, fail alike", () => {
  for (const reason of [ANSWER, Object.assign(new Error("Request failed"), { response: ANSWER })]) {
    const fault = faultOf(reason);
    assert.deepEqual(
      [fault.kind, fault.code, fault.executionArn],
      ["taken", "ExecutionAlreadyExists", "arn:x"],
    );
  }
});

const KINDS = {
  0: "offline",
  400: "refused",
  403: "refused",
  404: "missing",
  429: "throttled",
  500: "failing",
  504: "failing",
};
for (const [status, kind] of Object.entries(KINDS)) {
  test(`an answer of ${status} is ${kind}`, () =>
    assert.equal(faultOf({ status: Number(status) }).kind, kind));
}

test("no answer at all is offline, in both shapes of the SDK", () => {
  for (const reason of [{ status: 0 }, new Error("Network Error"), Object.assign(new Error(), { isAxiosError: true })])
    assert.equal(faultOf(reason).kind, "offline");
});

test("what isn't the SDK's is a fault of ours, and reported", () => {
  const told = [];
  globalThis.reportError = (reason) => told.push(reason);
  const reasons = [undefined, "no", new TypeError("x is not a function")];
  for (const reason of reasons) assert.equal(faultOf(reason).kind, "ours");
  assert.deepEqual(told, reasons);
  delete globalThis.reportError;
});
