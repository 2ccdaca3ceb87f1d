import type { Day } from '../shared/days.ts';
import type { ActivityFact, DiagnosticFact, PlanTaskFact, RunFact, SpanFact, StateFact } from '../shared/facts.ts';
import type { ActivityReader } from '../shared/reader.ts';

/** Everything recorded in a stretch of days. */
export interface Rows {
  readonly spans: readonly SpanFact[];
  readonly runs: readonly RunFact[];
  readonly states: readonly StateFact[];
  readonly diagnostics: readonly DiagnosticFact[];
  readonly activities: readonly ActivityFact[];
  readonly planTasks: readonly PlanTaskFact[];
}

export declare function readRows(reader: ActivityReader, from: Day, to: Day): Rows;
