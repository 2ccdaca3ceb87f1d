import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../folders.mjs';
import { SetupError } from '../progress.mjs';
import type { Mutant } from './findMutants.ts';

/** The run of one test file. */
export interface TestRun {
  readonly ms: number;
  /** It fails without a mutant, and so would kill every one. */
  readonly fails: boolean;
  /** By file of src: the places that it executes, see `executedPlaces`. */
  readonly reached: Readonly<Record<string, readonly number[]>>;
}

interface CachedRun extends TestRun {
  /** Of the test file and of every file that it reached: the run is repeated when one has changed. */
  readonly hashes: Readonly<Record<string, string>>;
}

const folder = path.join(projectFolder, 'out', 'mutants');
const cacheFile = path.join(folder, 'reach.json');

/**
 * Runs the unit tests that were never run for this or have changed since, or whose sources have, to see what they execute. The first time takes
 * as long as the unit suite, and the next only what is new.
 * @param folders of test/unit: only their tests
 * @returns the runs by test file
 */
export function reachOfTests(folders: readonly string[] | undefined): Record<string, TestRun> {
  const tests = (folders ?? [''])
    .flatMap((folder) => globSync(path.posix.join('test/unit', folder, '**/*.test.ts'), { cwd: projectFolder }))
    .toSorted();
  const known = existsSync(cacheFile) ? (JSON.parse(readFileSync(cacheFile, 'utf8')) as Record<string, CachedRun>) : {};
  const hashOf = hasher();
  const isFresh = (test: string): boolean =>
    known[test] !== undefined && Object.entries(known[test].hashes).every(([file, hash]) => hashOf(file) === hash);
  const stale = tests.filter((test) => !isFresh(test));
  const runs = stale.length === 0 ? {} : runTests(stale);
  const kept = Object.fromEntries(
    tests.flatMap((test): [string, CachedRun][] => {
      const run = runs[test];
      if (!run) return known[test] && !stale.includes(test) ? [[test, known[test]]] : [];
      const files = [test, ...Object.keys(run.reached)];
      return [[test, { ...run, hashes: Object.fromEntries(files.map((file) => [file, hashOf(file)])) }]];
    }),
  );
  writeFileSync(cacheFile, JSON.stringify({ ...known, ...kept }));
  return kept;
}

function hasher(): (file: string) => string {
  const hashes = new Map<string, string>();
  return (file) => {
    const known = hashes.get(file);
    if (known !== undefined) return known;
    const full = path.join(projectFolder, file);
    const hash = existsSync(full) ? createHash('sha1').update(readFileSync(full)).digest('hex') : 'none';
    hashes.set(file, hash);
    return hash;
  };
}

function runTests(tests: readonly string[]): Record<string, TestRun> {
  mkdirSync(folder, { recursive: true });
  const [input, output] = [path.join(folder, 'tests.json'), path.join(folder, 'runs.json')];
  writeFileSync(input, JSON.stringify(tests));
  const run = spawnSync(process.execPath, [path.join(import.meta.dirname, 'reach.ts'), input, output], {
    cwd: projectFolder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (run.status !== 0)
    throw new SetupError('The unit tests could not be run to see what they reach. Run npm run test:unit first.');
  return JSON.parse(readFileSync(output, 'utf8')) as Record<string, TestRun>;
}

/**
 * Lists the test files that execute the place of a mutant: those whose path is most like that of the source first, since they know it best,
 * then the quickest.
 */
export function testsOf(mutant: Mutant, runs: Readonly<Record<string, TestRun>>): string[] {
  const words = new Set(wordsOf(mutant.file));
  const likeness = (test: string): number => wordsOf(test).filter((word) => words.has(word)).length;
  return Object.entries(runs)
    .filter(([, { fails, reached }]) => !fails && isWithin(reached[mutant.file] ?? [], mutant.start))
    .map(([test, { ms }]) => ({ test, ms, like: likeness(test) }))
    .toSorted((a, b) => b.like - a.like || a.ms - b.ms)
    .map(({ test }) => test);
}

function wordsOf(file: string): string[] {
  return file
    .replace(/\.(?:test\.)?ts$/, '')
    .split('/')
    .slice(1)
    .flatMap((part) => [part, ...part.split(/(?=[A-Z])/).map((word) => word.toLowerCase())]);
}

function isWithin(places: readonly number[], offset: number): boolean {
  // Starts are at even positions: an odd number of bounds up to the offset means that it lies inside.
  return places.filter((place) => place <= offset).length % 2 === 1;
}
