import type { ActivityKind } from '../../core/facts/activity.ts';
import type { SplitPart } from '../../core/views/views.ts';
import type { Segment } from '../segment.ts';

/** Which part of the day's time each kind of activity belongs to. */
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
 * A person's time shared out among coding, learning, collaboration and the rest, ms. What happened on GitHub has no length of its
 * own, so it adds no time.
 * @param segments disjoint; the parts sum to their time
 */
export function splitOf(segments: readonly Pick<Segment, 'kind' | 'start' | 'end'>[]): Record<SplitPart, number> {
  const split = { coding: 0, learning: 0, collaboration: 0, rest: 0 };
  for (const { kind, start, end } of segments) split[splitPartOf[kind]] += end - start;
  return split;
}
