/**
 * @import { OrderApi } from "./api.js"
 * @import { Memory } from "./memory.js"
 * @import { Store } from "./store.js"
 */
import { ApiFault, faultOf } from "./faults.js";
import { outcomeOf } from "./outcome.js";
import { delays, pause } from "./poll.js";
import { ON_THE_WAY, SENDING, WAITING, broken, paused, repriced } from "./progress.js";

const SENDING_LIMIT_MS = 30_000;
const OFFLINE_MS = 8_000;
const MISSING_TRIES = 8; // about 20 s: an execution can be described some time after its start

/**
 * Return the wait before the next try, without an end while nothing responds at all; throws the fault after the last try.
 * @type {(waits: Generator<number, void>, fault: ApiFault) => number}
 */
function next(waits, fault) {
  const wait = waits.next().value ?? (fault.kind === "offline" ? OFFLINE_MS : null);
  if (wait === null) throw fault;
  return wait;
}

/** Follows one order from its request to its outcome, through lost responses and reloads, and updates the store. */
export class Ordering {
  running = false;
  #parts;
  /** @type {PendingOrder | null} */
  #order = null;

  /**
   * @param {{
   *   store: Store, memory: Memory, api: () => Promise<OrderApi>, pause?: typeof pause,
   *   askAgain: (wish: Wish, words: Words) => Promise<void>,
   * }} parts askAgain: loads the current menu and lets the visitor decide, who has seen another one
   */
  constructor(parts) {
    this.#parts = { pause, ...parts };
  }

  /** The current order: a pending one, or the last one until it is dropped. */
  get order() {
    return (this.#order ??= this.#parts.memory.recall());
  }

  /** @param {OrderRequest} request */
  async place(request) {
    if (this.running) return;
    this.#keep({ request });
    await this.goOn();
  }

  /** Continue the current order where it is. */
  async goOn() {
    if (this.running || !this.order) return;
    this.running = true;
    try {
      await this.#bringHome(this.order);
    } catch (reason) {
      if (!(reason instanceof ApiFault)) reportError(reason);
      await this.#giveUp(reason instanceof ApiFault ? reason : new ApiFault("ours"));
    } finally {
      this.running = false;
    }
  }

  drop() {
    this.#order = null;
    this.#parts.memory.forget();
  }

  /** @param {PendingOrder} order */
  #keep(order) {
    this.#order = order;
    this.#parts.memory.keep(order);
  }

  /** @param {PendingOrder} order */
  async #bringHome(order) {
    const { request } = order;
    const arn = order.executionArn ?? (await this.#started(order));
    this.#keep({ request, executionArn: arn });
    this.#tell("waiting", WAITING);
    const { status, output, error, endedAt } = await this.#ended(arn);
    const outcome = status === "SUCCEEDED" ? outcomeOf(output, endedAt) : null;
    if (outcome?.status === "CANCELLED" && outcome.total !== request.input.total) {
      await this.#refused(request, repriced(outcome.message));
    } else if (outcome) this.#parts.store.update({ stage: { at: "settled", outcome, wish: request.input } });
    else this.#tell("broken", broken(error));
  }

  /**
   * Send the request until the shop has it, and return its execution's ARN; the identical request starts one order, however
   * often it is sent. A refusal says nothing about an earlier attempt whose response was lost, even before a reload.
   * @param {PendingOrder} order
   */
  async #started({ request, sent = false }) {
    this.#tell("sending", SENDING);
    this.#keep({ request, sent: true });
    for (const waits = delays({ limitMs: SENDING_LIMIT_MS }); ; ) {
      try {
        return await (await this.#parts.api()).start(request);
      } catch (reason) {
        const fault = faultOf(reason);
        if (fault.kind === "taken" && fault.executionArn) return fault.executionArn;
        if (!fault.passes) {
          this.#keep({ request, sent });
          throw fault;
        }
        sent = true;
        this.#tell("sending", ON_THE_WAY[fault.kind]);
        await this.#parts.pause(next(waits, fault));
      }
    }
  }

  /**
   * Poll until the execution has ended. If that takes too long, fail with the last fault, if there was one.
   * @param {string} executionArn
   */
  async #ended(executionArn) {
    /** @type {FaultKind | null} */
    let last = null;
    let missing = 0;
    for (const waits = delays(); ; ) {
      await this.#parts.pause(next(waits, new ApiFault(last ?? "timeout")));
      try {
        const execution = await (await this.#parts.api()).describe(executionArn);
        if (execution.status !== "RUNNING") return execution;
        [last, missing] = [null, 0];
      } catch (reason) {
        const fault = faultOf(reason);
        last = fault.kind;
        missing += last === "missing" ? 1 : 0;
        if ((!fault.passes && last !== "missing") || missing === MISSING_TRIES) throw fault;
      }
      this.#tell("waiting", last ? ON_THE_WAY[last] : WAITING);
    }
  }

  /** @param {ApiFault} fault */
  async #giveUp({ kind }) {
    const order = this.#order;
    const accepted = order?.executionArn !== undefined;
    if (order && !accepted && !order.sent && ["refused", "missing", "taken", "closed"].includes(kind))
      await this.#refused(order.request, ON_THE_WAY[kind === "closed" ? "closed" : "refused"]);
    else this.#tell("paused", paused(kind, accepted));
  }

  /**
   * @param {OrderRequest} request that the shop refuses
   * @param {Words} words
   */
  async #refused({ input }, words) {
    this.drop();
    await this.#parts.askAgain(input, words);
  }

  /** @type {(at: "sending" | "waiting" | "paused" | "broken", words: Words) => void} */
  #tell(at, words) {
    const facts = this.#order?.executionArn === undefined ? 1 : 2;
    this.#parts.store.update({ stage: { at, words, orderId: this.#order?.request.name ?? "", facts } });
  }
}
