import { weekdayOf } from '../../core/time/days.ts';
import type { PatternsView } from '../../core/views/historyViews.ts';
import type { DaySum } from '../rollups/daySum.ts';

const hoursOfDay = 24;
/** The hours that stand out on fewer days with time are chance. */
const enoughDays = 3;

/** Returns how the time of these days is distributed over the week, and where most of it is. */
export function patternsOf(sums: readonly DaySum[]): PatternsView {
  const hours = Array.from({ length: 7 }, () => Array.from({ length: hoursOfDay }, () => 0));
  const worked = Array.from({ length: 7 }, () => 0);
  for (const sum of sums) {
    const weekday = (weekdayOf(sum.day) + 6) % 7;
    if (sum.totalMs > 0) worked[weekday] = (worked[weekday] ?? 0) + 1;
    const row = hours[weekday] ?? [];
    sum.hours.forEach((ms, hour) => (row[hour] = (row[hour] ?? 0) + ms));
  }
  return { hours, worked, best: bestOf(hours, worked) };
}

function bestOf(hours: readonly (readonly number[])[], worked: readonly number[]): PatternsView['best'] {
  const byHour = Array.from({ length: hoursOfDay }, (_, hour) => hours.reduce((sum, row) => sum + (row[hour] ?? 0), 0));
  const total = byHour.reduce((sum, ms) => sum + ms, 0);
  if (total === 0 || worked.reduce((sum, days) => sum + days, 0) < enoughDays) return null;
  const twoFrom = (hour: number) => (byHour[hour] ?? 0) + (byHour[(hour + 1) % hoursOfDay] ?? 0);
  let from = 0;
  for (let hour = 1; hour < hoursOfDay; hour++) if (twoFrom(hour) > twoFrom(from)) from = hour;
  let fullest = { weekday: 0, hour: 0, meanMs: 0 };
  hours.forEach((row, weekday) =>
    row.forEach((ms, hour) => {
      const meanMs = ms / Math.max(1, worked[weekday] ?? 0);
      if (meanMs > fullest.meanMs) fullest = { weekday, hour, meanMs };
    }),
  );
  return { from, share: twoFrom(from) / total, ...fullest };
}
