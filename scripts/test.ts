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
import { sideBySide, suites } from './lib/suites.ts';
import { packageVsix } from './lib/vsix.ts';

exitOnFailure(main());

/** `npm test [-- --only unit,editor] [--grep TEXT] [--lanes 1]`. The last line printed is the counts over all steps. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      grep: { type: 'string', short: 'g' },
      lanes: { type: 'string', default: availableParallelism() > 1 ? '2' : '1' },
    },
  });
  const isLaneCount = /^[12]$/.test(values.lanes);
  const chosen = isLaneCount
    ? steps(values.only?.split(','), values.grep)
    : [unknownStep(`--lanes ${values.lanes}: there is 1, 2`)];
  fetchAhead(values.only?.split(','));
  const total = needResults(await runAll(stages(chosen, Number(values.lanes)), logOf));
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
    ...(only || grep === undefined ? checks.filter(isChosen) : []).map(({ name, run }) => countedOnce(name, run)),
    ...(needs.some((need) => need !== 'nothing') ? [countedOnce('build', build)] : []),
    ...(needs.includes('package') ? [countedOnce('package', packageVsix)] : []),
    ...chosen.map((suite) => suiteStep(suite, grep)),
  ];
}

/** Each step by itself; with two lanes, some side by side. */
function stages(all: readonly Step[], laneCount: number): Stage[] {
  const groups = laneCount === 2 ? sideBySide.map((lanes) => lanesIn(lanes, all)) : [];
  const together = groups.filter(({ length }) => length > 1);
  return all.flatMap((step): Stage[] => {
    const group = together.find((lanes) => lanes.flat().includes(step));
    if (!group) return [[[step]]];
    // All of a group run where its first step would.
    return group.flat().every((one) => all.indexOf(one) >= all.indexOf(step)) ? [group] : [];
  });
}

/** The steps of each lane that has any. */
function lanesIn(lanes: readonly (readonly string[])[], all: readonly Step[]): Step[][] {
  return lanes.map((names) => all.filter(({ name }) => names.includes(name))).filter(({ length }) => length > 0);
}

function logOf(name: string): string {
  return path.join(projectFolder, 'out', 'test', `${name}.log`);
}

function unknownStep(message: string): Step {
  return countedOnce('arguments', () => Promise.reject(new SetupError(message)));
}
