import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { seeded } from '../test/harness/seed.ts';
import { projectFolder } from './lib/folders.mjs';
import { tryAlone } from './lib/mutants/alone.ts';
import { drawnFile, mutantsFolder } from './lib/mutants/environment.ts';
import { changeOf, judgementOf, lineOf, staleJudgements } from './lib/mutants/equivalents.ts';
import { findMutants, type Mutant } from './lib/mutants/findMutants.ts';
import { Importers } from './lib/mutants/importers.ts';
import type { DrawnMutant } from './lib/mutants/switches.ts';
import { tryTogether } from './lib/mutants/together.ts';
import { exitOnFailure, SetupError } from './lib/progress.mjs';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '50' },
    room: { type: 'string' },
    bound: { type: 'string', default: '30' },
    json: { type: 'boolean', default: false },
  },
});
/** Rooms that are tested in a real browser and a real VS Code; they have to be asked for. */
const onlyIfAsked = ['extension', 'webview'];
const boundMs = Number(values.bound) * 1000;
/** Test files of other rooms for each survivor, and of any for a mutant that needs a process of its own. */
const fewFiles = 8;
/** A process takes some seconds to start, so the bound alone could end before its first test. */
const leastAloneMs = 20_000;
const sources = new Map<string, string>();

exitOnFailure(main());

/**
 * `npm run test:mutants -- [--seed 1] [--count 50] [--room ai/rules,habits] [--bound 30] [--json]`: changes the source in random places (of some
 * rooms, or of folders in them), in memory only, runs the unit tests that reach each place, and prints which changes no test noticed. It isn't part
 * of `npm test`.
 *
 * A room's mutants are tried in one process, each with the room's quick tests that reach it, up to the bound, in seconds. Those that survive
 * are tried in another one with the nearest of the room's slow tests (which ask for more time) and of other rooms' tests. A mutant that runs
 * while its module loads needs a process of its own, and gets the nearest tests. `judgedEquivalent.json` lists the mutants that change nothing
 * that anyone could notice, with reasons; they are not tried.
 */
async function main(): Promise<void> {
  const drawn = draw(allMutants(), Number(values.count));
  mkdirSync(mutantsFolder, { recursive: true });
  writeFileSync(drawnFile, JSON.stringify(drawn));
  const importers = new Importers();
  const results: Result[] = [];
  for (const [room, mutants] of Map.groupBy(drawn, ({ file }) => roomOf(file)))
    results.push(...(await tryRoom(room, mutants, importers)));
  print(results);
}

type ResultOutcome = 'killed' | 'survived' | 'unreached' | 'equivalent';

interface Result {
  readonly room: string;
  readonly outcome: ResultOutcome;
  readonly description: string;
}

function allMutants(): Mutant[] {
  const rooms = values.room?.split(',');
  const files = globSync('src/**/*.ts', { cwd: projectFolder })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => rooms?.some((room) => file.startsWith(`src/${room}/`)) ?? !onlyIfAsked.includes(roomOf(file)));
  if (files.length === 0) throw new SetupError(`--room ${values.room}: there is no such folder in src`);
  return files.toSorted().flatMap((file) => findMutants(file, sourceOf(file)));
}

function sourceOf(file: string): string {
  const source = sources.get(file) ?? readFileSync(path.join(projectFolder, file), 'utf8');
  sources.set(file, source);
  return source;
}

function roomOf(file: string): string {
  return file.split('/')[1] ?? '';
}

/** The same seed draws the same places of the same source. */
function draw(all: readonly Mutant[], count: number): DrawnMutant[] {
  const next = seeded(Number(values.seed));
  return all
    .map((mutant) => ({ mutant, order: next() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, count)
    .map(({ mutant }, id) => ({ ...mutant, id }));
}

async function tryRoom(room: string, mutants: readonly DrawnMutant[], importers: Importers): Promise<Result[]> {
  const all = globSync(`test/unit/${room}/**/*.test.ts`, { cwd: projectFolder }).map((file) =>
    file.replaceAll('\\', '/'),
  );
  const tests = all.filter((test) => !importers.isLong(test)).toSorted();
  const results = new Map<number, Result>();
  const take = (mutant: DrawnMutant, outcome: ResultOutcome): void => {
    const description = describe(mutant);
    if (!values.json) console.log(`${outcome.padEnd(10)} ${description}`);
    results.set(mutant.id, { room, outcome, description });
  };
  for (const mutant of mutants) if (judgementOf(mutant, sourceOf(mutant.file))) take(mutant, 'equivalent');
  const isOpen = ({ id }: DrawnMutant): boolean => !results.has(id);
  const nearest = ({ file }: DrawnMutant) =>
    importers.testsOf(file).filter((test) => all.includes(test) || !importers.isLong(test));
  const othersOf = (mutant: DrawnMutant) => nearest(mutant).filter((test) => !tests.includes(test));
  const tryAll = (some: readonly DrawnMutant[], files: readonly string[]) =>
    tryTogether({ tests: files, ids: some.map(({ id }) => id), boundMs }, (id, outcome) => {
      const mutant = some.find((one) => one.id === id);
      if (mutant && outcome === 'killed') take(mutant, outcome);
    });
  const own = await tryAll(
    mutants.filter((one) => isOpen(one) && !one.isAtLoad),
    tests,
  );
  const left = mutants.filter((one) => isOpen(one) && !one.isAtLoad);
  const others = new Set(left.flatMap((one) => othersOf(one).slice(0, fewFiles)));
  const other = await tryAll(left, [...others]);
  for (const mutant of mutants.filter(isOpen)) {
    const outcomes = [own, other].map((one) => one.get(mutant.id));
    if (mutant.isAtLoad || outcomes.includes('unsure'))
      take(mutant, await tryAlone(mutant.id, nearest(mutant).slice(0, fewFiles), Math.max(leastAloneMs, boundMs)));
    else take(mutant, outcomes.includes('survived') ? 'survived' : 'unreached');
  }
  return [...results.values()];
}

function describe(mutant: DrawnMutant): string {
  const source = sourceOf(mutant.file);
  const { number, text } = lineOf(mutant, source);
  const place = `${mutant.file}:${number} ${mutant.kind}: ${changeOf(mutant, source)}`;
  const reason = judgementOf(mutant, source);
  return reason === undefined ? `${place}   [${text.slice(0, 120)}]` : `${place} (${reason})`;
}

function print(results: readonly Result[]): void {
  const rooms = [...Map.groupBy(results, ({ room }) => room), ['all', results] as const];
  const scores = rooms.map(([room, some]) => {
    const count = (outcome: ResultOutcome): number => some.filter((one) => one.outcome === outcome).length;
    const [killed, survived] = [count('killed'), count('survived')];
    const score = Math.round((100 * killed) / Math.max(1, killed + survived));
    return { room, score, killed, survived, equivalent: count('equivalent'), unreached: count('unreached') };
  });
  const of = (outcome: ResultOutcome): string[] =>
    results.filter((one) => one.outcome === outcome).map(({ description }) => description);
  const [survivors, unreached, stale] = [of('survived'), of('unreached'), staleJudgements()];
  if (values.json) console.log(JSON.stringify({ scores, survivors, unreached, stale }));
  else {
    console.table(scores);
    console.log(
      'The score is the share of killed ones among those that a unit test executes, without equivalent ones.',
    );
    if (stale.length > 0)
      console.log(
        `judgedEquivalent.json judges code that has changed; remove these, or judge again:\n${stale.join('\n')}`,
      );
  }
}
