import { minuteMs, weekdayOf } from '../time/days.ts';
import type { Day } from '../time/days.ts';
import type { Translate } from './translate.ts';

/** A duration (ms) as a figure, written as in the view, which shows these beside its own: `3h 10m`, `45m`; above zero and below a minute `<1m`. */
export function formatDuration(ms: number, t: Translate): string {
  if (ms > 0 && ms < minuteMs) return t('<1m');
  const [hours, minutes] = hoursOf(ms);
  if (hours === 0) return t('{0}m', minutes);
  return minutes === 0 ? t('{0}h', hours) : t('{0}h {1}m', hours, minutes);
}

/** The same for a sentence: `3 h 10 min`. Models read and repeat these, and what they say is checked in this form (`ai/claims`). */
export function durationInWords(ms: number, t: Translate): string {
  if (ms > 0 && ms < minuteMs) return t('<1 min');
  const [hours, minutes] = hoursOf(ms);
  if (hours === 0) return t('{0} min', minutes);
  return minutes === 0 ? t('{0} h', hours) : t('{0} h {1} min', hours, minutes);
}

/** Writes a duration (ms) in whole seconds below a minute. It is rounded first: 59.6 s, which would be 60 s, is a minute. */
export function exactDuration(
  ms: number,
  inSeconds: (seconds: number) => string,
  inMinutes: (ms: number) => string,
): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? inSeconds(seconds) : inMinutes(Math.max(ms, minuteMs));
}

function hoursOf(ms: number): [hours: number, minutes: number] {
  const minutes = Math.round(ms / minuteMs);
  return [Math.floor(minutes / 60), minutes % 60];
}

/** The weekday of a day, written out. */
export function weekdayLabel(day: Day, t: Translate): string {
  const labels = [
    () => t('Sunday'),
    () => t('Monday'),
    () => t('Tuesday'),
    () => t('Wednesday'),
    () => t('Thursday'),
    () => t('Friday'),
    () => t('Saturday'),
  ];
  return labels[weekdayOf(day)]?.() ?? day;
}
