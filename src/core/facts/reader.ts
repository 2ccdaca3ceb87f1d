import type {
  ActivityFact,
  Collection,
  DiagnosticFact,
  DocumentFact,
  PlanFact,
  PlanTaskFact,
  RunFact,
  SpanFact,
  StateFact,
} from './facts.ts';
import type { DayBasis, DayCache } from '../time/dayCache.ts';
import type { Day, TimeRange } from '../time/days.ts';

/**
 * Typed questions to what is recorded. Synchronous: it lives in the worker, beside SQLite. Rows come in the order of their
 * start (or day and position); a range finds whatever overlaps it. Deleted ones are left out.
 */
export interface ActivityReader {
  spans(range: TimeRange): SpanFact[];
  runs(range: TimeRange): RunFact[];
  states(range: TimeRange): StateFact[];
  /** Diagnostics that were open at some time in the range. */
  diagnostics(range: TimeRange): DiagnosticFact[];
  activities(range: TimeRange): ActivityFact[];
  activity(id: string): ActivityFact | undefined;
  plan(day: Day): PlanFact | undefined;
  planTask(id: string): PlanTaskFact | undefined;
  /** Tasks of the days `from` to `to`, both included. */
  planTasks(from: Day, to: Day): PlanTaskFact[];
  /**
   * Documents of a collection that began in the range, in the order of their start.
   * @param prefixes only those whose id begins with one of these; the others cost next to nothing then
   */
  documents(collection: Collection, range: TimeRange, prefixes?: readonly string[]): DocumentFact[];
  /** Documents of the collection `corrections` that overlap the range: one may take time away days after it began. */
  corrections(range: TimeRange): DocumentFact[];
  document(id: string): DocumentFact | undefined;
  /** Start of the earliest fact, or undefined while nothing is recorded. */
  firstInstant(): number | undefined;
  /** Made-up data, written by the demo generator. */
  isDemo(): boolean;
  /** What was worked out of finished days; absent where nothing is kept. To be asked for each time. */
  dayCache?(basis: DayBasis): DayCache;
}

/** What the storage knows of its own state; shown by the health check. Sizes in bytes, times in milliseconds since the epoch. */
export interface StorageHealth {
  readonly folder: string;
  readonly mode: 'ready' | 'read-only-newer' | 'read-only-folder' | 'rebuilt';
  readonly fileBytes: number;
  readonly journals: number;
  readonly journalBytes: number;
  readonly lastCheckpoint?: number;
  readonly schemaVersion: number;
  readonly facts: number;
  /** Journal lines that could not be read (cut short, wrong checksum, of an unknown type). */
  readonly skippedLines: number;
  /** Files among the journals that can't be read, by file name. */
  readonly unreadableJournals?: readonly string[];
  /** Damaged or foreign files that were set aside, by file name. */
  readonly setAside: readonly string[];
  readonly demo: boolean;
  /** Names met so far whose key is not here; they show as locked. */
  readonly lockedNames?: number;
  /** Windows whose journal is open; one that died shows until its journal is closed. */
  readonly writersAlive?: number;
  readonly lastBackup?: BackupHealth;
  /** Start of the detail that is kept: what was before is folded into hours. */
  readonly detailFrom?: number;
}

/** A dated copy of the SQLite file. */
export interface BackupHealth {
  readonly name: string;
  readonly bytes: number;
  /** It was opened and found whole after it was written. */
  readonly isVerified: boolean;
}
