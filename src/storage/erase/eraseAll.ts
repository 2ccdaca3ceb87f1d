import { eraseFromCopies, eraseFromDatabase } from './eraseEverywhere.ts';
import type { EraseRequest } from './eraseRows.ts';
import type { FileStore } from '../fileStore.ts';
import { retireJournals } from '../journal/retireJournals.ts';
import { pruneImports } from '../transfer/pruneImports.ts';
import type { EraseResult } from '../store.ts';

/** Erases from the file, then from what the file replaces: journals and copies. */
export function erase(store: FileStore, what: EraseRequest): EraseResult {
  const source = store.source();
  let counts: Pick<EraseResult, 'erased' | 'copiesChanged' | 'filesDeleted'> = {
    erased: {},
    copiesChanged: 0,
    filesDeleted: 0,
  };
  const done = store.exclusively((lock) => {
    const erased = eraseFromDatabase(store.current().database, source.sealer, what);
    store.forgetNumbers();
    const written = store.write(lock);
    if (written.outcome !== 'done') return written;
    // What is in the file is in no need of its journals; their writers, where they live, begin new ones.
    const { database } = store.current();
    const journalsDeleted = retireJournals(source.files, store.journals, { database, isAlso: 'open', lock });
    pruneImports(source.files, source.layout.folder, { database, lock });
    counts = { erased, ...eraseFromCopies({ ...source, lock }, what) };
    return { ...written, journalsDeleted: (written.journalsDeleted ?? 0) + journalsDeleted };
  });
  return { ...done, ...counts, journalsLeft: store.journals.totals().journals };
}
