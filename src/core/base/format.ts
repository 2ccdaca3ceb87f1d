import { minuteMs, weekdayOf } from '../time/days.ts';
import type { Day } from '../time/days.ts';
import type { Translate } from './translate.ts';

/** A duration (ms) as people say it: `3 h 10 min`, `45 min`; what is above zero and below a minute is `<1 min`, as in the view. */
export function formatDuration(ms: number, t: Translate): string {
  if (ms > 0 && ms < minuteMs) return t('<1 min');
  const minutes = Math.round(ms / minuteMs);
  if (minutes < 60) return t('{0} min', minutes);
  return minutes % 60 === 0 ? t('{0} h', minutes / 60) : t('{0} h {1} min', Math.floor(minutes / 60), minutes % 60);
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
