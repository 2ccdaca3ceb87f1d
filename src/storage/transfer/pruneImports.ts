import path from 'node:path';
import type { Files } from '../disk/files.ts';
import type { HeldLock } from '../disk/folderLock.ts';
import { removeFile, replaceFile } from '../disk/replaceFile.ts';
import type { Database } from '../sqlite/database.ts';
import { AddedList, eachAdded } from './addedFacts.ts';
import { isHiddenThere } from './dayTotals.ts';
import { hasRow } from './importFacts.ts';
import type { Traces } from './importFacts.ts';
import { isGrownThere, versionOf } from './replacedRows.ts';
import { listImports, readTraces } from './importLists.ts';

/** Removes items that no longer exist from the lists of imports: after an erasure, the lists must not reveal when something existed. */
export function pruneImports(
  files: Files,
  folder: string,
  at: { readonly database: Database; readonly lock: HeldLock },
): void {
  for (const name of listImports(files, folder)) {
    const file = path.join(folder, 'imports', name);
    const read = readTraces(files, folder, name);
    // A damaged list can't be used for an undo, and may contain erased names.
    if (read === 'damaged') removeFile(files, at.lock, file);
    if (!read || read === 'damaged') continue;
    const { facts, hidden, grown = [], edited } = read;
    const left = new AddedList();
    for (const fact of eachAdded(facts)) if (hasRow(at.database, fact)) left.add(fact);
    const traces = {
      facts: left.all(),
      hidden: hidden.filter((row) => isHiddenThere(at.database, row)),
      grown: grown.filter((span) => isGrownThere(at.database, span)),
      // Earlier versions may mention erased data.
      ...(edited && { edited: edited.filter(({ before, type, id }) => !before && versionOf(at.database, type, id)) }),
    } satisfies Traces;
    if (left.size + traces.hidden.length + traces.grown.length === 0) removeFile(files, at.lock, file);
    else replaceFile(files, at.lock, { path: file, bytes: Buffer.from(JSON.stringify(traces)) });
  }
}
