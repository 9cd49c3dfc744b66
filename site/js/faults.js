import { asRecord, asText } from "./values.js";

/** @type {Record<number, FaultKind>} by HTTP's status, 0 for no answer */
const KINDS = { 0: "offline", 404: "missing", 408: "timeout", 409: "taken", 429: "throttled" };

/** The one shape in which a call fails. */
export class ApiFault extends Error {
  name = "ApiFault";

  /**
   * @param {FaultKind} kind
   * @param {{ code?: string | undefined, executionArn?: string | undefined }} [details] code: the API's own;
   *   executionArn: of the execution that has the order's name already
   */
  constructor(kind, { code = kind, executionArn } = {}) {
    super(code);
    this.kind = kind;
    this.code = code;
    this.executionArn = executionArn;
  }

  /** Whether the same call may well succeed a little later. */
  get passes() {
    return ["offline", "unreachable", "timeout", "throttled", "failing"].includes(this.kind);
  }
}

/**
 * Return whatever a call failed with as an ApiFault. The SDK's axios 0.7 rejects with the response itself, status 0 when
 * there is none; newer ones with an Error that has the response, or says that there was none. Anything else is our fault.
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
