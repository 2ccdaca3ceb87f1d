import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../build.ts';
import { checks } from './lib/checks.ts';
import { projectFolder } from './lib/folders.mjs';
import { SetupError, exitOnFailure } from './lib/progress.mjs';
import type { SuiteSummary } from './lib/results.ts';
import { type Stage, type Step, countedOnce, countsText, runAll } from './lib/runAll.ts';
import { suiteStep } from './lib/suiteStep.ts';
import { laneNames, suites } from './lib/suites.ts';
import { packageVsix } from './lib/vsix.ts';

exitOnFailure(main());

/** `npm test [-- --only unit,editor] [--grep TEXT] [--serial]`. The last line printed is the counts over all steps. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      grep: { type: 'string', short: 'g' },
      serial: { type: 'boolean', default: availableParallelism() === 1 },
    },
  });
  const chosen = steps(values.only?.split(','), values.grep);
  fetchAhead(values.only?.split(','));
  const total = needResults(await runAll(values.serial ? serial(chosen) : inLanes(chosen), logOf));
  console.log('');
  for (const retried of total.retried) console.log(`RETRIED ${retried}`);
  for (const failure of total.failures) console.log(`FAILED ${failure}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(countsText(total));
}

/** Downloads beside the first checks what suites need later. A suite that misses something says so itself. */
function fetchAhead(only: readonly string[] | undefined): void {
  const fetches = suites.flatMap(({ name, fetch }) => (fetch && (only?.includes(name) ?? true) ? [fetch] : []));
  for (const fetch of new Set(fetches)) fetch().catch(() => undefined);
}

function needResults(total: SuiteSummary): SuiteSummary {
  const count = total.passed + total.failed + total.skipped;
  return count > 0 ? total : { ...total, failed: 1, failures: ['no test was chosen'] };
}

function steps(only: readonly string[] | undefined, grep: string | undefined): Step[] {
  const known = [...checks, ...suites].map(({ name }) => name);
  const unknown = only?.find((name) => !known.includes(name));
  if (unknown !== undefined) return [unknownStep(`--only ${unknown}: there is ${known.join(', ')}`)];
  const isChosen = ({ name }: { readonly name: string }) => only?.includes(name) ?? true;
  const chosen = suites.filter(isChosen);
  const needs = chosen.map((suite) => suite.needs);
  return [
    ...(needs.some((need) => need !== 'nothing') ? [countedOnce('build', build)] : []),
    ...(needs.includes('package') ? [countedOnce('package', packageVsix)] : []),
    ...(only || grep === undefined ? checks.filter(isChosen) : []).map(({ name, run }) => countedOnce(name, run)),
    ...chosen.map((suite) => suiteStep(suite, grep)),
  ];
}

/** Each step by itself. */
function serial(all: readonly Step[]): Stage[] {
  return all.map((step) => [[step]]);
}

/** The lanes side by side, after what they need. */
function inLanes(all: readonly Step[]): Stage[] {
  const lanes = laneNames.map((names) => all.filter(({ name }) => names.includes(name)));
  const used = lanes.filter(({ length }) => length > 0);
  return [...serial(all.filter((step) => !used.flat().includes(step))), ...(used.length > 0 ? [used] : [])];
}

function logOf(name: string): string {
  return path.join(projectFolder, 'out', 'test', `${name}.log`);
}

function unknownStep(message: string): Step {
  return countedOnce('arguments', () => Promise.reject(new SetupError(message)));
}
