import type { Clock } from '../../core/base/clock.ts';

/** A call that held the thread for so long (ms) shows a slow disk, or that another process had the processor … */
const slowMs = 4;
/** … so the disk isn't waited for again for this long (ms), and for twice as long after each further call that is slow … */
const firstMs = 5_000;
/** … but not longer than this, ms. */
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
