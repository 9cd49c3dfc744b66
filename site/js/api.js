import { ApiFault, faultOf } from "./faults.js";
import { reachable, within } from "./reach.js";
import { asRecord, asText } from "./values.js";

const TIMEOUT_MS = 20_000; // API Gateway itself gives up after 29 s

/** @typedef {ReturnType<typeof orderApi>} OrderApi */

/**
 * Load the generated SDK and return its client.
 * @param {string} source URL of its script, relative to the page
 */
export async function sdkClient(source) {
  const script = document.createElement("script");
  script.src = source;
  await new Promise((done) => {
    script.onload = script.onerror = done;
    document.head.append(script);
  });
  script.remove();
  if (!window.apigClientFactory) throw new Error(`${source} doesn't hold the shop's SDK`);
  return window.apigClientFactory.newClient();
}

/**
 * Return the orders API through its generated SDK, with a timeout. Every failure is an ApiFault.
 * @param {SdkClient} client
 */
export function orderApi(client, timeoutMs = TIMEOUT_MS) {
  /** @param {() => Promise<SdkAnswer>} call */
  const answer = async (call) => {
    try {
      return asRecord(asRecord(await within(call(), timeoutMs)).data);
    } catch (reason) {
      const fault = faultOf(reason);
      throw fault.kind === "offline" && (await reachable()) ? new ApiFault("unreachable") : fault;
    }
  };
  return {
    /**
     * Start an order and return its execution's ARN. The same request may be sent repeatedly: it starts one order.
     * @param {OrderRequest} request
     */
    async start(request) {
      return promised((await answer(() => client.rootPost({}, request))).executionArn);
    },

    /**
     * Return an order's status. output: a string of JSON; error: the workflow's code of a failure; endedAt: milliseconds
     * since 1970, or now if the API doesn't say.
     * @param {string} executionArn
     */
    async describe(executionArn) {
      const { status, output, error, stopDate } = await answer(() => client.rootGet({ executionArn }));
      const endedAt = typeof stopDate === "number" ? stopDate * 1_000 : Date.now();
      return { status: promised(status), output: asText(output), error: asText(error), endedAt };
    },
  };
}

/** @param {unknown} text from the API, which must be a string */
function promised(text) {
  if (typeof text === "string" && text) return text;
  throw new ApiFault("unreadable");
}
