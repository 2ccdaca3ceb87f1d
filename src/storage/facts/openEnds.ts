import { dayMs } from '../../core/time/days.ts';

/** A run whose end was never seen (its window died) counts as running for this long, in ms. Longer finished runs have an index. */
export const openRunMs = dayMs;
/** A diagnostic that was never seen fixed counts as open for this long, in ms. */
export const openDiagnosticMs = 30 * dayMs;
