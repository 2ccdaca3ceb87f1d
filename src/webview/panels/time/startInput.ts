import type { Params } from '../../../catalog/view.ts';
import { minuteMs } from '../../../core/time/days.ts';
import { parseTimerText } from '../../../core/time/timerInput.ts';

/** Returns what to send for a text that someone typed to start a timer. @param now ms since the epoch */
export function startInput(text: string, now: number): Params<'timers.start'> {
  const { title, minutesAgo } = parseTimerText(text);
  return { title, ...(minutesAgo > 0 && { at: now - minutesAgo * minuteMs }) };
}
