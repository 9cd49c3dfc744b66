const FIRST_MS = 400;
const FACTOR = 1.5;
const LONGEST_MS = 8_000;
const LIMIT_MS = 120_000;

/**
 * Yield how long to wait before each next try, in milliseconds: longer each time, half of it by chance so that many
 * pages don't ask at once, until all waits together reach the limit.
 * Source: aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 * @param {{ limitMs?: number, random?: () => number }} [options] random: from 0 to 1
 * @returns {Generator<number, void>}
 */
export function* delays({ limitMs = LIMIT_MS, random = Math.random } = {}) {
  let longest = FIRST_MS;
  for (let waited = 0; waited < limitMs;) {
    const delay = longest / 2 + (random() * longest) / 2;
    waited += delay;
    yield delay;
    longest = Math.min(longest * FACTOR, LONGEST_MS);
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
