import { priorities, type Priority } from '../core/facts/activity.ts';

/** Compares priorities, or impacts, for sorting: the higher comes first. */
export function byPriority(a: Priority, b: Priority): number {
  return priorities.indexOf(a) - priorities.indexOf(b);
}
