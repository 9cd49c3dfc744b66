/** @type {(title: string, detail: string) => Words} */
export const words = (title, detail) => ({ title, detail });

export const SEALING = words("Sending your order", "Your card is being encrypted here in your browser.");
export const SHUT = words(
  "The shop is closed",
  "No orders are taken now, and no card is asked for. Orders already placed go on.",
);
export const INSECURE = words(
  "Ordering needs a secure connection",
  "Browsers encrypt cards only on pages that came over HTTPS or from localhost. Open the shop at its https:// address.",
);
export const OURS = words(
  "Something broke on this page",
  "It's our fault, not your connection's. Reload the page: an order that you have placed is kept and never taken twice.",
);

/** @param {string[]} features that this browser lacks */
export const outdated = (features) =>
  words(
    "This browser is too old for the shop",
    `It lacks ${features.join(", ")}. Chrome 103, Firefox 100 or Safari 15.4 will do, or newer.`,
  );

/** @type {Partial<Record<FaultKind, Words>>} */
const CLOSED = {
  ours: OURS,
  offline: words("The shop can't be reached", "Check your connection, then try again."),
  timeout: words("The shop is slow today", "It didn't answer in time. Try again in a moment."),
  failing: words("A part of this page is missing", "It's on our side. Reload the page in a moment: what you chose is kept."),
};

/** @param {FaultKind} kind why the page can't start */
export const closed = (kind) =>
  CLOSED[kind] ?? words("The shop isn't open yet", "Its menu can't be read. Try again later.");
