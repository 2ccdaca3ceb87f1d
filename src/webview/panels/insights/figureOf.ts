import type { ActivityKind } from '../../../core/facts/activity.ts';
import type { Params } from '../../../catalog/view.ts';

type Figure = Params<'why.open'>;

/**
 * The time that a piece of evidence is about, by its id (those of analytics/digest and analytics/plan): of the day that it names, or else of
 * `day`; all of that day's time where it is about no place or kind.
 */
export function figureOf(id: string, day: string): Figure {
  const [, topic = '', rest = ''] = /^(\w+):(.+)$/s.exec(id) ?? [];
  switch (topic) {
    case 'day':
      return { day: /^\d{4}-\d{2}-\d{2}/.exec(rest)?.[0] ?? day };
    case 'project':
      return { day, project: rest };
    case 'language':
      return { day, language: rest };
    case 'kind':
      return { day, kind: rest as ActivityKind };
    case 'branch': {
      // A project may have colons in it, a branch has none.
      const end = rest.lastIndexOf(':');
      return end > 0 ? { day, project: rest.slice(0, end), branch: rest.slice(end + 1) } : { day };
    }
    default:
      return { day };
  }
}
