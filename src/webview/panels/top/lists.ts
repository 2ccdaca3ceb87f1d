import type { TopOf } from '../../../core/views/history.ts';
import type { Params } from '../../../catalog/view.ts';

/**
 * Returns the figure of a row in the terms of `why.open`.
 * @param id from `top.get`: for files and branches, the project, a line feed, and the name
 */
export function figureOf(day: string, of: TopOf, id: string): Params<'why.open'> {
  // There is no account of a day for one category.
  if (of === 'category') return { day };
  const at = id.indexOf('\n');
  if (of === 'project' || of === 'language') return { day, [of]: id };
  return { day, project: id.slice(0, at) || null, [of]: id.slice(at + 1) };
}
