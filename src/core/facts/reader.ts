import type { RecordState } from '../records/recordState.ts';
import type { Activity } from './activities.ts';
import type { DayPlan, PlannedTask } from './plans.ts';
import type { Correction } from './corrections.ts';
import type { Collection, DiagnosticFact, DocumentFact, RecordFact, RunFact, SpanFact, StateFact } from './facts.ts';
import type { DayBasis, DayCache } from '../time/dayCache.ts';
import type { Day, TimeRange } from '../time/days.ts';

/**
 * Typed questions to what is recorded. Synchronous: it lives in the worker, beside SQLite. Rows come in the order of their
 * start (or day and position); a range finds whatever overlaps it. Deleted ones are left out.
 */
export interface ActivityReader extends RecordReader {
  spans(range: TimeRange): SpanFact[];
  runs(range: TimeRange): RunFact[];
  states(range: TimeRange): StateFact[];
  /** Diagnostics that were open at some time in the range. */
  diagnostics(range: TimeRange): DiagnosticFact[];
  activities(range: TimeRange): Activity[];
  plan(day: Day): DayPlan | undefined;
  planTask(id: string): PlannedTask | undefined;
  /** Tasks of the days `from` to `to`, both included. */
  planTasks(from: Day, to: Day): PlannedTask[];
  /**
   * Documents of a collection that began in the range, in the order of their start.
   * @param prefixes only those whose id begins with one of these; the others cost next to nothing then
   */
  documents(collection: Collection, range: TimeRange, prefixes?: readonly string[]): DocumentFact[];
  /** Corrections that overlap the range, in the order in which they were made. One may take time away days after it began. */
  corrections(range: TimeRange): Correction[];
  document(id: string): DocumentFact | undefined;
  /** Start of the earliest fact, or of the earliest at or after `from` (ms); undefined if there is none. */
  firstInstant(from?: number): number | undefined;
  /** Made-up data, written by the demo generator. */
  isDemo(): boolean;
  /** Cache of what was computed about finished days; absent if nothing is kept. Ask for it each time. */
  dayCache?(basis: DayBasis): DayCache;
}

/** Selects records of a collection, and their order. Deleted ones are left out. */
export interface RecordQuery {
  readonly ids?: readonly string[];
  /** One of these. */
  readonly status?: string | readonly string[];
  /** The field by which they are sorted and, with `from` and `to`, chosen; default `start`. Those without it come first. */
  readonly by?: 'start' | 'due' | 'sort';
  /** Only those whose field is at least this. By `start`, also those that began before and end after it. */
  readonly from?: number;
  /** Only those whose field is less than this. */
  readonly to?: number;
  /** The latest first. */
  readonly descending?: boolean;
  /** Largest number of results; default: 500. */
  readonly limit?: number;
  /** Only those after the page that gave this as `next`. */
  readonly after?: string;
}

/** Questions about records. */
export interface RecordReader {
  /** One record, deleted or not. */
  record(collection: string, id: string): RecordState | undefined;
  /** A page of records; `next` leads to the one after it, and is absent on the last. */
  records(collection: string, query: RecordQuery): { readonly states: readonly RecordState[]; readonly next?: string };
  /** For each record of the collection by its id, a text that changes whenever the record does; the same map as long as nothing changed. Deleted ones are left out. */
  recordMarks(collection: string): ReadonlyMap<string, string>;
  /** The fewest patches that make the records of all collections that start in the range. One without a start counts by its first change. */
  recordFacts(range: TimeRange): RecordFact[];
  /** Start times of the records of `recordFacts`, ms since the epoch. */
  recordStarts(range: TimeRange): number[];
}

/** State of the storage; shown by the health check. Sizes in bytes, times in milliseconds since the epoch. */
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
  /** Rows of the SQLite file that no version can have written, and that were taken out. */
  readonly damagedRows?: number;
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
