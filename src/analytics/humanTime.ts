import type { Reading } from '../core/operations/reading.ts';
import type { Day } from '../core/time/days.ts';
import { readRows } from './rows.ts';
import type { Segment } from './segment.ts';
import { timelineOf } from './timeline.ts';

/**
 * Returns the human time of some days, disjoint and in order. Projects are the recorded folders, whatever the user calls them, so that they
 * can be compared with other folders.
 */
export function humanTime({ reader, rules }: Reading, from: Day, to: Day): readonly Segment[] {
  const { userRules: _rules, projects: _projects, ...limits } = rules;
  return timelineOf(readRows(reader, from, to), limits);
}
