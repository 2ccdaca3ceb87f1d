import { addDays, dayMs, dayOf, minuteMs } from '../core/time/days.ts';
import type { Day } from '../core/time/days.ts';

/** Returns the last day whose scheduled time has come, and when that was, in ms since the epoch. */
export function lastDue(now: number, offset: number, time: string): { readonly day: Day; readonly at: number } {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const today = dayOf(now, offset);
  const at = Date.parse(`${today}T00:00:00Z`) - offset * minuteMs + (hours * 60 + minutes) * minuteMs;
  return at <= now ? { day: today, at } : { day: addDays(today, -1), at: at - dayMs };
}
