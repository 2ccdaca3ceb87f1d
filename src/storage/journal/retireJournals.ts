import type { Database } from '../sqlite/database.ts';
import type { Files } from '../disk/files.ts';
import type { HeldLock } from '../disk/folderLock.ts';
import { asideEnding, journalEnding } from '../disk/layout.ts';
import { moveToNew } from '../disk/moveFile.ts';
import { LockLostError, requireHeld } from '../disk/replaceFile.ts';
import type { JournalSet } from './journalSet.ts';

/** A journal is rotated long before; a larger file is not ours. */
const longestJournal = 64 * 1024 * 1024;
const retiredEnding = `${journalEnding}.done`;

interface LockedDatabase {
  readonly database: Database;
  readonly lock: HeldLock;
}

/**
 * Deletes journals that are completely in the file and in a backup. A journal is moved away first and then compared with the position up to
 * which the database has taken it in. A line added before the move shows in the size, and the journal is put back. A line added later is
 * not lost either: after each write, a writer checks that its file is still in place, and otherwise writes the same to a new one.
 * @param under `isAlso: 'open'`: also those with live writers; for erasing
 * @returns the number of deleted journals. Throws `LockLostError` if the lock was lost.
 */
export function retireJournals(
  files: Files,
  journals: JournalSet,
  { database, lock, isAlso }: LockedDatabase & { readonly isAlso?: 'open' },
): number {
  let deleted = 0;
  for (const name of isAlso === 'open' ? journals.taken() : journals.finished()) {
    requireHeld(lock);
    const from = journals.path(name);
    const away = awayOf(from);
    files.rename(from, away);
    if (files.stat(away)?.size === takenOf(database, name)) {
      files.remove(away);
      journals.forget(database, name);
      deleted++;
    } else {
      putBack(files, away, from);
    }
  }
  return deleted;
}

/**
 * Replaces each journal that may have a live writer with a copy of its whole lines. The copy no longer grows, so it can be taken in to its
 * end and deleted. The writers notice, begin new journals, and repeat a write that was in progress.
 * @returns names of all journals Throws `LockLostError` when the lock was lost.
 */
export function detachWriters(files: Files, journals: JournalSet, { database, lock }: LockedDatabase): string[] {
  const names = files.list(journals.path('')).filter((name) => name.endsWith(journalEnding));
  for (const name of names) {
    if (!mayGrow(files, journals, name)) continue;
    requireHeld(lock);
    const from = journals.path(name);
    const away = awayOf(from);
    files.rename(from, away);
    try {
      putCopy({ files, lock, away, from, taken: takenOf(database, name) });
    } catch (error) {
      putBack(files, away, from);
      // It belongs to another user, and is counted as left.
      if (!['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  return names;
}

function mayGrow(files: Files, journals: JournalSet, name: string): boolean {
  const stat = files.stat(journals.path(name));
  return stat?.isFile === true && stat.size <= longestJournal && !journals.isFinished(name);
}

/** Puts back what a process that died had moved away. To be called under the lock. */
export function restoreRetired(files: Files, journals: JournalSet, folder: string): void {
  for (const name of files.list(folder).filter((each) => each.endsWith(retiredEnding))) {
    putBack(files, journals.path(name), journals.path(name.replace(retiredEnding, journalEnding)));
  }
}

function awayOf(file: string): string {
  return file.slice(0, -journalEnding.length) + retiredEnding;
}

/** Bytes of a journal that the database has taken in. */
function takenOf(database: Database, name: string): number {
  return database.number('SELECT position FROM journal WHERE name = ?', name);
}

// As in `replaceFile`: write aside under the lock's token, check the lock, then rename; but without overwriting.
function putCopy(of: { files: Files; lock: HeldLock; away: string; from: string; taken: number }): void {
  const { files, lock, away, from, taken } = of;
  const bytes = files.read(away);
  if (!bytes) throw new LockLostError();
  const whole = Math.max(bytes.lastIndexOf(0x0a) + 1, Math.min(taken, bytes.length));
  const aside = `${from}.${lock.token}${asideEnding}`;
  try {
    files.create(aside, bytes.subarray(0, whole));
    files.sync(aside);
    requireHeld(lock);
    if (!moveToNew(files, aside, from)) throw new LockLostError();
    files.remove(away);
  } finally {
    files.remove(aside);
  }
}

/**
 * Overwrites nothing. If a file is in place already, `detachWriters` put it there, or it is the same file under two names: then it holds
 * everything that was acknowledged. If the moved file is longer anyway, it is kept under another name.
 */
function putBack(files: Files, away: string, from: string): void {
  if (moveToNew(files, away, from)) return;
  const [moved, there] = [files.stat(away), files.stat(from)];
  if (!moved || !there) return;
  if (there.size >= moved.size) files.remove(away);
  else for (let count = 2; !moveToNew(files, away, besides(from, count)) && files.stat(away); count++);
}

function besides(file: string, count: number): string {
  return `${file.slice(0, -journalEnding.length)}.${count}${journalEnding}`;
}
