import type { Database } from '../sqlite/database.ts';
import type { Files } from '../disk/files.ts';
import type { JournalSet } from './journalSet.ts';
import { journalEnding } from '../disk/layout.ts';

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
  { database, isAlso }: { readonly database: Database; readonly isAlso?: 'open' },
): number {
  let deleted = 0;
  for (const name of isAlso === 'open' ? journals.taken() : journals.finished()) {
    const from = journals.path(name);
    const away = from.replace(journalEnding, retiredEnding);
    const size = files.stat(from)?.size;
    files.rename(from, away);
    if (files.stat(away)?.size === size) {
      files.remove(away);
      journals.forget(database, name);
      deleted++;
    } else {
      files.rename(away, from);
    }
  }
  return deleted;
}

/** Puts back what a checkpoint that died had moved away. To be called under the lock. */
export function restoreRetired(files: Files, journals: JournalSet, folder: string): void {
  for (const name of files.list(folder).filter((each) => each.endsWith(retiredEnding))) {
    const back = name.replace(retiredEnding, journalEnding);
    if (!files.stat(journals.path(back))) files.rename(journals.path(name), journals.path(back));
  }
}
