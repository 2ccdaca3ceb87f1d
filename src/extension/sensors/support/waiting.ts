import type { Clock } from '../../../core/base/clock.ts';
import type { Disposable } from '../../../core/base/event.ts';

/** Something that waits for an answer. */
export interface PendingWait<T> {
  readonly value: T;
  /** Asked when no answer came in time. */
  readonly fallback: () => boolean;
}

/** Time (ms) for which waits are settled before yielding: a checkout may change thousands of open documents. */
const turnMs = 5;

/** Holds one thing for each key back until a yes or no comes for it, or is not going to. One timer runs for all of them. */
export class PendingAnswers<K extends object, T> implements Disposable {
  readonly #clock: Clock;
  readonly #ms: number;
  readonly #settled: (value: T, answer: boolean) => void;
  /** In the order in which they are due, by the monotonic clock. */
  readonly #waits = new Map<K, PendingWait<T> & { readonly due: number }>();
  #timer: Disposable | undefined;

  /**
   * @param ms how long to wait, in milliseconds
   * @param settled called once for each thing held
   */
  constructor(clock: Clock, ms: number, settled: (value: T, answer: boolean) => void) {
    this.#clock = clock;
    this.#ms = ms;
    this.#settled = settled;
  }

  /** Holds one for a key that has none. */
  hold(key: K, wait: PendingWait<T>): void {
    this.#waits.set(key, { ...wait, due: this.#clock.monotonic() + this.#ms });
    this.#timer ??= this.#clock.after(this.#ms, () => this.#settleSoon());
  }

  /** The answer for a key, if anything waits for it. */
  settle(key: K, answer: boolean): void {
    const wait = this.#waits.get(key);
    if (!wait) return;
    this.#waits.delete(key);
    if (this.#waits.size === 0) this.#endTimer();
    this.#settled(wait.value, answer);
  }

  /** Settles all that wait. */
  dispose(): void {
    for (const [key, { fallback }] of Array.from(this.#waits)) this.settle(key, fallback());
  }

  /** Another timer lets in what had arrived while the host was busy: timers come before messages. */
  #settleSoon(): void {
    const now = this.#clock.monotonic();
    this.#timer = this.#clock.after(1, () => this.#settleDue(now));
  }

  #settleDue(due: number): void {
    this.#timer = undefined;
    const until = this.#clock.monotonic() + turnMs;
    for (const [key, wait] of this.#waits) {
      const now = this.#clock.monotonic();
      if (wait.due > due) return this.#wait(wait.due - now, () => this.#settleSoon());
      if (now >= until) return this.#wait(0, () => this.#settleDue(due));
      this.settle(key, wait.fallback());
    }
  }

  #wait(ms: number, act: () => void): void {
    this.#endTimer();
    this.#timer = this.#clock.after(Math.max(0, ms), act);
  }

  #endTimer(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
  }
}
