import { minuteMs } from '../../core/time/days.ts';
import { leastMs, minutesOf, ramp } from './judgedDay.ts';
import type { JudgedDay, ComponentValue } from './judgedDay.ts';
import { pauseMs, stretchesOf } from './stretches.ts';
import type { Stretch } from './stretches.ts';

/** A stretch up to the first length (ms) earns nothing, one from the second on counts whole, between them in proportion. */
export const shortMs = 5 * minuteMs;
export const longMs = 25 * minuteMs;

/** Focus: the share of observed work in long unbroken stretches. The current one counts entirely. */
export function judgeFocus(day: JudgedDay): ComponentValue {
  const stretches = stretchesOf(day.work);
  let worked = 0;
  let unbroken = 0;
  for (const stretch of stretches) {
    worked += stretch.workedMs;
    unbroken += stretch.workedMs * creditOf(stretch, day);
  }
  const longest = stretches.reduce((most, { workedMs }) => Math.max(most, workedMs), 0);
  return {
    value: day.isEnough && worked >= Math.min(leastMs, day.goalMs) ? unbroken / worked : null,
    facts: {
      minutes: minutesOf(worked),
      unbrokenMinutes: minutesOf(unbroken),
      longestMinutes: minutesOf(longest),
      stretches: stretches.filter(({ workedMs }) => workedMs >= longMs).length,
    },
  };
}

function creditOf({ workedMs, end }: Stretch, { isSettled, now }: JudgedDay): number {
  const goesOn = !isSettled && now - end <= pauseMs;
  return goesOn ? 1 : ramp(workedMs, shortMs, longMs);
}
