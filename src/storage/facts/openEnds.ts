import { dayMs } from '../../core/time/days.ts';

/** A run whose end was never seen (its window died) counts as running for so long, ms. Longer finished ones have an index. */
export const openRunMs = dayMs;
/** A diagnostic that was never seen fixed counts as open for so long, ms. */
export const openDiagnosticMs = 30 * dayMs;
