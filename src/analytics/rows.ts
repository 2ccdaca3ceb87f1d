import { rangeAround } from '../core/time/days.ts';
import type { Day, TimeRange } from '../core/time/days.ts';
import type { DiagnosticFact, RunFact, SpanFact, StateFact } from '../core/facts/facts.ts';
import type { PlannedTask } from '../core/facts/plans.ts';
import type { Activity } from '../core/facts/activities.ts';
import type { Correction } from '../core/facts/corrections.ts';
import type { ActivityReader } from '../core/facts/reader.ts';
import { readCollaboration } from './collaboration/collaboration.ts';
import type { Collaboration } from './collaboration/collaboration.ts';

/** Everything that was recorded in some stretch of days, each fact once, in any order. */
export interface Rows {
  readonly spans: readonly SpanFact[];
  readonly runs: readonly RunFact[];
  readonly states: readonly StateFact[];
  readonly diagnostics: readonly DiagnosticFact[];
  readonly activities: readonly Activity[];
  readonly planTasks: readonly PlannedTask[];
  /** In order of creation. */
  readonly corrections?: readonly Correction[];
  /** Work with others; absent if GitHub was never connected. */
  readonly collaboration?: Collaboration;
}

/**
 * Reads what may belong to the days `from` to `to`, both included. Facts of adjacent days are included, since a fact's own offset
 * determines its day.
 */
export function readRows(reader: ActivityReader, from: Day, to: Day): Rows {
  return readRowsIn(reader, rangeAround(from, to), reader.planTasks(from, to));
}

/** Reads what happened in a range, and adds tasks of plans to it. */
export function readRowsIn(reader: ActivityReader, range: TimeRange, planTasks: readonly PlannedTask[]): Rows {
  const collaboration = readCollaboration(reader, range);
  return {
    spans: reader.spans(range),
    runs: reader.runs(range),
    states: reader.states(range),
    diagnostics: reader.diagnostics(range),
    activities: reader.activities(range),
    planTasks,
    corrections: reader.corrections(range),
    ...(collaboration && { collaboration }),
  };
}

/** Returns the rows that may belong to a day: the same ones that `readRows` would have read for it alone. */
export function rowsNear(rows: Rows, day: Day): Rows {
  const { from, to } = rangeAround(day, day);
  return {
    spans: rows.spans.filter(({ start, end }) => start < to && end >= from),
    runs: rows.runs.filter(({ start, end = start }) => start < to && end >= from),
    states: rows.states.filter(({ at }) => at >= from && at < to),
    diagnostics: rows.diagnostics.filter(({ introduced, fixed = to }) => introduced < to && fixed >= from),
    activities: rows.activities.filter(({ start, end }) => start < to && end >= from),
    planTasks: rows.planTasks.filter((task) => task.day === day),
    corrections: (rows.corrections ?? []).filter(({ start, end }) => start < to && end >= from),
    ...(rows.collaboration && { collaboration: rows.collaboration }),
  };
}
