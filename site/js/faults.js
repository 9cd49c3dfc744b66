/**
 * What can be wrong with a call, as the page tells it apart:
 * offline (nothing answers), unreachable (the shop's site does, the API doesn't), timeout, throttled (429), missing (404),
 * taken (409), refused (another 4xx), closed (the shop takes no orders), failing (another 5xx), unreadable (an answer that is not what the API promises),
 * ours (a fault of this page's own).
 * @typedef {"offline" | "unreachable" | "timeout" | "throttled" | "missing" | "taken" | "refused" | "closed"
 *   | "failing" | "unreadable" | "ours"} FaultKind
 */

/** The one shape in which a call fails. */
export class ApiFault extends Error {
  /**
   * @param {FaultKind} kind
   * @param {{ code?: string | undefined, executionArn?: string | undefined }} [details] code: the API's own;
   *   executionArn: of the execution that has the order's name already
   */
  constructor(kind, { code, executionArn } = {}) {
    super(code ?? kind);
    this.name = "ApiFault";
    this.kind = kind;
    this.code = code ?? kind;
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
 * @returns {ApiFault}
 */
export function faultOf(reason) {
  if (reason instanceof ApiFault) return reason;
  const { response, isAxiosError, message } = record(reason);
  const answer = record(response ?? reason);
  const unanswered = isAxiosError || message === "Network Error";
  if (typeof answer.status !== "number" && !unanswered) {
    globalThis.reportError?.(reason);
    return new ApiFault("ours");
  }
  const status = typeof answer.status === "number" ? answer.status : 0;
  const error = record(record(answer.data).error);
  const kind = error.code === "Closed" ? "closed" : kindOf(status);
  return new ApiFault(kind, { code: text(error.code), executionArn: text(error.executionArn) });
}

/**
 * @param {number} status of HTTP; 0 for no answer
 * @returns {FaultKind}
 */
function kindOf(status) {
  if (status === 0) return "offline";
  if (status >= 500) return "failing";
  switch (status) {
    case 404:
      return "missing";
    case 408:
      return "timeout";
    case 409:
      return "taken";
    case 429:
      return "throttled";
    default:
      return status >= 400 ? "refused" : "unreadable";
  }
}

/**
 * @param {unknown} value
 * @returns {Record<string, unknown>} the value if it is an object, else an empty one
 */
export function record(value) {
  return typeof value === "object" && value !== null ? /** @type {Record<string, unknown>} */ (value) : {};
}

/**
 * @param {unknown} value
 * @returns {string | undefined}
 */
export function text(value) {
  return typeof value === "string" ? value : undefined;
}
