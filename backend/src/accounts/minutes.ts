import { minuteMs } from '../../../src/core/time/days.ts';

/** @param now milliseconds since the epoch */
export function addMinutes(now: number, minutes: number): Date {
  return new Date(now + minutes * minuteMs);
}
