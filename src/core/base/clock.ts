import type { Disposable } from './event.ts';

/** The only source of time in the core; tests hand in a fake one. */
export interface Clock {
  /** Wall clock: milliseconds since the epoch, UTC. May jump in either direction. */
  now(): number;
  /** Milliseconds from an arbitrary origin; never goes back. May stand still while the machine sleeps. */
  monotonic(): number;
  /** Minutes east of UTC that hold at the instant `at` in the time zone of the machine. */
  utcOffset(at: number): number;
  /** Calls back once after `ms` milliseconds, but after 24 days at the latest, unless disposed before. */
  after(ms: number, callback: () => void): Disposable;
}
