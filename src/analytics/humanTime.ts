import type { Reading } from '../core/operations/reading.ts';
import type { Day } from '../core/time/days.ts';
import { readRows } from './rows.ts';
import type { Segment } from './segment.ts';
import { timelineOf } from './timeline.ts';

/**
 * The human's time of some days, disjoint and in order. Projects are the folders that were recorded, whatever the user calls them, so that they
 * can be compared with the folders of others.
 */
export function humanTime({ reader, rules }: Reading, from: Day, to: Day): readonly Segment[] {
  const { userRules: _rules, projects: _projects, ...limits } = rules;
  return timelineOf(readRows(reader, from, to), limits);
}
