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
import type { TailBasis, TodayCopy } from './today/todayCopy.ts';
import type { SyncedStore } from './sync/syncStore.ts';

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
  /** Days for which it is kept which site was visited; older visits keep their time and kind. Default: for ever. */
  readonly siteDays?: number;
  /** Identifies the code that computes the cache of finished days. A new value makes the cache be computed again. */
  readonly codeVersion?: string;
  /** The number of dated backups to keep; 0 and 0 for none. The default is 7 daily and 8 weekly backups. */
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
   * - `lost`: another process took the lock over. Nothing was changed, so try again later. Only an erasure may be partly done; the same
   *   request finishes it.
   * - `read-only`: the file is from a newer version or the folder can't be written to.
   */
  readonly outcome: 'done' | 'nothing' | 'busy' | 'lost' | 'read-only';
  readonly fileBytes: number;
  /** Wall time of the whole, ms. */
  readonly ms: number;
  /** The number of journals that were fully applied and deleted. */
  readonly journalsDeleted: number;
  /** File name of the backup that was made. */
  readonly backup?: string;
  /** Reason why today's backup failed. The file itself was written. */
  readonly backupFailure?: AppError;
}

/** A backup and its contents. */
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
  /** Times at which its first and last piece of work began, in ms since the epoch; absent if there is none. */
  readonly first?: number;
  readonly last?: number;
}

export interface EraseResult extends CheckpointResult, ErasedRows {
  /** The number of backups from which it was erased too. */
  readonly copiesChanged: number;
  /** Copies that could not be read, and so were deleted: damaged backups, files that were set aside. */
  readonly filesDeleted: number;
  /** Journals of before that are still there, such as those of a newer version. Not 0: erase again in a while. */
  readonly journalsLeft: number;
}

export interface ImportResult extends CheckpointResult, ImportCounts {
  /** The name to undo the import by; absent if nothing was added. */
  readonly name?: string;
}

export interface ResealResult extends CheckpointResult {
  /** The number of names that were sealed again. */
  readonly names: number;
}

/**
 * Everything recorded, in SQLite, in memory. Lives in a worker thread: every call but `openStore` holds it. Queries answer from
 * what the last `refresh` found.
 */
export interface Store extends ActivityReader, SyncedStore {
  /**
   * Reads what is new: the file, if another window wrote it, and the rest of the journals. Costs a few `stat` calls if nothing is new.
   * @returns true when something was new
   */
  refresh(): boolean;
  /**
   * Writes everything to the file, by default immediately. Throws an `AppError` (`storage-full`, `storage-readonly`) and changes nothing if
   * the disk refuses.
   */
  checkpoint(when?: CheckpointTime): CheckpointResult;
  health(): StorageHealth;
  /** Keeps what this store knows of the present day for windows without SQLite; see `leaveToday`. */
  leaveToday(copy: TodayCopy): TailBasis | undefined;
  dayCache(basis: DayBasis): DayCache;
  /** The root folders of all recorded projects. */
  projects(): string[];
  /** Seals every name that can be opened under the vault's current key, and writes the file. Other outcomes are those of `checkpoint`. */
  reseal(): ResealResult;
  /**
   * Erases a project, a range of time, or (if neither is given) everything, from the file, the journals, and every copy. Open windows begin
   * new journals; a span that is still growing in one reappears with its next second. Other outcomes are those of `checkpoint`.
   */
  erase(what: EraseRequest): EraseResult;
  /** Returns what `importFacts` would add. Changes nothing. */
  previewImport(facts: Iterable<Fact>, from?: ImportedFrom): ImportCounts;
  /**
   * Imports facts from elsewhere. Facts whose ids exist already change nothing. See `parseFact`, `fromWakaTime`, and `fromActivityWatch`
   * for their sources. Other outcomes are those of `checkpoint`.
   * @param from default: one of our own exports
   */
  importFacts(facts: Iterable<Fact>, from?: ImportedFrom): ImportResult;
  /** Names of the imports that can be undone (those of the last seven days), newest first. */
  imports(): string[];
  /** Removes what an import added. Throws `not-found` if there is no such import. */
  undoImport(name: string): CheckpointResult;
  /** Returns the SQLite file for other programs to read; by default everything, with names in the clear. */
  exportSqlite(what?: SqliteExport): Uint8Array;
  /** The backups, newest first. Opens each of them. */
  backups(): BackupInfo[];
  /**
   * Restores a backup. The current state is backed up first. New facts are added to the restored state. Throws `not-found`,
   * `storage-damaged`, or `storage-newer` if it can't be restored. Other outcomes are those of `checkpoint`.
   */
  restore(name: string): CheckpointResult;
  close(): void;
}
