// The first wait is as long as the quickest order takes; with the second a usual one has ended, with the fourth one whose
// functions had to start. Each look costs one of ten a second that all visitors share: docs/scale.md.
const SHORTEST_MS = 600;
const FACTOR = 1.5;
const LONGEST_MS = 5_400;
const LIMIT_MS = 120_000;

/**
 * Yield how long to wait before each next try, in milliseconds: longer each time after the second, up to half of it more
 * by chance so that many pages don't ask at once, until all waits together reach the limit.
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
 * Wait, but no longer than until the browser is back online.
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
