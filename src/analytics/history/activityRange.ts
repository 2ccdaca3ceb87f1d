import type { Grouping } from '../../core/views/history.ts';
import type { ActivityRange } from '../../core/views/historyViews.ts';
import type { DaySum } from '../rollups/daySum.ts';
import { partsOf, sumOver } from './parts.ts';

/** Days in parts: those of each day sum to its total. */
export function activityRangeOf(sums: readonly DaySum[], by: Grouping): ActivityRange {
  const parts = partsOf(sumOver(sums, by), by);
  const named = parts.filter(({ type }) => type === 'name');
  const days = sums.map((sum) => {
    const known = named.map(({ id }) => sum.by[by].get(id) ?? 0);
    const none = sum.by[by].get('') ?? 0;
    const rest = sum.totalMs - none - known.reduce((total, ms) => total + ms, 0);
    return {
      day: sum.day,
      ms: [...known, ...parts.slice(named.length).map(({ type }) => (type === 'none' ? none : rest))],
    };
  });
  return { by, parts, days };
}
