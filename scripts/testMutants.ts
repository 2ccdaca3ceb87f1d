import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { projectFolder } from './lib/folders.mjs';
import { findMutants, type Mutant } from './lib/mutants/findMutants.ts';
import { reachOfTests, testsOf } from './lib/mutants/reachCache.ts';
import { exitOnFailure, SetupError } from './lib/progress.mjs';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '50' },
    room: { type: 'string' },
    tests: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const lib = path.join(projectFolder, 'scripts', 'lib', 'mutants');
/** Rooms that unit tests can hold; the view and VS Code's side are tested in a real browser and a real VS Code. */
const without = ['extension', 'webview'];
const tryMs = 180_000;

exitOnFailure(main());

/**
 * `npm run test:mutants -- [--seed 1] [--count 50] [--room ai/rules,github] [--tests ai] [--json]`: changes the source in random places (of some rooms, or of folders
 * in them), one at a time and in memory only, runs the unit tests that reach each place, and prints which changes no test noticed. Some of
 * those change nothing that anyone could notice:
 * read them before you write a test. It isn't part of `npm test`: a mutant takes some seconds. `--tests` runs only the
 * unit tests in some folders: quicker, and a lower bound, since a test elsewhere may kill the mutant.
 */
async function main(): Promise<void> {
  const candidates = choose(allMutants(), Number(values.count) * 3);
  const runs = reachOfTests(values.tests?.split(','));
  const failing = Object.keys(runs).filter((test) => runs[test]?.fails);
  if (failing.length > 0) console.error(`Left out, since they fail without a mutant: ${failing.join(', ')}`);
  const reached = candidates
    .map((mutant) => ({ mutant, files: testsOf(mutant, runs) }))
    .filter(({ files }) => files.length > 0);
  const results = reached.slice(0, Number(values.count)).map(({ mutant, files }) => {
    const isKilled = tryMutant(mutant, files);
    if (!values.json) console.log(`${isKilled ? 'killed  ' : 'SURVIVED'} ${describe(mutant)}`);
    return { room: roomOf(mutant.file), isKilled, description: describe(mutant) };
  });
  const share = (reached.length / Math.max(1, candidates.length)) * 100;
  print(results, share);
}

interface Result {
  readonly room: string;
  readonly isKilled: boolean;
  readonly description: string;
}

function allMutants(): Mutant[] {
  const files = globSync('src/**/*.ts', { cwd: projectFolder })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !without.includes(roomOf(file)))
    .filter((file) => values.room?.split(',').some((room) => file.startsWith(`src/${room}/`)) ?? true);
  if (files.length === 0)
    throw new SetupError(`--room ${values.room}: there is no such folder in src that unit tests hold`);
  return files.toSorted().flatMap((file) => findMutants(file, readFileSync(path.join(projectFolder, file), 'utf8')));
}

function roomOf(file: string): string {
  return file.split('/')[1] ?? '';
}

/** Shuffles by the seed (mulberry32), so that the same seed tries the same places of the same source. */
function choose(all: readonly Mutant[], count: number): Mutant[] {
  let state = Number(values.seed) | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return all
    .map((mutant) => ({ mutant, order: next() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, count)
    .map(({ mutant }) => mutant);
}

/** @returns whether a test failed; one that never ends counts, too */
function tryMutant(mutant: Mutant, files: readonly string[]): boolean {
  const hook = `--import=${pathToFileURL(path.join(lib, 'hook.mjs')).href}`;
  const run = spawnSync(process.execPath, [path.join(lib, 'tryMutant.ts'), ...files], {
    cwd: projectFolder,
    stdio: 'ignore',
    timeout: tryMs,
    killSignal: 'SIGKILL',
    env: { ...process.env, NODE_OPTIONS: hook, DAYMARK_MUTANT: JSON.stringify(mutant) },
  });
  return run.status !== 0;
}

function describe({ file, start, end, text, kind }: Mutant): string {
  const source = readFileSync(path.join(projectFolder, file), 'utf8');
  const line = source.slice(0, start).split('\n').length;
  const short = (code: string): string => code.replaceAll(/\s+/g, ' ').slice(0, 60);
  return `${file}:${line} ${kind}: ${short(source.slice(start, end))} → ${short(text)}`;
}

function print(results: readonly Result[], reachedShare: number): void {
  const rooms = Map.groupBy(results, ({ room }) => room);
  const scores = [...rooms, ['all', results] as const].map(([room, some]) => {
    const killed = some.filter(({ isKilled }) => isKilled).length;
    return { room, tried: some.length, killed, percent: Math.round((100 * killed) / Math.max(1, some.length)) };
  });
  const survivors = results.filter(({ isKilled }) => !isKilled).map(({ description }) => description);
  const reached = Math.round(reachedShare);
  if (values.json) console.log(JSON.stringify({ scores, reached_percent: reached, survivors }));
  else {
    console.table(scores);
    console.log(`${reached} % of the places that were drawn are executed by a unit test; only those were tried.`);
  }
}
