import type { Database } from '../sqlite/database.ts';
import type { Files } from '../disk/files.ts';
import type { JournalSet } from './journalSet.ts';
import { noLinks } from '../disk/diskError.ts';
import type { HeldLock } from '../disk/folderLock.ts';
import { journalEnding } from '../disk/layout.ts';
import { requireHeld } from '../disk/replaceFile.ts';

const retiredEnding = `${journalEnding}.done`;

/**
 * Deletes journals that the file and a backup hold wholly. Should a writer that was taken for dead still live, nothing is lost: the
 * file is moved away first, and looked at again; the writer sees after each write whether its file is still in its place, and
 * otherwise writes the same again to a new one.
 * @param isAlso `open`: also those whose writers live; for erasing
 * @returns how many were deleted
 */
export function retireJournals(
  files: Files,
  journals: JournalSet,
  { database, isAlso, lock }: { readonly database: Database; readonly lock: HeldLock; readonly isAlso?: 'open' },
): number {
  let deleted = 0;
  for (const name of isAlso === 'open' ? journals.taken() : journals.finished()) {
    const from = journals.path(name);
    const away = from.replace(journalEnding, retiredEnding);
    requireHeld(lock);
    files.rename(from, away);
    // What the database took in is what counts: a writer may have added a line since.
    if (files.stat(away)?.size === journals.takenOf(name)) {
      files.remove(away);
      journals.forget(database, name);
      deleted++;
    } else {
      putBack(files, away, from);
    }
  }
  return deleted;
}

/** Puts back what a checkpoint that died had moved away. To be called under the lock. */
export function restoreRetired(files: Files, journals: JournalSet, folder: string): void {
  for (const name of files.list(folder).filter((each) => each.endsWith(retiredEnding))) {
    const back = name.replace(retiredEnding, journalEnding);
    putBack(files, journals.path(name), journals.path(back));
  }
}

/** Gives a journal its name back, or the next free one: whatever has come to its place meanwhile stays. */
function putBack(files: Files, away: string, back: string): void {
  let target = back;
  for (let count = 2; files.stat(target); count++) target = back.replace(journalEnding, `-${count}${journalEnding}`);
  try {
    files.link(away, target);
    files.remove(away);
  } catch (error) {
    // Without hard links the look above has to do.
    if (!noLinks.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    files.rename(away, target);
  }
}
