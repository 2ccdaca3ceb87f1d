import { minuteMs } from '../../core/time/days.ts';
import type { Segment } from '../segment.ts';

/** A pause up to this long (ms), such as looking something up, does not break a stretch of work. */
export const pauseMs = 5 * minuteMs;

/** Work without a longer pause. */
export interface Stretch {
  /** Time worked in it, pauses left out, ms. */
  readonly workedMs: number;
  readonly start: number;
  readonly end: number;
}

/** Returns the unbroken stretches of observed work, which excludes logged activities. */
export function stretchesOf(segments: readonly Segment[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { start, end, source } of segments) {
    if (source === 'manual') continue;
    const before = stretches.at(-1);
    const length = end - start;
    if (!before || start - before.end > pauseMs) stretches.push({ workedMs: length, start, end });
    else stretches[stretches.length - 1] = { workedMs: before.workedMs + length, start: before.start, end };
  }
  return stretches;
}
