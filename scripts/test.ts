import { parseArgs } from 'node:util';
import { build } from '../build.ts';
import { checks } from './lib/checks.ts';
import { SetupError, exitOnFailure } from './lib/progress.mjs';
import type { SuiteSummary } from './lib/results.ts';
import { type Step, countedOnce, countsText, runAll } from './lib/runAll.ts';
import { suiteStep } from './lib/suiteStep.ts';
import { suites } from './lib/suites.ts';
import { packageVsix } from './lib/vsix.ts';

exitOnFailure(main());

/** `npm test [-- --only unit,editor] [--grep TEXT]`. The last line printed is the counts over all steps. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, grep: { type: 'string', short: 'g' } } });
  const total = needResults(await runAll(steps(values.only?.split(','), values.grep)));
  console.log('');
  for (const retried of total.retried) console.log(`RETRIED ${retried}`);
  for (const failure of total.failures) console.log(`FAILED ${failure}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(countsText(total));
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

function unknownStep(message: string): Step {
  return countedOnce('arguments', () => Promise.reject(new SetupError(message)));
}
