import type { Clock } from '../../../core/base/clock.ts';

/**
 * Lets through the first of many for each key, then none until `ms` have passed.
 * @param ms milliseconds
 * @returns whether this one goes through
 */
export function throttle<K extends object>(clock: Clock, ms: number): (key: K) => boolean {
  const next = new WeakMap<K, number>();
  return (key) => {
    const now = clock.monotonic();
    if (now < (next.get(key) ?? -Infinity)) return false;
    next.set(key, now + ms);
    return true;
  };
}

/** The minimum interval of cursor or scroll signals, in ms; spans join over far longer gaps. */
export const moveMs = 250;
