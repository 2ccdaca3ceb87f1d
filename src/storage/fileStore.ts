import path from 'node:path';
import { toDiskError } from './diskError.ts';
import { backupName, expiredBackups, isGoodBackup, listBackups } from './backups.ts';
import type { OpenDatabase } from './database.ts';
import type { FactReader } from './factReader.ts';
import type { HeldLock } from './folderLock.ts';
import { FolderLock } from './folderLock.ts';
import { foldDetail } from './foldDetail.ts';
import { isoDate, monthsBefore } from './isoDate.ts';
import { JournalSet } from './journalSet.ts';
import type { Layout } from './layout.ts';
import { fileName, layoutOf } from './layout.ts';
import type { LoadedFile } from './loadedFile.ts';
import { loadFile, stampOf, withFreshTables } from './loadedFile.ts';
import { readMeta, writeMeta } from './metaTable.ts';
import { schemaVersion } from './migrations.ts';
import { clearAside, replaceFile } from './replaceFile.ts';
import { resealNames } from './resealNames.ts';
import { restoreRetired, retireJournals } from './retireJournals.ts';
import { withTrailer } from './sqliteFile.ts';
import type { BackupPolicy, CheckpointResult, StoreOptions } from './store.ts';
import type { StorageHealth } from '../shared/reader.ts';
import type { Files } from './files.ts';

const defaultBackups: BackupPolicy = { daily: 7, weekly: 8 };
const damagedEnding = '.damaged-';
const readOnlyCodes = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR']);

/** The storage of a folder, loaded into memory. */
export class FileStore {
  readonly #open: OpenDatabase;
  readonly #options: StoreOptions & { readonly files: Files };
  readonly #files: Files;
  readonly #layout: Layout;
  readonly #lock: FolderLock;
  readonly #journals: JournalSet;
  #loaded: LoadedFile | undefined;
  /** The database holds something that the file doesn't. */
  #isDirty = false;
  #wasRebuilt = false;
  #isFolderReadOnly = false;

  constructor(open: OpenDatabase, options: StoreOptions & { readonly files: Files }) {
    this.#open = open;
    this.#options = options;
    this.#files = options.files;
    this.#layout = layoutOf(options.folder);
    this.#lock = new FolderLock(this.#files, this.#layout.lock, options.clock);
    this.#journals = new JournalSet(this.#files, this.#layout.journals);
  }

  get reader(): FactReader {
    return this.#current().reader;
  }

  refresh(): boolean {
    let isNew = false;
    // Once more when the file was replaced meanwhile: what it holds may be in no journal any more.
    for (let rounds = 0; rounds < 3 && this.#takeIn(); rounds++) isNew = true;
    return isNew;
  }

  checkpoint(): CheckpointResult {
    const start = this.#options.clock.monotonic();
    const done = this.#checkpointUnderLock();
    const fileBytes = this.#files.stat(this.#layout.file)?.size ?? 0;
    return { journalsDeleted: 0, ...done, fileBytes, ms: this.#options.clock.monotonic() - start };
  }

  health(): StorageHealth {
    const { database } = this.#current();
    const totals = this.#journals.totals();
    const lastCheckpoint = readMeta(database, 'lastCheckpoint');
    const tables = ['span', 'run', 'diagnostic', 'state', 'activity', 'plan', 'plan_task', 'document'];
    return {
      folder: this.#layout.folder,
      mode: this.#mode(),
      fileBytes: this.#files.stat(this.#layout.file)?.size ?? 0,
      journals: totals.journals,
      journalBytes: totals.bytes,
      ...(lastCheckpoint > 0 && { lastCheckpoint }),
      schemaVersion,
      facts: tables.reduce((sum, table) => sum + database.number(`SELECT count(*) FROM ${table}`), 0),
      skippedLines: totals.skipped,
      setAside: this.#files.list(this.#layout.folder).filter((name) => name.startsWith(fileName + damagedEnding)),
      demo: readMeta(database, 'demo') === 1,
      lockedNames: this.reader.lockedNames(),
      writersAlive: totals.writers,
    };
  }

  reseal(): number {
    const { database } = this.#current();
    const count = resealNames(database, this.#options.sealer);
    this.#isDirty ||= count > 0;
    return count;
  }

  close(): void {
    this.#loaded?.database.close();
    this.#loaded = undefined;
  }

  /** @returns true when something was taken in */
  #takeIn(): boolean {
    const isReloaded = this.#loaded?.stamp !== stampOf(this.#files, this.#layout.file);
    if (isReloaded) this.#load();
    const { database, tables } = this.#current();
    try {
      if (!this.#journals.apply(database, tables)) return isReloaded;
    } catch (error) {
      // Rolled back in the database, but not in what is remembered of the journals.
      this.close();
      throw error;
    }
    this.#isDirty = true;
    return true;
  }

  #load(lock?: HeldLock): void {
    this.close();
    const source = { files: this.#files, layout: this.#layout, open: this.#open, sealer: this.#options.sealer };
    this.#loaded = loadFile(source);
    if (this.#loaded.found === 'damaged') this.#setAside(this.#loaded, lock);
    this.#wasRebuilt ||= this.#loaded.isRebuilt;
    this.#isDirty = this.#loaded.isRebuilt || this.#loaded.writtenVersion < schemaVersion;
    this.#journals.reset(this.#loaded.database);
  }

  #current(): LoadedFile {
    if (!this.#loaded) this.#load();
    return this.#loaded as LoadedFile;
  }

  /** Moves a damaged file out of the way, unless another window has replaced it by now, or is about to. */
  #setAside(loaded: LoadedFile, held: HeldLock | undefined): void {
    const lock = held ?? this.#tryLock();
    if (typeof lock !== 'object') return;
    try {
      if (stampOf(this.#files, this.#layout.file) !== loaded.stamp) return;
      this.#files.rename(this.#layout.file, this.#nameAside());
      this.#loaded = { ...loaded, stamp: 'none' };
    } finally {
      if (!held) lock.release();
    }
  }

  #nameAside(): string {
    const base = `${this.#layout.file}${damagedEnding}${isoDate(this.#options.clock.now())}`;
    for (let count = 1; ; count++) {
      const name = count === 1 ? base : `${base}-${count}`;
      if (!this.#files.stat(name)) return name;
    }
  }

  #checkpointUnderLock(): Pick<CheckpointResult, 'outcome'> & Partial<CheckpointResult> {
    const lock = this.#tryLock();
    if (typeof lock === 'string') return { outcome: lock };
    try {
      clearAside(this.#files, [this.#layout.folder, this.#layout.backups]);
      restoreRetired(this.#files, this.#journals, this.#layout.journals);
      if (this.#loaded?.found === 'damaged') this.#load(lock);
      this.refresh();
      if (this.#current().found === 'newer') return { outcome: 'read-only' };
      lock.beat();
      return this.#isDirty ? this.#write(lock) : { outcome: 'nothing' };
    } catch (error) {
      // Whoever took the lock over may have moved or deleted what this one was about to use.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !lock.isHeld()) return this.#lost();
      throw toDiskError(error);
    } finally {
      lock.release();
    }
  }

  #tryLock(): HeldLock | 'busy' | 'read-only' {
    try {
      this.#files.makeFolder(this.#layout.folder);
      const lock = this.#lock.tryAcquire();
      this.#isFolderReadOnly = false;
      return lock ?? 'busy';
    } catch (error) {
      if (!readOnlyCodes.has((error as NodeJS.ErrnoException).code ?? '')) throw toDiskError(error);
      this.#isFolderReadOnly = true;
      return 'read-only';
    }
  }

  #write(lock: HeldLock): Pick<CheckpointResult, 'outcome'> & Partial<CheckpointResult> {
    const { database } = this.#current();
    if (!this.#keepBeforeMigration(lock)) return { outcome: 'lost' };
    writeMeta(database, 'lastCheckpoint', this.#options.clock.now());
    writeMeta(database, 'checkpoints', readMeta(database, 'checkpoints') + 1);
    this.#journals.forgetMissing(database);
    this.#fold();
    const bytes = withTrailer(database.export());
    lock.beat();
    if (!replaceFile(this.#files, lock, { path: this.#layout.file, bytes })) return this.#lost();
    const stamp = stampOf(this.#files, this.#layout.file);
    this.#loaded = { ...this.#current(), stamp, found: 'ours', writtenVersion: schemaVersion };
    this.#isDirty = false;
    lock.beat();
    const backup = this.#backUp(lock, bytes);
    const isCovered = backup !== undefined || !this.#keepsBackups();
    const journalsDeleted = isCovered && lock.isHeld() ? retireJournals(this.#files, this.#journals, database) : 0;
    return { outcome: 'done', journalsDeleted, ...(backup !== undefined && { backup }) };
  }

  /** Folds detail that is older than it is kept, a whole month at a time. */
  #fold(): void {
    const { detailMonths } = this.#options;
    const loaded = this.#current();
    // A clock that runs ahead must not fold what is new.
    const now = Math.min(this.#options.clock.now(), loaded.database.number('SELECT max(start) FROM span'));
    if (detailMonths === undefined || foldDetail(loaded.database, monthsBefore(now, detailMonths)) === 0) return;
    loaded.database.script('VACUUM');
    // Numbers of names that nothing refers to any more may be given out again.
    this.#loaded = withFreshTables(loaded, this.#options.sealer);
  }

  #lost(): { outcome: 'lost' } {
    // What another window wrote meanwhile is read before the next attempt.
    this.close();
    return { outcome: 'lost' };
  }

  /** @returns false when the lock was lost */
  #keepBeforeMigration(lock: HeldLock): boolean {
    const { found, writtenVersion } = this.#current();
    if (found !== 'ours' || writtenVersion >= schemaVersion) return true;
    const bytes = this.#files.read(this.#layout.file);
    const name = backupName(isoDate(this.#options.clock.now()), `-v${writtenVersion}`);
    return !bytes || this.#writeBackup(lock, name, bytes);
  }

  /**
   * Makes the backup of the day, once, and looks whether it can be opened.
   * @returns its name; undefined when there is one of today already, or it failed
   */
  #backUp(lock: HeldLock, bytes: Uint8Array): string | undefined {
    const name = backupName(isoDate(this.#options.clock.now()));
    const backups = listBackups(this.#files, this.#layout.backups);
    if (!this.#keepsBackups() || backups.some((backup) => backup.name === name)) return undefined;
    if (!this.#writeBackup(lock, name, bytes)) return undefined;
    if (!isGoodBackup(this.#files, path.join(this.#layout.backups, name), this.#open)) return undefined;
    const expired = expiredBackups(listBackups(this.#files, this.#layout.backups), this.#policy());
    for (const each of expired.filter((one) => one !== name)) this.#files.remove(path.join(this.#layout.backups, each));
    return name;
  }

  #writeBackup(lock: HeldLock, name: string, bytes: Uint8Array): boolean {
    this.#files.makeFolder(this.#layout.backups);
    return replaceFile(this.#files, lock, { path: path.join(this.#layout.backups, name), bytes });
  }

  #policy(): BackupPolicy {
    return this.#options.backups ?? defaultBackups;
  }

  #keepsBackups(): boolean {
    return this.#policy().daily + this.#policy().weekly > 0;
  }

  #mode(): StorageHealth['mode'] {
    if (this.#current().found === 'newer') return 'read-only-newer';
    if (this.#isFolderReadOnly) return 'read-only-folder';
    return this.#wasRebuilt ? 'rebuilt' : 'ready';
  }
}
