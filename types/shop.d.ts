/** The types that the page's modules exchange; they are global, since this file exports and imports nothing. */

/** The stack's configuration, in index.html and in `config.json`. */
interface Config {
  /** script: the file to load; zip: the whole SDK. Both relative to the page. */
  sdk: { script: string; zip: string };
  /** publicKey: base64 of the key's SubjectPublicKeyInfo. */
  payment: { keyId: string; publicKey: string };
  menu: Menu;
  /** false: no orders are accepted. */
  open: boolean;
}

/** currency: ISO 4217. */
type Menu = { currency: string; items: MenuItem[] };

/** price: of one piece, a decimal with two places such as "12.50". */
type MenuItem = { id: string; name: string; price: string; description: string };

/** What the visitor typed. */
type Card = { number: string; name: string; zip: string; securityCode: string };

/** What an encrypted card pays: one order, by its name, at the price that the page showed. */
type Bound = { order: string; total: string };

/** The visitor's order, without the card. total: the price that the page showed, such as "27.50". */
interface Wish {
  customer: { name: string };
  fulfilment: "pickup" | "delivery";
  delivery?: { address: string; phone: string };
  items: { item: string; quantity: number }[];
  total: string;
}

/** What is stored of a form that wasn't sent. */
type Cart = Omit<Wish, "total">;

/**
 * The body of POST. name: a UUID, the order's id and its idempotency key; card: encrypted for the key `keyId`.
 */
type OrderRequest = { name: string; input: Wish & { card: { keyId: string; ciphertext: string } } };

/**
 * A pending order: the request to send, unchanged, until its execution is known. It contains no card number.
 * sent: whether the shop may already have it.
 */
type PendingOrder = { request: OrderRequest; sent?: boolean; executionArn?: string };

/** expiresAt: ISO 8601; the link works until then. */
type Recording = Record<Extract<RecordingField, "url" | "expiresAt">, string>;

/** The fields of an outcome that the page shows unchanged. */
type OutcomeText = Extract<OutcomeField, "orderId" | "total" | "currency" | "message">;

/** total: a decimal with two places such as "27.50". UNKNOWN: it isn't known yet whether it was charged. */
interface Outcome extends Record<OutcomeText, string> {
  status: OutcomeStatus;
  audio: Recording | null;
  /** Milliseconds since 1970. */
  endedAt: number;
}

/**
 * The kinds of failed calls that the page distinguishes:
 * offline (nothing responds), unreachable (the shop's site does, the API doesn't), timeout, throttled (429), missing (404),
 * taken (409), refused (another 4xx), closed (the shop accepts no orders), failing (another 5xx), unreadable (a response
 * that the API shouldn't give), ours (a fault of this page).
 */
type FaultKind =
  | "offline" | "unreachable" | "timeout" | "throttled" | "missing" | "taken" | "refused" | "closed" | "failing"
  | "unreadable" | "ours";

/** What the page tells its visitor. */
type Words = { title: string; detail: string };

/** A field that needs the visitor's attention. field: the id of its element. */
type Problem = { field: string; advice: string };

/**
 * Where the visit stands. `paused`: the page gave up waiting for now, the visitor can ask it to go on;
 * `broken`: the order ended without an outcome. facts: how many of these have happened: the card is encrypted, the shop
 * has the order.
 */
type Stage =
  | { at: "loading" }
  | { at: "closed"; words: Words }
  | { at: "choosing"; refusal?: Words; declined?: string }
  | { at: "sending" | "waiting" | "paused" | "broken"; words: Words; orderId: string; facts: number }
  | { at: "settled"; outcome: Outcome; wish: Wish };

/** quantities: pieces by item id; away: whether the visitor went back to the menu while there is an order. */
interface State {
  config: Config | null;
  quantities: Readonly<Record<string, number>>;
  problems: readonly Problem[];
  online: boolean;
  away: boolean;
  stage: Stage;
}

/** What a call of the SDK resolves with; its axios 0.7 rejects with the same shape, newer ones with an Error around it. */
type SdkAnswer = { status: number; data: unknown };

/**
 * The part of API Gateway's generated SDK that the page uses.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/how-to-generate-sdk-javascript.html
 */
interface SdkClient {
  rootPost(params: Record<string, never>, body: unknown): Promise<SdkAnswer>;
  rootGet(params: { executionArn: string }): Promise<SdkAnswer>;
}

interface Window {
  apigClientFactory?: { newClient(): SdkClient };
}
