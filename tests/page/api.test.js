import assert from "node:assert/strict";
import { test } from "node:test";
import { orderApi } from "../../site/js/api.js";

const NEVER = () => new Promise(() => {});

test("an order's execution is what the shop answers", async () => {
  const sent = [];
  const api = orderApi({
    rootPost: async (...call) => (sent.push(call), { status: 200, data: { executionArn: "arn:x" } }),
  });
  assert.equal(await api.start({ name: "n" }), "arn:x");
  assert.deepEqual(sent, [[{}, { name: "n" }]]);
});

test("how an order stands is asked for by its execution", async () => {
  const rootGet = async ({ executionArn }) => ({
    data: { status: "SUCCEEDED", output: `{"of": "${executionArn}"}`, input: 1, stopDate: 7 },
  });
  assert.deepEqual(await orderApi({ rootGet }).describe("arn:x"), {
    status: "SUCCEEDED",
    output: '{"of": "arn:x"}',
    error: undefined,
    endedAt: 7_000,
  });
});

test("an answer that doesn't come is a timeout", async () => {
  await assert.rejects(orderApi({ rootGet: NEVER }, 1).describe("arn:x"), { kind: "timeout" });
});

test("an answer without what was promised is unreadable", async () => {
  const api = orderApi({ rootPost: async () => ({ data: "<html>" }), rootGet: async () => ({}) });
  await assert.rejects(api.start({}), { kind: "unreadable" });
  await assert.rejects(api.describe("arn:x"), { kind: "unreadable" });
});

test("an SDK that throws instead of rejecting fails in the one shape too", async () => {
  const rootGet = () => {
    throw "executionArn must be defined";
  };
  await assert.rejects(orderApi({ rootGet }).describe("arn:x"), { name: "ApiFault" });
});
