import type { Clock } from '../../src/core/base/clock.ts';
import type { Disposable } from '../../src/core/base/event.ts';

interface Timer {
  readonly due: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that only moves when told to. Timers follow the monotonic clock, like real ones. */
export class FakeClock implements Clock {
  /** Minutes east of UTC; a function of the instant where a test needs daylight saving. */
  offset: number | ((at: number) => number);
  #wall: number;
  #monotonic = 1_000;
  #order = 0;
  readonly #timers = new Set<Timer>();

  constructor(now = Date.UTC(2026, 10, 20, 9), offset = 0) {
    this.#wall = now;
    this.offset = offset;
  }

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  utcOffset(at: number): number {
    return typeof this.offset === 'number' ? this.offset : this.offset(at);
  }

  after(ms: number, callback: () => void): Disposable {
    const timer = { due: this.#monotonic + ms, order: this.#order++, callback };
    this.#timers.add(timer);
    return { dispose: () => void this.#timers.delete(timer) };
  }

  /** Timers that are waiting: nothing may wait when nothing happens. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Time passes; timers that come due are called in their order, each at its own time. */
  advance(ms: number): void {
    const until = this.#monotonic + ms;
    for (let next = this.#nextDue(until); next; next = this.#nextDue(until)) {
      this.#timers.delete(next);
      this.#pass(Math.max(0, next.due - this.#monotonic));
      next.callback();
    }
    this.#pass(until - this.#monotonic);
  }

  /** The wall clock is set, by a person or by NTP; no time passes. */
  jump(ms: number): void {
    this.#wall += ms;
  }

  /** The machine sleeps: the wall clock advances, the monotonic one doesn't. */
  sleep(ms: number): void {
    this.#wall += ms;
  }

  /** The machine sleeps, and its monotonic clock counts that (Windows): no timer fires before it is over. */
  suspend(ms: number): void {
    this.#pass(ms);
  }

  #pass(ms: number): void {
    this.#wall += ms;
    this.#monotonic += ms;
  }

  #nextDue(until: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.due > until) continue;
      if (!next || timer.due < next.due || (timer.due === next.due && timer.order < next.order)) next = timer;
    }
    return next;
  }
}
