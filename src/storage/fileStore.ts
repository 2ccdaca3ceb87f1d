import { isFolderReadOnly, toDiskError } from './disk/diskError.ts';
import { backUpAndRetire } from './backup/backUpAndRetire.ts';
import { BackupKeeper } from './backup/backupKeeper.ts';
import type { Database, OpenDatabase } from './sqlite/database.ts';
import { DayCacheTable } from './facts/dayCacheTable.ts';
import type { FactReader } from './facts/factReader.ts';
import { FolderLock, type HeldLock } from './disk/folderLock.ts';
import { shrink } from './detail/shrink.ts';
import { JournalSet } from './journal/journalSet.ts';
import type { Layout } from './disk/layout.ts';
import { layoutOf } from './disk/layout.ts';
import type { LoadedFile } from './sqlite/loadedFile.ts';
import { loadFile, withFreshTables } from './sqlite/loadedFile.ts';
import { readMeta, writeMeta } from './sqlite/metaTable.ts';
import { schemaVersion } from './sqlite/migrations.ts';
import { clearAside, LockLostError, replaceFile, stampOf } from './disk/replaceFile.ts';
import { resealNames } from './vault/resealNames.ts';
import { restoreRetired } from './journal/retireJournals.ts';
import { copyAside, setAside } from './disk/setAside.ts';
import { contentHealth, diskHealth } from './storeHealth.ts';
import { withTrailer } from './sqlite/sqliteFile.ts';
import type { CheckpointResult, CheckpointTime, ResealResult, StoreOptions } from './store.ts';
import { isCheckpointDue, nothingDue } from './checkpointDue.ts';
import type { DayBasis, DayCache } from '../core/time/dayCache.ts';
import type { StorageHealth } from '../core/facts/reader.ts';
import type { Files } from './disk/files.ts';

/** The result of an action that ran under the lock. */
export type WriteOutcome = Pick<CheckpointResult, 'outcome'> & Partial<CheckpointResult>;

/** The storage of a folder, loaded into memory. */
export class FileStore {
  readonly #open: OpenDatabase;
  readonly #options: StoreOptions & { readonly files: Files };
  readonly #files: Files;
  readonly #layout: Layout;
  readonly #lock: FolderLock;
  readonly journals: JournalSet;
  readonly backups: BackupKeeper;
  #loaded: LoadedFile | undefined;
  /** The database holds something that the file doesn't. */
  #isDirty = false;
  /** The number of journal bytes that the file already holds. */
  #bytesInFile = 0;
  #wasRebuilt = false;
  #isFolderReadOnly = false;

  constructor(open: OpenDatabase, options: StoreOptions & { readonly files: Files }) {
    this.#open = open;
    this.#options = options;
    this.#files = options.files;
    this.#layout = layoutOf(options.folder);
    this.#lock = new FolderLock(this.#files, this.#layout.lock, options.clock);
    this.journals = new JournalSet(this.#files, this.#layout.journals, () => options.clock.now());
    this.backups = new BackupKeeper({
      files: this.#files,
      layout: this.#layout,
      open,
      clock: options.clock,
      policy: options.backups,
    });
  }

  get reader(): FactReader {
    return this.current().reader;
  }

  refresh(): boolean {
    let isNew = false;
    // Repeat if the file was replaced meanwhile: its contents may no longer be in any journal.
    for (let rounds = 0; rounds < 3 && this.#takeIn(); rounds++) isNew = true;
    return isNew;
  }

  checkpoint(when: CheckpointTime = 'now'): CheckpointResult {
    if (when === 'due' && !(this.#isDirty && this.#isDue())) return nothingDue;
    return this.exclusively((lock) => (this.#isDirty ? this.write(lock) : { outcome: 'nothing' }), 'to-requests');
  }

  health(): StorageHealth {
    const { database, reader } = this.current();
    const disk = diskHealth(this.#files, this.#layout, this.journals.totals());
    return { ...disk, ...this.backups.health(), ...contentHealth(database, reader), mode: this.#mode() };
  }

  dayCache(basis: DayBasis): DayCache {
    const { database, reader } = this.current();
    const { sealer, codeVersion = '' } = this.#options;
    return new DayCacheTable(database, { ...basis, codeVersion, sealer, isLocked: () => reader.lockedNames() > 0 });
  }

  reseal(): ResealResult {
    let names = 0;
    const done = this.change(({ database }) => void (names = resealNames(database, this.#options.sealer)));
    return { ...done, names: done.outcome === 'done' ? names : 0 };
  }

  /** The bytes of the database as it is in memory. */
  copy(): Uint8Array {
    return this.current().database.export();
  }

  close(): void {
    this.#loaded?.database.close();
    this.#loaded = undefined;
  }

  /** Changes the database, in a transaction, and writes it. */
  change(edit: (loaded: LoadedFile) => void): CheckpointResult {
    return this.exclusively((lock) => {
      try {
        this.current().database.transaction(() => edit(this.current()));
      } finally {
        // Also when it was rolled back.
        this.forgetNumbers();
      }
      return this.writeChange(lock);
    });
  }

  /** Runs a change, rolls it back, and returns its result. */
  tryOut<T>(edit: (loaded: LoadedFile) => T): T {
    const loaded = this.current();
    loaded.database.script('BEGIN');
    try {
      return edit(loaded);
    } finally {
      loaded.database.script('ROLLBACK');
      this.forgetNumbers();
    }
  }

  /** Call this after name numbers may have been freed, since they may be reused. */
  forgetNumbers(): void {
    this.#loaded = withFreshTables(this.current(), this.#options.sealer);
  }

  /** Runs `act` under the lock, with everything taken in before. Requests the lock if it is held, unless `yields`. */
  exclusively(act: (lock: HeldLock) => WriteOutcome, yields?: 'to-requests'): CheckpointResult {
    const start = this.#options.clock.monotonic();
    const done = this.#underLock(act, yields);
    if (done.outcome === 'busy' && !yields) this.#lock.request();
    const fileBytes = this.#files.stat(this.#layout.file)?.size ?? 0;
    return { journalsDeleted: 0, ...done, fileBytes, ms: this.#options.clock.monotonic() - start };
  }

  #isDue(): boolean {
    const journalBytes = this.journals.takenBytes - this.#bytesInFile;
    // Data that is in no journal is written at once.
    const { writtenVersion, damagedRows } = this.current();
    if (writtenVersion < schemaVersion || damagedRows > 0 || journalBytes <= 0) return true;
    return isCheckpointDue({ file: this.#files.stat(this.#layout.file), journalBytes, now: this.#options.clock.now() });
  }

  #takeIn(): boolean {
    const isReloaded = this.#loaded?.stamp !== stampOf(this.#files, this.#layout.file);
    if (isReloaded) this.#load();
    const { database, tables } = this.current();
    try {
      if (!this.journals.apply(database, tables)) return isReloaded;
    } catch (error) {
      // The database rolled back, but the remembered journal state did not.
      this.close();
      throw error;
    }
    this.#isDirty = true;
    return true;
  }

  #load(lock?: HeldLock): void {
    this.close();
    this.#loaded = loadFile(this.source());
    if (this.#loaded.found === 'damaged') this.#setAside(this.#loaded, lock);
    this.#wasRebuilt ||= this.#loaded.isRebuilt;
    const { isRebuilt, writtenVersion, damagedRows } = this.#loaded;
    this.#isDirty = isRebuilt || writtenVersion < schemaVersion || damagedRows > 0;
    this.journals.reset(this.#loaded.database);
    this.#bytesInFile = this.journals.takenBytes;
  }

  source(): Parameters<typeof loadFile>[0] {
    return { files: this.#files, layout: this.#layout, open: this.#open, sealer: this.#options.sealer };
  }

  current(): LoadedFile {
    if (!this.#loaded) this.#load();
    return this.#loaded as LoadedFile;
  }

  /** Moves a damaged file out of the way, unless another window has replaced it by now, or is about to. */
  #setAside(loaded: LoadedFile, held: HeldLock | undefined): void {
    const lock = held ?? this.#tryLock();
    if (typeof lock !== 'object') return;
    try {
      if (stampOf(this.#files, this.#layout.file) !== loaded.stamp) return;
      setAside(this.#files, this.#layout, this.#options.clock.now());
      this.#loaded = { ...loaded, stamp: 'none' };
    } finally {
      if (!held) lock.release();
    }
  }

  /** Takes the lock, brings everything up to date, and lets `act` change and write. */
  #underLock(act: (lock: HeldLock) => WriteOutcome, yields?: 'to-requests'): WriteOutcome {
    const lock = this.#tryLock(yields);
    if (typeof lock === 'string') return { outcome: lock };
    try {
      const { folder, journals, backups, imports } = this.#layout;
      clearAside(this.#files, [folder, journals, backups, imports]);
      restoreRetired(this.#files, this.journals, journals);
      if (this.#loaded?.found === 'damaged') this.#load(lock);
      this.refresh();
      if (this.current().found === 'newer') return { outcome: 'read-only' };
      lock.beat();
      return act(lock);
    } catch (error) {
      if (error instanceof LockLostError) return this.#lost();
      // The process that took the lock over may have moved or deleted a file that this one was about to use.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !lock.isHeld()) return this.#lost();
      throw toDiskError(error);
    } finally {
      lock.release();
    }
  }

  #tryLock(yields?: 'to-requests'): HeldLock | 'busy' | 'read-only' {
    try {
      this.#files.makeFolder(this.#layout.folder);
      const lock = this.#lock.tryAcquire(yields);
      this.#isFolderReadOnly = false;
      return lock ?? 'busy';
    } catch (error) {
      if (!isFolderReadOnly(error)) throw toDiskError(error);
      this.#isFolderReadOnly = true;
      return 'read-only';
    }
  }

  /** Like `write`, after a change. If it fails, the change is dropped from memory too, so that no later checkpoint writes it. */
  writeChange(lock: HeldLock): WriteOutcome {
    try {
      return this.write(lock);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Writes the database to the file, and what follows from that. Throws `LockLostError` when the lock was lost. */
  write(lock: HeldLock): WriteOutcome {
    this.#keepBeforeMigration(lock);
    this.#keepDamagedRows(lock);
    if (shrink(this.current().database, this.#options)) this.forgetNumbers();
    const bytes = this.export(this.current().database);
    lock.beat();
    replaceFile(this.#files, lock, { path: this.#layout.file, bytes });
    const stamp = stampOf(this.#files, this.#layout.file);
    this.#loaded = { ...this.current(), stamp, found: 'ours', writtenVersion: schemaVersion, damagedRows: 0 };
    this.#isDirty = false;
    lock.beat();
    const backedUp = backUpAndRetire(
      { files: this.#files, journals: this.journals, backups: this.backups, database: this.current().database },
      lock,
      bytes,
    );
    this.#bytesInFile = this.journals.takenBytes;
    return { outcome: 'done', ...backedUp };
  }

  /** The bytes of a database that is to become the file. */
  export(database: Database): Uint8Array {
    writeMeta(database, 'lastCheckpoint', this.#options.clock.now());
    writeMeta(database, 'checkpoints', readMeta(database, 'checkpoints') + 1);
    this.journals.forgetMissing(database);
    return withTrailer(database.export(), 'rows');
  }

  #lost(): { outcome: 'lost' } {
    // Read what another window wrote before the next attempt.
    this.close();
    return { outcome: 'lost' };
  }

  #keepBeforeMigration(lock: HeldLock): void {
    const { found, writtenVersion } = this.current();
    const bytes = found === 'ours' && writtenVersion < schemaVersion ? this.#files.read(this.#layout.file) : undefined;
    if (bytes) this.backups.keepFor(`-v${writtenVersion}`, lock, bytes);
  }

  #keepDamagedRows(lock: HeldLock): void {
    const bytes = this.current().damagedRows > 0 ? this.#files.read(this.#layout.file) : undefined;
    if (bytes) copyAside({ files: this.#files, layout: this.#layout, lock }, this.#options.clock.now(), bytes);
  }

  #mode(): StorageHealth['mode'] {
    if (this.current().found === 'newer') return 'read-only-newer';
    if (this.#isFolderReadOnly) return 'read-only-folder';
    return this.#wasRebuilt ? 'rebuilt' : 'ready';
  }
}
