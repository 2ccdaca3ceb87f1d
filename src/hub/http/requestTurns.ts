/** Time that requests may take in one turn of the event loop, in ms, before the next of them waits for another. */
const mostMs = 4;

/**
 * Spreads requests that come at the same instant over turns of the event loop, so that timers and other requests don't wait for all of
 * them. Where few come, none waits.
 */
export class RequestTurns {
  readonly #now: () => number;
  readonly #waiting: (() => void)[] = [];
  /** Time at which the work of this turn began; undefined while there was none. */
  #began: number | undefined;

  /** @param now milliseconds of a clock that never goes back */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Resolves when there is time for another piece of work; pieces come in the order of their calls. */
  next(): Promise<void> {
    const began = (this.#began ??= this.#begin());
    if (this.#waiting.length === 0 && this.#now() - began < mostMs) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #begin(): number {
    setImmediate(() => {
      this.#began = undefined;
      const first = this.#waiting.shift();
      if (!first) return;
      // One of them a turn: its work follows this callback, so that it can't be measured here.
      this.#began = this.#begin();
      first();
    });
    return this.#now();
  }
}
