import type { ReadOptions } from '../../core/operations/reading.ts';
import type { KeptText, SessionTexts } from '../../core/facts/keptTexts.ts';
import type { Transport } from '../../core/operations/operation.ts';
import type { TimeRange } from '../../core/time/days.ts';
import type { StorageHealth } from '../../core/facts/reader.ts';
import type { Rows } from '../../analytics/rows.ts';
import type { TailBasis } from '../../storage/today/todayCopy.ts';
import type { TimeRules } from '../../core/rules/rules.ts';
import type { EraseRequest } from '../../storage/erase/eraseRows.ts';
import type { ExportFormat } from '../../storage/transfer/exportData.ts';
import type { SqliteExport } from '../../storage/transfer/exportSqlite.ts';
import type { ImportCounts } from '../../storage/transfer/importFacts.ts';
import type {
  BackupInfo,
  BackupPolicy,
  CheckpointResult,
  CheckpointTime,
  EraseResult,
  ImportResult,
  ResealResult,
} from '../../storage/store.ts';
import type { KeptCounts } from '../../storage/keptTexts/keptTexts.ts';
import type { SyncedStore } from '../../storage/sync/syncStore.ts';
import type { ImportSource } from './importSource.ts';

/**
 * The host's requests to the store itself: its files, its key, and all data as a whole. A few features need these, with progress, shared
 * memory, and transferred bytes; questions about the data are operations (`src/catalog/queries.ts`). Each call first applies the journals.
 */
export interface StoreApi extends SyncedStore, KeptTextApi {
  /** The present day, for the status bar. */
  today(options: { readonly options: ReadOptions; readonly version: string }): StoredToday;
  /** Writes the SQLite file. `outcome` as in the storage. */
  checkpoint(options: { readonly when?: CheckpointTime }): CheckpointResult & { readonly folder: string };
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

/** Texts of AI tools' sessions, as `KeptTexts` has them. */
export interface KeptTextApi {
  keepTexts(options: { readonly sessions: readonly SessionTexts[] }): void;
  textsOf(options: { readonly session: string }): readonly KeptText[];
  textLengths(options: object): Readonly<Record<string, number>>;
  textCounts(options: object): KeptCounts;
  tidyTexts(options: { readonly before: number; readonly most: number }): void;
  /** Erases all of them. */
  eraseTexts(options: object): number;
}

/** The part of the data that the status bar is computed from. */
export interface TodayContent {
  readonly rows: Rows;
  readonly demo: boolean;
  /** True for what isn't there: no timer, no focus session that runs, no goal. */
  readonly idle: Readonly<Record<'timer' | 'focus' | 'goals', boolean>>;
}

/** The same, with the state from which the journals continue it; absent if they can't. */
export interface StoredToday extends TodayContent {
  readonly basis?: TailBasis;
}

/** Tables that can be exported in pieces: facts as stored, or days as counted. */
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
  /** The buffer of a `WorkSignal`. */
  readonly signal?: SharedArrayBuffer;
  /** The user's zone, for local times in the file; default: the process's. */
  readonly timeZone?: string | undefined;
}

/** The origin of an import, and the numbers of its unreadable lines, of its entries of other programs, and of its days with totals only. */
export interface ImportKind {
  readonly kind: ImportSource['kind'];
  readonly skipped: number;
  readonly others: number;
  readonly dayTotals: number;
}

export type StoreMethod = keyof StoreApi;

/** One message to the worker: a query by its name, or a method of the store as `store.health`. */
export interface WorkerRequest {
  readonly id: number;
  readonly operation: string;
  readonly params: unknown;
  /** For queries. */
  readonly options?: ReadOptions;
  /** The transport of a query from outside; its parameters are then checked. */
  readonly transport?: Transport;
}

export type WorkerReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly code: string; readonly message: string } };

/** The input of the worker. */
export interface WorkerInput {
  readonly folder: string;
  readonly wasmPath: string;
  /** Opens the names; of this device, 32 bytes. Absent while none can be kept. */
  readonly secret?: Uint8Array;
  /** No name is sealed under an older key; milliseconds since the epoch. */
  readonly newest: number;
  /** Public keys of the devices that were revoked, in base64. */
  readonly revoked: readonly string[];
  readonly detailMonths: number;
  readonly siteDays: number;
  readonly backups: BackupPolicy;
  /** Translations of the user's language, English sentence to sentence. */
  readonly bundle?: Readonly<Record<string, string>>;
}
