import { asRecord, asText } from "./values.js";

/** @type {Record<number, FaultKind>} by HTTP status, 0 for no response */
const KINDS = { 0: "offline", 404: "missing", 408: "timeout", 409: "taken", 429: "throttled" };

/** The error of every failed call. */
export class ApiFault extends Error {
  name = "ApiFault";

  /**
   * @param {FaultKind} kind
   * @param {{ code?: string | undefined, executionArn?: string | undefined }} [details] code: the API's own;
   *   executionArn: of the execution that already has the order's name
   */
  constructor(kind, { code = kind, executionArn } = {}) {
    super(code);
    this.kind = kind;
    this.code = code;
    this.executionArn = executionArn;
  }

  /** Whether the same call may succeed a little later. */
  get passes() {
    return ["offline", "unreachable", "timeout", "throttled", "failing"].includes(this.kind);
  }
}

/**
 * Return the reason of a failed call as an ApiFault. The SDK's axios 0.7 rejects with the response itself, with status 0 if
 * there is none; newer versions with an Error that has the response, or says that there was none. Others are our faults.
 * @param {unknown} reason
 */
export function faultOf(reason) {
  if (reason instanceof ApiFault) return reason;
  const { response, isAxiosError, message } = asRecord(reason);
  const answer = asRecord(response ?? reason);
  const answered = typeof answer.status === "number";
  if (!answered && !isAxiosError && message !== "Network Error") {
    globalThis.reportError?.(reason);
    return new ApiFault("ours");
  }
  const { code, executionArn } = asRecord(asRecord(answer.data).error);
  const kind = code === "Closed" ? "closed" : kindOf(answered ? Number(answer.status) : 0);
  return new ApiFault(kind, { code: asText(code), executionArn: asText(executionArn) });
}

/** @param {number} status */
function kindOf(status) {
  if (status >= 500) return "failing";
  return KINDS[status] ?? (status >= 400 ? "refused" : "unreadable");
}
