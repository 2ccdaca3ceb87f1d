import { minuteMs } from './days.ts';

/**
 * Returns true for time that has passed. The clock of a form is up to a minute behind or ahead.
 * @param end ms since the epoch, as is `now`
 */
export function hasPassed(end: number, now: number): boolean {
  return end <= now + minuteMs;
}
