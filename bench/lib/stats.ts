import { medianOf } from '../../src/core/base/median.ts';

/** The results of repeated runs. */
export interface Samples {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/** @throws a `RangeError` for no values */
export function summarize(values: readonly number[]): Samples {
  if (values.length === 0) throw new RangeError('no run gave a value');
  return { median: medianOf(values), min: Math.min(...values), max: Math.max(...values), count: values.length };
}
