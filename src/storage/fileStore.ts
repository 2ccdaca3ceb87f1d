import { isFolderReadOnly, toDiskError } from './diskError.ts';
import { BackupKeeper } from './backupKeeper.ts';
import type { Database, OpenDatabase } from './database.ts';
import type { FactReader } from './factReader.ts';
import type { HeldLock } from './folderLock.ts';
import { FolderLock } from './folderLock.ts';
import { eraseFromCopies, eraseFromDatabase } from './eraseEverywhere.ts';
import type { EraseRequest } from './eraseRows.ts';
import { foldOldDetail } from './foldDetail.ts';
import { JournalSet } from './journalSet.ts';
import type { Layout } from './layout.ts';
import { layoutOf } from './layout.ts';
import type { LoadedFile } from './loadedFile.ts';
import { loadFile, stampOf, withFreshTables } from './loadedFile.ts';
import { readMeta, writeMeta } from './metaTable.ts';
import { schemaVersion } from './migrations.ts';
import { clearAside, replaceFile } from './replaceFile.ts';
import { resealNames } from './resealNames.ts';
import { restoreRetired, retireJournals } from './retireJournals.ts';
import { setAside } from './setAside.ts';
import { contentHealth, diskHealth } from './storeHealth.ts';
import { withTrailer } from './sqliteFile.ts';
import type { BackupInfo, CheckpointResult, EraseResult, ResealResult, StoreOptions } from './store.ts';
import type { StorageHealth } from '../shared/reader.ts';
import type { Files } from './files.ts';

/** What came of something that was done under the lock. */
type Done = Pick<CheckpointResult, 'outcome'> & Partial<CheckpointResult>;

/** The storage of a folder, loaded into memory. */
export class FileStore {
  readonly #open: OpenDatabase;
  readonly #options: StoreOptions & { readonly files: Files };
  readonly #files: Files;
  readonly #layout: Layout;
  readonly #lock: FolderLock;
  readonly #journals: JournalSet;
  readonly #backups: BackupKeeper;
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
    this.#backups = new BackupKeeper({
      files: this.#files,
      layout: this.#layout,
      open,
      clock: options.clock,
      policy: options.backups,
    });
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
    return this.#timed((lock) => (this.#isDirty ? this.#write(lock) : { outcome: 'nothing' }));
  }

  health(): StorageHealth {
    const { database, reader } = this.#current();
    const disk = diskHealth(this.#files, this.#layout, this.#journals.totals());
    return { ...disk, ...this.#backups.health(), ...contentHealth(database, reader), mode: this.#mode() };
  }

  reseal(): ResealResult {
    let names = 0;
    const done = this.#change((database) => void (names = resealNames(database, this.#options.sealer)));
    return { ...done, names: done.outcome === 'done' ? names : 0 };
  }

  backups(): BackupInfo[] {
    return this.#backups.describe();
  }

  restore(name: string): CheckpointResult {
    return this.#timed((lock) => {
      const backup = this.#backups.load(name);
      try {
        return this.#replaceBy(backup, lock);
      } finally {
        backup.close();
      }
    });
  }

  erase(what: EraseRequest): EraseResult {
    let counts: Pick<EraseResult, 'erased' | 'copiesChanged' | 'filesDeleted'> = {
      erased: {},
      copiesChanged: 0,
      filesDeleted: 0,
    };
    const done = this.#timed((lock) => {
      const erased = eraseFromDatabase(this.#current().database, this.#options.sealer, what);
      this.#loaded = withFreshTables(this.#current(), this.#options.sealer);
      const written = this.#write(lock);
      if (written.outcome !== 'done') return written;
      // What is in the file is in no need of its journals; their writers, where they live, begin new ones.
      const { database } = this.#current();
      const journalsDeleted = retireJournals(this.#files, this.#journals, { database, isAlso: 'open' });
      counts = { erased, ...eraseFromCopies({ ...this.#source(), lock }, what) };
      return { ...written, journalsDeleted: (written.journalsDeleted ?? 0) + journalsDeleted };
    });
    return { ...done, ...counts, journalsLeft: this.#journals.totals().journals };
  }

  close(): void {
    this.#loaded?.database.close();
    this.#loaded = undefined;
  }

  /** Changes the database, in a transaction, and writes it. */
  #change(edit: (database: Database) => void): CheckpointResult {
    return this.#timed((lock) => {
      const { database } = this.#current();
      database.transaction(() => edit(database));
      this.#loaded = withFreshTables(this.#current(), this.#options.sealer);
      return this.#write(lock);
    });
  }

  #timed(act: (lock: HeldLock) => Done): CheckpointResult {
    const start = this.#options.clock.monotonic();
    const done = this.#underLock(act);
    const fileBytes = this.#files.stat(this.#layout.file)?.size ?? 0;
    return { journalsDeleted: 0, ...done, fileBytes, ms: this.#options.clock.monotonic() - start };
  }

  /** Puts the state of a backup in the place of the present one, which is kept as a backup. */
  #replaceBy(backup: Database, lock: HeldLock): Done {
    const checkpoints = readMeta(this.#current().database, 'checkpoints');
    const present = this.#export(this.#current().database);
    if (!this.#backups.keepFor('-before-restore', lock, present)) return this.#lost();
    // What the journals hold by now belongs to the state that is left; what comes from now on, to the one restored.
    this.#journals.markAllTaken(backup);
    writeMeta(backup, 'checkpoints', checkpoints + 1);
    const isDone = replaceFile(this.#files, lock, { path: this.#layout.file, bytes: this.#export(backup) });
    this.close();
    return { outcome: isDone ? 'done' : 'lost' };
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
    this.#loaded = loadFile(this.#source());
    if (this.#loaded.found === 'damaged') this.#setAside(this.#loaded, lock);
    this.#wasRebuilt ||= this.#loaded.isRebuilt;
    this.#isDirty = this.#loaded.isRebuilt || this.#loaded.writtenVersion < schemaVersion;
    this.#journals.reset(this.#loaded.database);
  }

  #source(): Parameters<typeof loadFile>[0] {
    return { files: this.#files, layout: this.#layout, open: this.#open, sealer: this.#options.sealer };
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
      setAside(this.#files, this.#layout, this.#options.clock.now());
      this.#loaded = { ...loaded, stamp: 'none' };
    } finally {
      if (!held) lock.release();
    }
  }

  /** Takes the lock, brings everything up to date, and lets `act` change and write what it wants. */
  #underLock(act: (lock: HeldLock) => Done): Done {
    const lock = this.#tryLock();
    if (typeof lock === 'string') return { outcome: lock };
    try {
      clearAside(this.#files, [this.#layout.folder, this.#layout.backups]);
      restoreRetired(this.#files, this.#journals, this.#layout.journals);
      if (this.#loaded?.found === 'damaged') this.#load(lock);
      this.refresh();
      if (this.#current().found === 'newer') return { outcome: 'read-only' };
      lock.beat();
      return act(lock);
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
      if (!isFolderReadOnly(error)) throw toDiskError(error);
      this.#isFolderReadOnly = true;
      return 'read-only';
    }
  }

  #write(lock: HeldLock): Done {
    if (!this.#keepBeforeMigration(lock)) return this.#lost();
    this.#fold();
    const bytes = this.#export(this.#current().database);
    lock.beat();
    if (!replaceFile(this.#files, lock, { path: this.#layout.file, bytes })) return this.#lost();
    const stamp = stampOf(this.#files, this.#layout.file);
    this.#loaded = { ...this.#current(), stamp, found: 'ours', writtenVersion: schemaVersion };
    this.#isDirty = false;
    lock.beat();
    return { outcome: 'done', ...this.#backUp(lock, bytes) };
  }

  #export(database: Database): Uint8Array {
    writeMeta(database, 'lastCheckpoint', this.#options.clock.now());
    writeMeta(database, 'checkpoints', readMeta(database, 'checkpoints') + 1);
    this.#journals.forgetMissing(database);
    return withTrailer(database.export());
  }

  #fold(): void {
    const { detailMonths, clock } = this.#options;
    const loaded = this.#current();
    if (detailMonths === undefined || !foldOldDetail(loaded.database, detailMonths, clock.now())) return;
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
    const bytes = found === 'ours' && writtenVersion < schemaVersion ? this.#files.read(this.#layout.file) : undefined;
    return !bytes || this.#backups.keepFor(`-v${writtenVersion}`, lock, bytes);
  }

  /** Backs up what was just written, and deletes the journals that are in both now. The file is safe, whatever happens here. */
  #backUp(lock: HeldLock, bytes: Uint8Array): Partial<CheckpointResult> {
    try {
      const backup = this.#backups.keepToday(lock, bytes);
      const isCovered = backup !== undefined || !this.#backups.isOn;
      const journalsDeleted =
        isCovered && lock.isHeld()
          ? retireJournals(this.#files, this.#journals, { database: this.#current().database })
          : 0;
      return { journalsDeleted, ...(backup !== undefined && { backup }) };
    } catch (error) {
      return { backupFailure: toDiskError(error) };
    }
  }

  #mode(): StorageHealth['mode'] {
    if (this.#current().found === 'newer') return 'read-only-newer';
    if (this.#isFolderReadOnly) return 'read-only-folder';
    return this.#wasRebuilt ? 'rebuilt' : 'ready';
  }
}
