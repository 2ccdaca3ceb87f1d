import type { Clock } from '../core/base/clock.ts';

/** The longest wait of a Node timer, about 25 days, in ms. A longer one fires after 1 ms, so code that waits again would loop. */
const longestWaitMs = 2 ** 31 - 1;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  utcOffset: (at) => -new Date(at).getTimezoneOffset(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, Math.min(ms, longestWaitMs));
    return { dispose: () => clearTimeout(timer) };
  },
};
