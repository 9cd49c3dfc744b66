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

test("no answer at all is offline, in whatever shape it comes", () => {
  for (const reason of [undefined, null, "no", new Error("Network Error"), { response: undefined }]) {
    assert.equal(faultOf(reason).kind, "offline");
  }
});

test("a body that isn't JSON costs only its details", () => {
  assert.equal(faultOf({ status: 502, data: "<html>" }).code, "failing");
});

test("a fault stays the fault that it is", () => {
  const fault = new ApiFault("timeout");
  assert.equal(faultOf(fault), fault);
});

test("what passes may be tried again, what was refused may not", () => {
  assert.ok(["offline", "timeout", "throttled", "failing"].every((kind) => new ApiFault(kind).passes));
  assert.ok(["refused", "missing", "taken", "unreadable"].every((kind) => !new ApiFault(kind).passes));
});
