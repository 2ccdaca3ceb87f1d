import { compareText } from '../../core/base/compareText.ts';
import type { Category } from '../../core/categories/categories.ts';
import { topOf, type TopOf } from '../../core/views/history.ts';
import type { TopDays, TopView } from '../../core/views/historyViews.ts';
import type { DaySum } from '../rollups/daySum.ts';
import { partsOf, sumOver } from './parts.ts';

/** The maximum number of days listed behind a figure. */
const daysAtMost = 10;

/** Projects, categories, languages, files and branches by their time; each list sums to the total. */
export function topViewOf(sums: readonly DaySum[], categories: readonly Category[]): TopView {
  const lists = topOf.map((of) => [of, partsOf(sumOver(sums, of), of, categories)] as const);
  return {
    totalMs: sums.reduce((total, { totalMs }) => total + totalMs, 0),
    lists: Object.fromEntries(lists) as TopView['lists'],
  };
}

/** The days on which something was worked on, most time first. They and the rest sum to its figure. */
export function topDaysOf(sums: readonly DaySum[], of: TopOf, id: string): TopDays {
  const days = sums.flatMap(({ day, by }) => {
    const ms = by[of].get(id) ?? 0;
    return ms > 0 ? [{ day, ms }] : [];
  });
  days.sort((a, b) => b.ms - a.ms || compareText(b.day, a.day));
  const rest = days.slice(daysAtMost);
  return {
    days: days.slice(0, daysAtMost),
    restDays: rest.length,
    restMs: rest.reduce((sum, { ms }) => sum + ms, 0),
  };
}
