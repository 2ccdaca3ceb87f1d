import type { Clock } from '../../core/base/clock.ts';

/** The size at first: V8 hasn't optimized the code that seals names by then, and it takes ten times as long. */
const fewest = 5;
const most = 40;
/** Time (ms) that encoding a batch may take. */
const targetMs = 3;

/**
 * The number of facts that are encoded in one turn of the event loop, by how long the last ones took: a server may report on a whole
 * workspace, and a replacement may change thousands of files.
 */
export class BatchSize {
  readonly #clock: Pick<Clock, 'monotonic'>;
  #current = fewest;

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  get current(): number {
    return this.#current;
  }

  /** Encodes a number of facts. Throws what it throws. */
  time<T>(count: number, encode: () => T): T {
    const from = this.#clock.monotonic();
    const encoded = encode();
    const took = this.#clock.monotonic() - from;
    if (took > targetMs) this.#current = Math.max(fewest, Math.floor(this.#current / 2));
    else if (2 * took <= targetMs && count >= this.#current) this.#current = Math.min(most, 2 * this.#current);
    return encoded;
  }
}
