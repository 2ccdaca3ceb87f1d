import type { Clock } from '../../core/base/clock.ts';

/** A call that takes longer (ms) is slow: the disk is, or another process had the processor. */
const slowMs = 4;
/** After a slow call, the thread waits for no disk for this long (ms), and twice as long after each further slow call in a row. */
const firstMs = 5_000;
/** The longest such pause, ms. */
const longestMs = 10 * 60_000;

/** Decides by how long the disk took whether the thread may wait for it. */
export class DiskPace {
  readonly #clock: Pick<Clock, 'monotonic'>;
  #slowUntil = Number.NEGATIVE_INFINITY;
  #nextMs = firstMs;

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  get isQuick(): boolean {
    return this.#clock.monotonic() >= this.#slowUntil;
  }

  /** Runs something that waits for the disk. Throws what it throws. */
  time<T>(act: () => T): T {
    const from = this.#clock.monotonic();
    try {
      return act();
    } finally {
      this.#note(this.#clock.monotonic(), from);
    }
  }

  #note(now: number, from: number): void {
    if (now - from <= slowMs) {
      this.#nextMs = firstMs;
      return;
    }
    this.#slowUntil = now + this.#nextMs;
    this.#nextMs = Math.min(2 * this.#nextMs, longestMs);
  }
}
