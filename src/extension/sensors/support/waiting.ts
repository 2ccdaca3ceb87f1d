import type { Clock } from '../../../core/base/clock.ts';
import type { Disposable } from '../../../core/base/event.ts';

/** Something that waits for an answer. */
export interface PendingWait<T> {
  readonly value: T;
  /** Asked when no answer came in time. */
  readonly fallback: () => boolean;
}

/** Holds one thing for each key back until a yes or no comes for it, or is not going to. */
export class PendingAnswers<K extends object, T> implements Disposable {
  readonly #clock: Clock;
  readonly #ms: number;
  readonly #settled: (value: T, answer: boolean) => void;
  readonly #waits = new Map<K, PendingWait<T> & { timer: Disposable }>();

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
  hold(key: K, { value, fallback }: PendingWait<T>): void {
    const last = (): void => this.settle(key, fallback());
    // The second timer lets in what had arrived while the host was busy: timers come before messages.
    const timer = this.#clock.after(this.#ms, () => {
      const wait = this.#waits.get(key);
      if (wait) wait.timer = this.#clock.after(1, last);
    });
    this.#waits.set(key, { value, fallback, timer });
  }

  /** The answer for a key, if anything waits for it. */
  settle(key: K, answer: boolean): void {
    const wait = this.#waits.get(key);
    if (!wait) return;
    this.#waits.delete(key);
    wait.timer.dispose();
    this.#settled(wait.value, answer);
  }

  /** Settles all that wait. */
  dispose(): void {
    for (const [key, { fallback }] of Array.from(this.#waits)) this.settle(key, fallback());
  }
}
