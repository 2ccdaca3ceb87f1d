import { compareText } from '../../core/base/compareText.ts';
import { fullName, type Category } from '../../core/categories/categories.ts';
import { namesAtMost } from '../../core/views/history.ts';
import type { RangePart } from '../../core/views/historyViews.ts';
import { projectNames } from '../labels.ts';
import { placeOf, type Dimension, type DaySum, type Sums } from '../rollups/daySum.ts';

/** All days together. */
export function sumOver(days: readonly DaySum[], dimension: Dimension): Sums {
  const sums = new Map<string, number>();
  for (const { by } of days) for (const [id, ms] of by[dimension]) sums.set(id, (sums.get(id) ?? 0) + ms);
  return sums;
}

/**
 * Returns the names with the most time, then unnamed time, then all others together: they sum to the total.
 * @param sums of one dimension
 * @param categories of all ids in them; only for that dimension
 */
export function partsOf(sums: Sums, dimension: Dimension, categories: readonly Category[] = []): RangePart[] {
  const named = Array.from(sums, ([id, ms]) => ({ id, ms })).filter(({ id, ms }) => id !== '' && ms > 0);
  named.sort((a, b) => b.ms - a.ms || compareText(a.id, b.id));
  // A single other one is shown by name rather than as "others".
  const count = named.length === namesAtMost + 1 ? named.length - 1 : namesAtMost;
  const shown = named.slice(0, count);
  const nameOf = namerOf(dimension, shown, categories);
  const restMs = named.slice(count).reduce((sum, { ms }) => sum + ms, 0);
  const noneMs = sums.get('') ?? 0;
  return [
    ...shown.map(({ id, ms }): RangePart => {
      const color = categories.find((one) => one.id === id)?.color;
      return { type: 'name', id, name: nameOf(id), ms, ...(color && { color }) };
    }),
    ...(noneMs > 0 ? [{ type: 'none', id: '', name: '', ms: noneMs } as const] : []),
    ...(restMs > 0 ? [{ type: 'rest', id: '', name: '', ms: restMs } as const] : []),
  ];
}

function namerOf(
  dimension: Dimension,
  shown: readonly { readonly id: string }[],
  categories: readonly Category[],
): (id: string) => string {
  if (dimension === 'category') return (id) => fullName(categories, id);
  if (dimension === 'project') return projectNames(shown.map(({ id }) => id));
  if (dimension !== 'file' && dimension !== 'branch') return (id) => id;
  const places = shown.map(({ id }) => placeOf(id));
  const projectOf = projectNames(places.map(({ project }) => project));
  // The project is only shown if there are several, since most people look at one.
  const isOne = new Set(places.map(({ project }) => project)).size < 2;
  return (id) => {
    const { project, name } = placeOf(id);
    return isOne || project === '' ? name : `${projectOf(project)}: ${name}`;
  };
}
