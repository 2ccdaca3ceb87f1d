import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readImports } from '../../../test/harness/rooms.ts';
import { projectFolder } from '../folders.mjs';
import { asksForMoreTime } from '../nodeSuite.ts';
import { likeness } from './likeness.ts';

/** Finds the unit tests that import a source file, directly or through others. */
export class Importers {
  readonly #importers = new Map<string, string[]>();
  readonly #long = new Set<string>();

  constructor() {
    for (const file of globSync('{src,test,scripts}/**/*.{ts,tsx}', { cwd: projectFolder })) {
      const name = file.replaceAll('\\', '/');
      const source = readFileSync(path.join(projectFolder, file), 'utf8');
      if (asksForMoreTime(source)) this.#long.add(name);
      for (const { target, typeOnly } of readImports(source)) {
        if (typeOnly || !target.startsWith('.')) continue;
        const imported = path.posix.join(path.posix.dirname(name), target);
        this.#importers.set(imported, [...(this.#importers.get(imported) ?? []), name]);
      }
    }
  }

  /** Says whether tests of a file ask for more time than usual. */
  isLong(test: string): boolean {
    return this.#long.has(test);
  }

  /** Lists the unit tests: those that import it most directly first, then those whose path is like that of the source. */
  testsOf(source: string): string[] {
    const distances = new Map([[source, 0]]);
    // The map grows while it is walked.
    for (const [file, distance] of distances)
      for (const importer of this.#importers.get(file) ?? [])
        if (!distances.has(importer)) distances.set(importer, distance + 1);
    return [...distances]
      .filter(([file]) => /^test\/unit\/.*\.test\.ts$/.test(file))
      .map(([file, distance]) => ({ file, distance, like: likeness(source, file) }))
      .toSorted((a, b) => a.distance - b.distance || b.like - a.like)
      .map(({ file }) => file);
  }
}
