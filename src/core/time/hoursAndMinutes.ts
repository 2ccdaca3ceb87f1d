import { minuteMs } from './days.ts';

/** A duration (ms) as `h:mm`, cut to the minute. */
export function hoursAndMinutes(ms: number): string {
  const minutes = Math.floor(ms / minuteMs);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
