import type { ActivityFact, Collection, DocumentFact, PlanFact, PlanTaskFact } from '../../core/facts/facts.ts';
import type { Digest } from '../../core/insights/digest.ts';
import type { Figure } from '../../core/views/figure.ts';
import type { Day, TimeRange } from '../../core/time/days.ts';
import type { PlanInputs } from '../../core/insights/planInputs.ts';
import type { Grouping, RangeDays, TopOf } from '../../core/views/history.ts';
import type {
  ActivityRange,
  DayView,
  HistoryView,
  PatternsView,
  TopDays,
  TopView,
} from '../../core/views/historyViews.ts';
import type { ProblemCauses } from '../../core/facts/problemCauses.ts';
import type { StorageHealth } from '../../core/facts/reader.ts';
import type { Goals, TimeRules } from '../../core/rules/rules.ts';
import type { FeedQuery } from '../../analytics/feed.ts';
import type { Dashboard, FeedPage, PastPlan, ScoreComponent } from '../../core/views/views.ts';
import type { WeekSummary } from '../../core/views/weekSummary.ts';
import type { Preview } from '../../analytics/recompute/preview.ts';
import type { Rows } from '../../analytics/rows.ts';
import type { DayWhy } from '../../analytics/why/explain.ts';
import type { Reconciled } from '../../analytics/why/reconcile.ts';
import type { CountedRun, FixTime, GreenTime } from '../../analytics/why/turnarounds.ts';
import type { EraseRequest } from '../../storage/erase/eraseRows.ts';
import type { ExportFormat } from '../../storage/transfer/exportData.ts';
import type { SqliteExport } from '../../storage/transfer/exportSqlite.ts';
import type { ImportCounts } from '../../storage/transfer/importFacts.ts';
import type {
  BackupInfo,
  BackupPolicy,
  CheckpointResult,
  EraseResult,
  ImportResult,
  ResealResult,
} from '../../storage/store.ts';
import type { ImportSource } from './importSource.ts';

/** How to read: when "now" is, and the settings that the answer depends on. */
export interface ReadOptions {
  readonly now: number;
  /** Minutes east of UTC at `now`. */
  readonly offset: number;
  readonly rules: TimeRules;
  readonly goals: Goals;
  readonly planFor: 'today' | 'tomorrow';
}

/** A figure as it is counted, its commits beside the edits that were seen, and how long what was broken stayed so. */
export interface ExplainedDay extends DayWhy {
  readonly commits: readonly Reconciled[];
  readonly fixes: readonly FixTime[];
  readonly greens: readonly GreenTime[];
  /** Test runs whose output told their counts, the first first. */
  readonly tests: readonly CountedRun[];
  /** What introduced problems and what fixed them, on the whole day. */
  readonly causes: ProblemCauses;
  /** Of a figure that is a component of the score. */
  readonly component?: ScoreComponent;
}

/** What the host adds to the worker's snapshot of the dashboard: things of this window. */
export type StoredDashboard = Omit<Dashboard, 'tracking' | 'notices'>;

/** Rows of today, from which the running total of the status bar starts. */
export interface TodayRows {
  readonly rows: Rows;
  readonly demo: boolean;
}

/** Everything the worker answers. Each call first applies what the journals hold. */
export interface WorkerApi {
  dashboard(options: ReadOptions): StoredDashboard;
  today(options: ReadOptions): TodayRows;
  feed(options: ReadOptions & FeedQuery): FeedPage;
  planInputs(options: ReadOptions & { readonly day: Day }): PlanInputs;
  /** @param options.days days of the digest, today included */
  digest(options: ReadOptions & { readonly days: number }): Digest;
  explain(options: ReadOptions & { readonly figure: Figure }): ExplainedDay;
  /** @param options.next the rules that might come */
  previewRules(options: ReadOptions & { readonly next: TimeRules }): Preview;
  /** Days of a range that are still to be summed up: asked again until there are none, it keeps each answer short. */
  prepareDays(options: ReadOptions & { readonly days: RangeDays | 'calendar' }): number;
  activityRange(options: ReadOptions & { readonly days: RangeDays; readonly by: Grouping }): ActivityRange;
  history(options: ReadOptions): HistoryView;
  patterns(options: ReadOptions & { readonly days: RangeDays }): PatternsView;
  top(options: ReadOptions & { readonly days: RangeDays }): TopView;
  topDays(options: ReadOptions & { readonly days: RangeDays; readonly of: TopOf; readonly id: string }): TopDays;
  day(options: ReadOptions & { readonly day: Day }): DayView;
  documents(options: { readonly collection: Collection } & TimeRange): DocumentFact[];
  document(options: { readonly id: string }): DocumentFact | undefined;
  /** Id and revision of those of the documents that are kept. */
  documentRevs(options: { readonly ids: readonly string[] }): [id: string, rev: number][];
  plan(options: { readonly day: Day }): StoredPlan;
  /** What became of the last plan before today. */
  pastPlan(options: ReadOptions): PastPlan | null;
  /** @param options.day any of the week */
  weekSummary(options: ReadOptions & { readonly day: Day }): WeekSummary;
  planTask(options: { readonly id: string }): PlanTaskFact | undefined;
  activity(options: { readonly id: string }): ActivityFact | undefined;
  /** Writes the SQLite file. `outcome` as of the storage. */
  checkpoint(options: object): CheckpointResult & { readonly folder: string };
  /** Brings all names under the present key. */
  reseal(options: object): ResealResult;
  health(options: object): StorageHealth;
  backups(options: object): BackupInfo[];
  restore(options: { readonly name: string }): CheckpointResult;
  /** Roots of the projects that were ever worked on. */
  projects(options: object): string[];
  erase(what: EraseRequest): EraseResult;
  exportPlan(options: ExportOptions): { readonly head: string; readonly ranges: readonly TimeRange[] };
  /** In UTF-8. */
  exportPiece(options: {
    readonly format: DataFormat;
    readonly range: TimeRange;
    readonly rules: TimeRules;
  }): Uint8Array;
  exportSqlite(options: SqliteExport): Uint8Array;
  previewImport(options: ImportFile): ImportCounts & ImportKind;
  importFile(options: ImportFile): ImportResult & ImportKind;
  imports(options: object): string[];
  undoImport(options: { readonly name: string }): CheckpointResult;
}

export interface StoredPlan {
  readonly plan?: PlanFact;
  readonly tasks: readonly PlanTaskFact[];
}

/** What can be exported piece by piece: facts as they are stored, or days as they are counted. */
export type DataFormat = ExportFormat | 'days.csv';

export interface ExportOptions {
  readonly format: DataFormat;
  readonly now: number;
  /** `numbered`: a number in the place of each name, the same one throughout the file; texts a person wrote are left out. */
  readonly names: 'clear' | 'numbered';
  /** Default: everything. */
  readonly range?: TimeRange;
}

export interface ImportFile {
  readonly path: string;
  /** Of a `WorkSignal`. */
  readonly signal?: SharedArrayBuffer;
  /** Of the user, for local times in the file; default that of the process. */
  readonly timeZone?: string | undefined;
}

/** Where an import is from, how many of its lines could not be read, and of how many days it tells totals only. */
export interface ImportKind {
  readonly kind: ImportSource['kind'];
  readonly skipped: number;
  readonly dayTotals: number;
}

export type WorkerMethod = keyof WorkerApi;

export interface WorkerRequest {
  readonly id: number;
  readonly method: WorkerMethod;
  readonly params: unknown;
}

export type WorkerReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly code: string; readonly message: string } };

/** What the worker is started with. */
export interface WorkerInput {
  readonly folder: string;
  readonly wasmPath: string;
  /** Opens the names; of this device, 32 bytes. Absent while none can be kept. */
  readonly secret?: Uint8Array;
  /** No name is sealed under an older key; milliseconds since the epoch. */
  readonly newest: number;
  readonly detailMonths: number;
  readonly backups: BackupPolicy;
  /** Translations of the user's language, English sentence to sentence. */
  readonly bundle?: Readonly<Record<string, string>>;
}
