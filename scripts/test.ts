import { parseArgs } from 'node:util';
import { build } from '../build.ts';
import { checks } from './lib/checks.ts';
import { SetupError, exitOnFailure } from './lib/progress.mjs';
import type { SuiteSummary } from './lib/results.ts';
import { type Step, addUp, countedOnce, countsText, runAll, runBeside } from './lib/runAll.ts';
import { suiteStep } from './lib/suiteStep.ts';
import { type Suite, suites } from './lib/suites.ts';
import { packageVsix } from './lib/vsix.ts';

exitOnFailure(main());

/** `npm test [-- --only unit,editor] [--grep TEXT]`. The last line printed is the counts over all steps. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, grep: { type: 'string', short: 'g' } } });
  const { before, lanes } = steps(values.only?.split(','), values.grep);
  const total = needResults(addUp([await runAll(before), await runBeside(...lanes)]));
  console.log('');
  for (const failure of total.failures) console.log(`FAILED ${failure}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(countsText(total));
}

function needResults(total: SuiteSummary): SuiteSummary {
  const count = total.passed + total.failed + total.skipped;
  return count > 0 ? total : { ...total, failed: 1, failures: ['no test was chosen'] };
}

interface Steps {
  /** What is done first, one thing after another. */
  readonly before: readonly Step[];
  readonly lanes: readonly [first: readonly Step[], second: readonly Step[]];
}

function steps(only: readonly string[] | undefined, grep: string | undefined): Steps {
  const known = [...checks, ...suites].map(({ name }) => name);
  const unknown = only?.find((name) => !known.includes(name));
  if (unknown !== undefined)
    return { before: [unknownStep(`--only ${unknown}: there is ${known.join(', ')}`)], lanes: [[], []] };
  const isChosen = ({ name }: { readonly name: string }) => only?.includes(name) ?? true;
  const chosen = suites.filter(isChosen);
  const needs = chosen.map((suite) => suite.needs);
  const before = [
    ...(only || grep === undefined ? checks.filter(isChosen) : []).map(({ name, run }) => countedOnce(name, run)),
    ...(needs.some((need) => need !== 'nothing') ? [countedOnce('build', build)] : []),
    ...(needs.includes('package') ? [countedOnce('package', packageVsix)] : []),
  ];
  const laneOf = (lane: Suite['lane']) =>
    chosen.filter((suite) => suite.lane === lane).map((suite) => suiteStep(suite, grep));
  return { before, lanes: [laneOf('first'), laneOf('second')] };
}

function unknownStep(message: string): Step {
  return countedOnce('arguments', () => Promise.reject(new SetupError(message)));
}
