import type { AppError } from '../core/base/appError.ts';
import type { DayBasis, DayCache } from '../core/time/dayCache.ts';
import type { Clock } from '../core/base/clock.ts';
import type { Fact } from '../core/facts/facts.ts';
import type { ActivityReader, StorageHealth } from '../core/facts/reader.ts';
import type { Sealer } from '../core/facts/sealer.ts';
import type { ErasedRows, EraseRequest } from './erase/eraseRows.ts';
import type { SqliteExport } from './transfer/exportSqlite.ts';
import type { ImportedFrom } from './transfer/dayTotals.ts';
import type { ImportCounts } from './transfer/importFacts.ts';
import type { Files } from './disk/files.ts';

export interface StoreOptions {
  /** The folder of the storage. It is made when it is missing. */
  readonly folder: string;
  /** Path of `sql-wasm.wasm`. */
  readonly wasmPath: string;
  readonly clock: Clock;
  readonly sealer: Sealer;
  /** Default: Node's own. */
  readonly files?: Files;
  /** Months of detail kept; older spans are folded into hourly rows by a checkpoint. Default: all of it is kept. */
  readonly detailMonths?: number;
  /** Changes with the code that works out what is kept of finished days: then it is worked out anew. */
  readonly codeVersion?: string;
  /** How many dated backups are kept; 0 and 0 for none. Default 7 daily and 8 weekly ones. */
  readonly backups?: BackupPolicy;
}

/** `due`: only if the file is worth writing (see `checkpointDue.ts`), so that it is not written again for every few facts. */
export type CheckpointTime = 'now' | 'due';

export interface BackupPolicy {
  readonly daily: number;
  readonly weekly: number;
}

export interface CheckpointResult {
  /**
   * - `done`: the file holds everything that was found.
   * - `nothing`: there was nothing new; the file was left alone.
   * - `busy`: another process holds the lock; try again later.
   * - `lost`: another process took the lock over meanwhile; nothing was changed, try again later. Only an erasure may be done in part
   *   by then: the same request finishes it.
   * - `read-only`: the file is from a newer version or the folder can't be written to.
   */
  readonly outcome: 'done' | 'nothing' | 'busy' | 'lost' | 'read-only';
  readonly fileBytes: number;
  /** Wall time of the whole, ms. */
  readonly ms: number;
  /** Journals that were wholly applied and deleted. */
  readonly journalsDeleted: number;
  /** File name of the backup that was made. */
  readonly backup?: string;
  /** Why the backup of today could not be made; the file itself was written. */
  readonly backupFailure?: AppError;
}

/** A backup, and what it holds. */
export interface BackupInfo {
  readonly name: string;
  /** `YYYY-MM-DD`, by UTC. */
  readonly date: string;
  /** Made before a migration or a restore, not by the calendar. */
  readonly isOccasional: boolean;
  readonly bytes: number;
  /** False when it is damaged or from a newer version: then it can't be restored. */
  readonly isReadable: boolean;
  readonly facts: number;
  /** When the first and the last work in it began, ms since the epoch; absent when there is none. */
  readonly first?: number;
  readonly last?: number;
}

export interface EraseResult extends CheckpointResult, ErasedRows {
  /** Backups from which it was erased too. */
  readonly copiesChanged: number;
  /** Copies that could not be read, and so were deleted: damaged backups, files that were set aside. */
  readonly filesDeleted: number;
  /** Journals of before that are still there, such as those of a newer version. Not 0: erase again in a while. */
  readonly journalsLeft: number;
}

export interface ImportResult extends CheckpointResult, ImportCounts {
  /** By which the import can be undone; absent when nothing was added. */
  readonly name?: string;
}

export interface ResealResult extends CheckpointResult {
  /** How many names were sealed anew. */
  readonly names: number;
}

/**
 * Everything recorded, in SQLite, in memory. Lives in a worker thread: every call but `openStore` holds it. Queries answer from
 * what the last `refresh` found.
 */
export interface Store extends ActivityReader {
  /**
   * Takes in what is new: the file, if another window wrote it, and what the journals hold beyond it. Costs a few `stat`s when
   * nothing is new.
   * @returns true when something was new
   */
  refresh(): boolean;
  /** Writes everything to the file, at once unless told otherwise. Throws an `AppError` (`storage-full`, `storage-readonly`) when the disk refuses; then nothing is changed. */
  checkpoint(when?: CheckpointTime): CheckpointResult;
  health(): StorageHealth;
  dayCache(basis: DayBasis): DayCache;
  /** Roots of the projects of which something is recorded. */
  projects(): string[];
  /** Brings every name that can be opened under the present key of the vault, and writes the file. Other outcomes as of `checkpoint`. */
  reseal(): ResealResult;
  /**
   * Erases a project, a range of time, or (with nothing named) everything, from the file, the journals and every copy. Open
   * windows begin new journals; a span that is still growing there comes back with its next second. Other outcomes as of `checkpoint`.
   */
  erase(what: EraseRequest): EraseResult;
  /** What `importFacts` would bring; changes nothing. */
  previewImport(facts: Iterable<Fact>, from?: ImportedFrom): ImportCounts;
  /**
   * Takes facts in that come from elsewhere: those whose ids are there already change nothing. See `parseFact`, `fromWakaTime` and
   * `fromActivityWatch` for where they come from. Other outcomes as of `checkpoint`.
   * @param from default: an export of our own
   */
  importFacts(facts: Iterable<Fact>, from?: ImportedFrom): ImportResult;
  /** Names of the imports that can be undone (those of the last seven days), newest first. */
  imports(): string[];
  /** Takes out again what an import added. Throws `not-found` when there is no such import. */
  undoImport(name: string): CheckpointResult;
  /** The SQLite file for whoever wants to look into it; default: everything, with names in clear. */
  exportSqlite(what?: SqliteExport): Uint8Array;
  /** The backups, newest first. Opens each of them. */
  backups(): BackupInfo[];
  /**
   * Goes back to the state of a backup. The present state becomes a backup itself before. What is recorded from now on is added to
   * the state restored.
   * Throws `not-found`, `storage-damaged` or `storage-newer` when it can't be restored; other outcomes as of `checkpoint`.
   */
  restore(name: string): CheckpointResult;
  close(): void;
}
