import { removeIfFile } from '../disk/removeIfFile.ts';
import { requireHeld } from '../disk/replaceFile.ts';
import type { FileStore } from '../fileStore.ts';
import { detachWriters, retireJournals } from '../journal/retireJournals.ts';
import type { EraseResult } from '../store.ts';
import { outboxFile } from '../sync/syncState.ts';
import { KeptTexts } from '../keptTexts/keptTexts.ts';
import { pruneImports } from '../transfer/pruneImports.ts';
import { eraseFromCopies, eraseFromDatabase } from './eraseEverywhere.ts';
import type { EraseRequest } from './eraseRows.ts';

/**
 * Erases from the file, then from what the file replaces: journals, lists of imports and copies. `done` means all of them: when the lock
 * is lost on the way, the outcome is `lost`, and the same request finishes the work.
 * @param begin is called once the lock is held and everything was read, before anything is erased
 */
export function erase(store: FileStore, what: EraseRequest, begin: () => void = () => undefined): EraseResult {
  const source = store.source();
  const { files } = source;
  let counts: Pick<EraseResult, 'erased' | 'trimmed' | 'copiesChanged' | 'filesDeleted'> = {
    erased: {},
    trimmed: 0,
    copiesChanged: 0,
    filesDeleted: 0,
  };
  let names: string[] = [];
  const done = store.exclusively((lock) => {
    names = detachWriters(files, store.journals, { database: store.current().database, lock });
    store.refresh();
    begin();
    const rows = eraseFromDatabase(store.current().database, source.sealer, what);
    store.forgetNumbers();
    const written = store.writeChange(lock);
    const { database } = store.current();
    const journalsDeleted = retireJournals(files, store.journals, { database, lock, isAlso: 'open' });
    // The outbox contains facts, and is now built again without the erased ones.
    removeIfFile(files, outboxFile(source.layout.folder));
    removeIfFile(files, source.layout.today);
    pruneImports(files, source.layout.folder, { database, lock });
    const agentTexts = what.onlyNamed ? 0 : new KeptTexts({ ...source, folder: source.layout.folder }).erase(what);
    const erased = { ...rows.erased, ...(agentTexts > 0 && { agentText: agentTexts }) };
    counts = { ...rows, erased, ...eraseFromCopies({ ...source, lock }, what) };
    // A process that took over may have made a copy of the earlier state.
    requireHeld(lock);
    return { ...written, journalsDeleted: (written.journalsDeleted ?? 0) + journalsDeleted };
  });
  const journalsLeft = names.filter((name) => files.stat(store.journals.path(name))).length;
  return { ...done, ...counts, journalsLeft };
}
