import { minuteMs } from './days.ts';

/** A duration (ms) as `h:mm`, rounded to the minute as in the dashboard. */
export function hoursAndMinutes(ms: number): string {
  const minutes = Math.round(ms / minuteMs);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
