import type { ScoreComponent } from '../../../core/views/views.ts';

/**
 * Points that the score would gain at most, were a component as high as it gets: its share of the weights that count today, times
 * what it lacks. Whole; null where it has no data.
 */
export function pointsLeft({ value, weight }: ScoreComponent, all: readonly ScoreComponent[]): number | null {
  if (value === null) return null;
  const counted = all.reduce((sum, one) => sum + (one.value === null ? 0 : one.weight), 0);
  return Math.round((100 * weight * (1 - value)) / counted);
}

/** The facts of a component with what is missing in them, for the sentence that says what would raise it. */
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
