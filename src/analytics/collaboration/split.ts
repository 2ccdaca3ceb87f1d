import type { ActivityKind } from '../../core/facts/activity.ts';
import type { SplitPart } from '../../core/views/views.ts';
import type { Segment } from '../segment.ts';

/** The part of the day's time that each kind of activity belongs to. */
export const splitPartOf: Readonly<Record<ActivityKind, SplitPart>> = {
  coding: 'coding',
  reading: 'coding',
  debugging: 'coding',
  testing: 'coding',
  building: 'coding',
  terminal: 'coding',
  learning: 'learning',
  reviewing: 'collaboration',
  meeting: 'collaboration',
  planning: 'rest',
  browsing: 'rest',
  break: 'rest',
  other: 'rest',
};

/**
 * Divides human time among coding, learning, collaboration, and the rest, in ms. GitHub events have no length, so they add no time.
 * @param segments disjoint; the parts sum to their time
 */
export function splitOf(segments: readonly Pick<Segment, 'kind' | 'start' | 'end'>[]): Record<SplitPart, number> {
  const split = { coding: 0, learning: 0, collaboration: 0, rest: 0 };
  for (const { kind, start, end } of segments) split[splitPartOf[kind]] += end - start;
  return split;
}
