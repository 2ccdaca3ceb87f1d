import { AppError } from '../../core/base/appError.ts';

/**
 * Connects the host and its worker during a long call: the host can stop it, and see its progress. The memory is shared, since the worker
 * reads no messages in the meantime.
 */
export class WorkSignal {
  /** The part that is passed in a message. */
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

  /** Host: the progress, 0 to 1. */
  get done(): number {
    return Atomics.load(this.#cells, 1) / 1e6;
  }

  /** Worker: reports progress, 0 to 1. Throws an `AppError` if it has to stop. */
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
