import type { ScoreComponent } from '../../../core/views/views.ts';

/**
 * Returns the maximum points that the score would gain from a perfect component: its share of today's weights times what it lacks. A whole
 * number; null if it has no data.
 */
export function pointsLeft({ value, weight }: ScoreComponent, all: readonly ScoreComponent[]): number | null {
  if (value === null) return null;
  const counted = all.reduce((sum, one) => sum + (one.value === null ? 0 : one.weight), 0);
  return Math.round((100 * weight * (1 - value)) / counted);
}

/** Returns a component's facts with what is missing, for the sentence about what would raise it. */
export function withMissing(component: ScoreComponent): ScoreComponent {
  const { facts } = component;
  const lack = (of: string, what: string) => Math.max(0, (facts[of] ?? 0) - (facts[what] ?? 0));
  return {
    ...component,
    facts: {
      ...facts,
      brokenMinutes: lack('minutes', 'unbrokenMinutes'),
      openMinutes: lack('dueMinutes', 'doneMinutes'),
      missingMinutes: lack('expectedMinutes', 'workedMinutes'),
    },
  };
}
