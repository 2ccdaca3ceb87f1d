import path from 'node:path';
import { AppError } from '../../shared/appError.ts';
import type { Files } from '../disk/files.ts';
import type { FileStore } from '../fileStore.ts';
import type { AddedFact } from './importFacts.ts';
import { importFacts, undoImport } from './importFacts.ts';
import { isoDate } from '../isoDate.ts';
import type { ImportResult, Store, StoreOptions } from '../store.ts';

const form = /^\d{4}-\d{2}-\d{2}-\d+\.json$/;

/** Imports into a store, each with a list of what it added (ids only, no names) in the folder `imports`, by which it can be undone. */
export function importsOf(
  store: FileStore,
  { folder, files, clock, sealer }: StoreOptions & { readonly files: Files },
): Pick<Store, 'previewImport' | 'importFacts' | 'imports' | 'undoImport'> {
  const imports = path.join(folder, 'imports');
  const list = (): string[] =>
    files
      .list(imports)
      .filter((name) => form.test(name))
      .reverse();
  return {
    previewImport: (facts) => {
      const { added, known } = store.tryOut((loaded) => importFacts({ ...loaded, sealer }, facts));
      return { added, known };
    },
    importFacts: (facts): ImportResult => {
      let brought: ReturnType<typeof importFacts> = { facts: [], added: {}, known: 0 };
      const done = store.change((loaded) => void (brought = importFacts({ ...loaded, sealer }, facts)));
      if (done.outcome !== 'done') return { ...done, added: {}, known: 0 };
      const { added, known } = brought;
      if (brought.facts.length === 0) return { ...done, added, known };
      return { ...done, added, known, name: keep(brought.facts) };
    },
    imports: list,
    undoImport: (name) => {
      const bytes = form.test(name) ? files.read(path.join(imports, name)) : undefined;
      if (!bytes) throw new AppError('not-found', 'There is no such import.');
      const facts = JSON.parse(Buffer.from(bytes).toString()) as AddedFact[];
      const done = store.change(({ database }) => void undoImport(database, facts));
      if (done.outcome === 'done') files.remove(path.join(imports, name));
      return done;
    },
  };

  function keep(facts: readonly AddedFact[]): string {
    files.makeFolder(imports);
    const date = isoDate(clock.now());
    let count = 1;
    while (files.stat(path.join(imports, `${date}-${count}.json`))) count++;
    const name = `${date}-${count}.json`;
    files.create(path.join(imports, name), Buffer.from(JSON.stringify(facts)));
    return name;
  }
}
