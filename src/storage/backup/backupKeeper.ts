import path from 'node:path';
import { AppError } from '../../core/base/appError.ts';
import type { Clock } from '../../core/base/clock.ts';
import type { BackupHealth } from '../../core/facts/reader.ts';
import type { BackupFile } from './backups.ts';
import { backupName, expiredBackups, isGoodBackup, listBackups } from './backups.ts';
import type { Database, OpenDatabase } from '../sqlite/database.ts';
import { countFacts, factBounds } from '../facts/factCounts.ts';
import type { Files } from '../disk/files.ts';
import type { HeldLock } from '../disk/folderLock.ts';
import { dayOf } from '../../core/time/days.ts';
import type { Layout } from '../disk/layout.ts';
import { versionOf } from '../sqlite/migrations.ts';
import { removeFile, replaceFile } from '../disk/replaceFile.ts';
import { openDatabaseFile } from '../sqlite/readDatabase.ts';
import type { OpenedFile } from '../sqlite/sqliteFile.ts';
import type { BackupInfo, BackupPolicy } from '../store.ts';

const defaultPolicy: BackupPolicy = { daily: 7, weekly: 8 };

export interface BackupKeeperOptions {
  readonly files: Files;
  readonly layout: Layout;
  readonly open: OpenDatabase;
  readonly clock: Clock;
  readonly policy: BackupPolicy | undefined;
}

/** Makes, checks, lists, and deletes dated copies of the SQLite file. */
export class BackupKeeper {
  readonly #options: BackupKeeperOptions;

  constructor(options: BackupKeeperOptions) {
    this.#options = options;
  }

  get isOn(): boolean {
    return this.#policy.daily + this.#policy.weekly > 0;
  }

  /** The newest one, for the health check. */
  health(): { lastBackup?: BackupHealth } {
    const newest = this.#list()[0];
    // A backup that failed its check was deleted immediately.
    return newest ? { lastBackup: { name: newest.name, bytes: newest.bytes, isVerified: true } } : {};
  }

  /**
   * Makes the backup of the day, once, and looks whether it can be opened.
   * @returns its name; undefined if there is one from today already. Throws if the disk refuses, the backup can't be read back, or the lock
   * was lost.
   */
  keepToday(lock: HeldLock, bytes: Uint8Array): string | undefined {
    const name = backupName(this.#today());
    if (!this.isOn || this.#list().some((backup) => backup.name === name)) return undefined;
    this.#write(lock, name, bytes);
    for (const each of expiredBackups(this.#list(), this.#policy))
      if (each !== name) removeFile(this.#options.files, lock, this.#path(each));
    return name;
  }

  /**
   * Keeps a file as it is, before something is done to it that can't be undone.
   * @param occasion `-v1` or `-before-restore`
   */
  keepFor(occasion: string, lock: HeldLock, bytes: Uint8Array): void {
    for (let count = 1; ; count++) {
      const name = backupName(this.#today(), count === 1 ? occasion : `${occasion}-${count}`);
      if (!this.#options.files.stat(this.#path(name))) return this.#write(lock, name, bytes);
    }
  }

  /** Opens every backup and returns what each holds, newest first. */
  describe(): BackupInfo[] {
    return this.#list().map((backup) => {
      const opened = this.#open(backup.name);
      if (!('database' in opened)) return { ...backup, isReadable: false, facts: 0 };
      const { database } = opened;
      const info = {
        ...backup,
        isReadable: opened.kind === 'ready',
        facts: countFacts(database),
        ...factBounds(database),
      };
      database.close();
      return info;
    });
  }

  /** The database in a backup. Throws `not-found`, `storage-newer` or `storage-damaged`. */
  load(name: string): Database {
    if (!this.#list().some((backup) => backup.name === name))
      throw new AppError('not-found', 'There is no such backup.');
    const opened = this.#open(name);
    if (opened.kind === 'ready') return opened.database;
    if (opened.kind === 'newer') {
      const version = versionOf(opened.database);
      opened.database.close();
      throw new AppError('storage-newer', `This backup was made by a newer version of Daymark (${version}).`);
    }
    throw new AppError('storage-damaged', "This backup is damaged and can't be restored.");
  }

  get #policy(): BackupPolicy {
    return this.#options.policy ?? defaultPolicy;
  }

  #list(): BackupFile[] {
    return listBackups(this.#options.files, this.#options.layout.backups);
  }

  #open(name: string): OpenedFile {
    return openDatabaseFile(this.#options.open, this.#options.files, this.#path(name));
  }

  #write(lock: HeldLock, name: string, bytes: Uint8Array): void {
    const { files, layout, open } = this.#options;
    files.makeFolder(layout.backups);
    replaceFile(files, lock, { path: this.#path(name), bytes });
    if (isGoodBackup(files, this.#path(name), open)) return;
    removeFile(files, lock, this.#path(name));
    throw new AppError('storage-damaged', 'The backup could not be read back, and was deleted.');
  }

  #path(name: string): string {
    return path.join(this.#options.layout.backups, name);
  }

  #today(): string {
    return dayOf(this.#options.clock.now(), 0);
  }
}
