import { dayOf } from '../../core/time/days.ts';
import path from 'node:path';
import { AppError } from '../../core/base/appError.ts';
import type { Files } from '../disk/files.ts';
import { createFile } from '../disk/replaceFile.ts';
import type { FileStore } from '../fileStore.ts';
import type { ImportResult, Store, StoreOptions } from '../store.ts';
import type { ImportedFacts, Traces } from './importFacts.ts';
import { importFacts, undoImport } from './importFacts.ts';
import { rebaseLists } from './rebaseTraces.ts';
import { listImports, readTraces } from './importLists.ts';

/**
 * Imports into a store. Each import has a list of what it added (ids only, no names) in the folder `imports`, by which it can be undone.
 */
export function importsOf(
  store: FileStore,
  { folder, files, clock, sealer }: StoreOptions & { readonly files: Files },
): Pick<Store, 'previewImport' | 'importFacts' | 'imports' | 'undoImport'> {
  const imports = path.join(folder, 'imports');
  return {
    previewImport: (facts, from = 'daymark') => {
      const { added, known, changed } = store.tryOut((loaded) => importFacts({ ...loaded, sealer }, { facts, from }));
      return { added, known, changed };
    },
    importFacts: (facts, from = 'daymark') => imported({ facts, from }),
    imports: () => listImports(files, folder),
    undoImport: (name) => {
      const traces = readTraces(files, folder, name);
      if (!traces) throw new AppError('not-found', 'There is no such import.');
      if (traces === 'damaged')
        throw new AppError(
          'storage-damaged',
          "The list of what this import added is damaged, so it can't be undone. Erase the days or the project that it brought instead.",
        );
      const done = store.change(({ database }) => {
        undoImport(database, sealer, traces);
        rebaseLists(files, folder, { name, undone: traces });
      });
      if (done.outcome === 'done') files.remove(path.join(imports, name));
      return done;
    },
  };

  function imported(what: ImportedFacts): ImportResult {
    let brought: Pick<ReturnType<typeof importFacts>, 'added' | 'known' | 'changed'> = {
      added: {},
      known: 0,
      changed: 0,
    };
    let name: string | undefined;
    const done = store.change((loaded) => {
      const { facts, hidden, grown = [], edited = [], ...counts } = importFacts({ ...loaded, sealer }, what);
      brought = counts;
      // Write the list before the file: facts on the list are not folded, and a superfluous list does no harm.
      if (Object.keys(facts).length + hidden.length + grown.length + edited.length > 0)
        name = keep({ facts, hidden, grown, edited });
    });
    const { added, known, changed } = brought;
    if (done.outcome === 'done') return { ...done, added, known, changed, ...(name !== undefined && { name }) };
    if (name !== undefined) files.remove(path.join(imports, name));
    return { ...done, added: {}, known: 0, changed: 0 };
  }

  function keep(traces: Traces): string {
    files.makeFolder(imports);
    const date = dayOf(clock.now(), 0);
    let count = 1;
    while (files.stat(path.join(imports, `${date}-${count}.json`))) count++;
    const name = `${date}-${count}.json`;
    createFile(files, path.join(imports, name), Buffer.from(JSON.stringify(traces)));
    return name;
  }
}
