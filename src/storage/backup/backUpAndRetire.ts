import { toDiskError } from '../disk/diskError.ts';
import type { Files } from '../disk/files.ts';
import type { HeldLock } from '../disk/folderLock.ts';
import { LockLostError } from '../disk/replaceFile.ts';
import type { JournalSet } from '../journal/journalSet.ts';
import { retireJournals } from '../journal/retireJournals.ts';
import type { Database } from '../sqlite/database.ts';
import type { CheckpointResult } from '../store.ts';
import type { BackupKeeper } from './backupKeeper.ts';

interface BackupContext {
  readonly files: Files;
  readonly journals: JournalSet;
  readonly backups: BackupKeeper;
  readonly database: Database;
}

/** Backs up the file that was just written, and deletes the journals that are now in both. The file is safe, whatever happens here. */
export function backUpAndRetire(
  { files, journals, backups, database }: BackupContext,
  lock: HeldLock,
  bytes: Uint8Array,
): Partial<CheckpointResult> {
  try {
    const backup = backups.keepToday(lock, bytes);
    const isCovered = backup !== undefined || !backups.isOn;
    const journalsDeleted = isCovered ? retireJournals(files, journals, { database, lock }) : 0;
    return { journalsDeleted, ...(backup !== undefined && { backup }) };
  } catch (error) {
    // The process that took over makes the backup.
    return error instanceof LockLostError ? {} : { backupFailure: toDiskError(error) };
  }
}
