import type { TopOf } from '../../../core/views/history.ts';
import type { Params } from '../../../catalog/view.ts';

/**
 * What a row counts, as `why.open` names it.
 * @param id as `top.get` gives it: of files and branches the project, a line end, and the name
 */
export function figureOf(day: string, of: TopOf, id: string): Params<'why.open'> {
  const at = id.indexOf('\n');
  if (of === 'project' || of === 'language') return { day, [of]: id };
  return { day, project: id.slice(0, at) || null, [of]: id.slice(at + 1) };
}
