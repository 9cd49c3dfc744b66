// The first wait is as long as the fastest order takes; after the second a typical order has ended, after the fourth one
// with cold starts. All visitors together have ten polls a second: docs/scale.md.
const SHORTEST_MS = 600;
const FACTOR = 1.5;
const LONGEST_MS = 5_400;
const LIMIT_MS = 120_000;

/**
 * Yield the wait before each next try, in milliseconds: increasing after the second, with jitter of up to half of it so
 * that many pages don't ask at once, until all waits together reach the limit.
 * Source: aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 * @param {{ limitMs?: number, random?: () => number }} [options] random: from 0 to 1
 * @returns {Generator<number, void>}
 */
export function* delays({ limitMs = LIMIT_MS, random = Math.random } = {}) {
  let shortest = SHORTEST_MS / FACTOR;
  for (let waited = 0; waited < limitMs;) {
    const delay = Math.max(shortest, SHORTEST_MS) * (1 + random() / 2);
    waited += delay;
    yield delay;
    shortest = Math.min(shortest * FACTOR, LONGEST_MS);
  }
}

/**
 * Wait, but end when the browser is online again.
 * @param {number} milliseconds
 * @returns {Promise<void>}
 */
export function pause(milliseconds) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener("online", done);
  });
}
