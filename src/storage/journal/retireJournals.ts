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

interface Under {
  readonly database: Database;
  readonly lock: HeldLock;
}

/**
 * Deletes journals that the file and a backup hold wholly. A journal is moved away first, and then compared with the position up to which
 * the database has taken it in: a line that was added at any moment before the move shows in its size, and the journal is put back. A
 * line that is added later is no loss either, since its writer checks after each write that its file is still in place, and otherwise
 * writes the same to a new one.
 * @param under `isAlso: 'open'`: also those with live writers; for erasing
 * @returns how many were deleted
 * Throws `LockLostError` when the lock was lost.
 */
export function retireJournals(
  files: Files,
  journals: JournalSet,
  { database, lock, isAlso }: Under & { readonly isAlso?: 'open' },
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
 * Puts a copy in the place of each journal that may have a live writer, with the same whole lines. It no longer grows, so it can be taken
 * in to its end and deleted; the writers notice and begin new journals. What they were writing at that moment they write again.
 * @returns names of all journals
 * Throws `LockLostError` when the lock was lost.
 */
export function detachWriters(files: Files, journals: JournalSet, { database, lock }: Under): string[] {
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
      // Of another user: it is counted as left.
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

// As in `replaceFile`: aside under a name of the lock's token, then the lock, then the name; here without overwriting.
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
 * Overwrites nothing. When there is a file in the place already, it was put there by `detachWriters`, or is the same one under two names:
 * then it holds all that was acknowledged. Should the one that was moved away be longer all the same, it is kept under another name.
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
