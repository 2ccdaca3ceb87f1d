import { minutesOf } from './judgedDay.ts';
import type { JudgedDay, ComponentValue } from './judgedDay.ts';

/**
 * Steadiness: time worked relative to what is expected by now, which is the goal times the share of the working day that has passed. Time
 * beyond the goal earns nothing. Null on days off.
 */
export function judgeSteadiness({ workedMs, goalMs, gone, isWorkday, isEnough }: JudgedDay): ComponentValue {
  const expected = goalMs * gone;
  const value = expected > 0 ? Math.min(1, workedMs / expected) : 1;
  return {
    value: isEnough && isWorkday ? value : null,
    facts: {
      workedMinutes: minutesOf(workedMs),
      expectedMinutes: minutesOf(expected),
      goalMinutes: isWorkday ? minutesOf(goalMs) : 0,
    },
  };
}
