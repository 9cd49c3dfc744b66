/**
 * @import { SdkAnswer, SdkClient } from "../../types/sdk.js"
 * @import { Execution, OrderRequest } from "../../types/shop.js"
 */
import { ApiFault, faultOf, record, text } from "./faults.js";
import { reachable, within } from "./reach.js";

const TIMEOUT_MS = 20_000; // API Gateway itself gives up after 29 s

/** The orders API through its generated SDK, with a timeout. Every failure is an ApiFault. */
export class OrderApi {
  #client;
  #timeoutMs;

  /**
   * @param {SdkClient} client
   * @param {number} [timeoutMs]
   */
  constructor(client, timeoutMs = TIMEOUT_MS) {
    this.#client = client;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Start an order and return its execution's ARN. The same request may be sent again and again: it starts one order.
   * @param {OrderRequest} request
   * @returns {Promise<string>}
   */
  async start(request) {
    const answer = record(await this.#answer(() => this.#client.rootPost({}, request)));
    const executionArn = text(answer.executionArn);
    if (!executionArn) throw new ApiFault("unreadable");
    return executionArn;
  }

  /**
   * Return how an order stands.
   * @param {string} executionArn
   * @returns {Promise<Execution>}
   */
  async describe(executionArn) {
    const answer = record(await this.#answer(() => this.#client.rootGet({ executionArn })));
    const status = text(answer.status);
    if (!status) throw new ApiFault("unreadable");
    const stopDate = typeof answer.stopDate === "number" ? answer.stopDate : undefined;
    return { status, output: text(answer.output), error: text(answer.error), stopDate };
  }

  /**
   * @param {() => Promise<SdkAnswer>} call
   * @returns {Promise<unknown>} the answer's body
   */
  async #answer(call) {
    try {
      return record(await within(call(), this.#timeoutMs)).data;
    } catch (reason) {
      const fault = faultOf(reason);
      throw fault.kind === "offline" && (await reachable()) ? new ApiFault("unreachable") : fault;
    }
  }
}
