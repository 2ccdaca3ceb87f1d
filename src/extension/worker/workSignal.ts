import { AppError } from '../../core/base/appError.ts';

/**
 * Between the host and its worker while one call works for long: the host can stop it, and see how far it is. The memory is shared, since
 * the worker reads no messages meanwhile.
 */
export class WorkSignal {
  /** What is handed over in a message. */
  readonly memory: SharedArrayBuffer;
  readonly #cells: Int32Array;

  constructor(memory = new SharedArrayBuffer(8)) {
    this.memory = memory;
    this.#cells = new Int32Array(memory);
  }

  /** Host: makes the worker throw `cancelled` at its next look. */
  stop(): void {
    Atomics.store(this.#cells, 0, 1);
  }

  /** Host: how much is done, 0 to 1. */
  get done(): number {
    return Atomics.load(this.#cells, 1) / 1e6;
  }

  /** Worker: tells how much is done, 0 to 1. Throws an `AppError` when it is to stop. */
  step(done: number): void {
    if (Atomics.load(this.#cells, 0) === 1) throw new AppError('cancelled', 'Cancelled.');
    Atomics.store(this.#cells, 1, Math.round(Math.min(1, done) * 1e6));
  }
}

const stepFacts = 200;

/** The same facts; looks at the signal every now and then. */
export function* watched<T>(
  facts: Iterable<T>,
  signal: WorkSignal | undefined,
  done: (count: number) => number,
): Iterable<T> {
  let count = 0;
  for (const fact of facts) {
    if (count++ % stepFacts === 0) signal?.step(done(count));
    yield fact;
  }
  signal?.step(1);
}
