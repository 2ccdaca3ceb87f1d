import { type Day, dayOf, minuteMs } from '../../src/core/time/days.ts';

/** Minutes east of UTC that hold at an instant, as `Clock.utcOffset`. */
export type UtcOffset = (at: number) => number;

/** The calendar day of an instant. */
export function localDay(at: number, utcOffset: UtcOffset): Day {
  return dayOf(at, utcOffset(at));
}

/**
 * The instant at which clocks show a time of day.
 * @param minute minutes after local midnight; may be a fraction
 */
export function instantOf(day: Day, minute: number, utcOffset: UtcOffset): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + Math.round(minute * minuteMs);
  // The second look takes the offset on the right side of a change of clocks.
  const guess = wall - utcOffset(wall) * minuteMs;
  return wall - utcOffset(guess) * minuteMs;
}

/** Returns the local clock time of an instant, in minutes after midnight. */
export function minuteOfDay(at: number, utcOffset: UtcOffset): number {
  const wall = at / minuteMs + utcOffset(at);
  return ((wall % 1440) + 1440) % 1440;
}
