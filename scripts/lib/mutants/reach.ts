import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import type Mocha from 'mocha';
import { projectFolder } from '../folders.mjs';
import type { Mutant } from './findMutants.ts';
import { loadTests } from './runFiles.ts';

// node reach.ts MUTANTS OUT: runs the unit tests once, and writes for each mutant the test files that execute its place. V8's offsets are those of
// the source, since types are stripped by blanks.
const [input = '', output = ''] = process.argv.slice(2);
fc.configureGlobal({ seed: 20_261_121 });
const mutants = JSON.parse(readFileSync(input, 'utf8')) as readonly Mutant[];
const byUrl = Map.groupBy(
  mutants.keys(),
  (i) => pathToFileURL(path.resolve(projectFolder, mutants[i]?.file ?? '')).href,
);
const reached: string[][] = mutants.map(() => []);

const failing = new Set<string>();

const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
const mocha = await loadTests(globSync('test/unit/**/*.test.ts', { cwd: projectFolder }).toSorted(), { bail: false });
let current: string | undefined;
const runner = mocha.run(() => {
  take();
  writeFileSync(output, JSON.stringify({ reached, failing: [...failing] }));
  process.exit(0);
});
runner.on('suite', (suite: Mocha.Suite) => {
  if (suite.file === undefined || suite.file === current) return;
  take();
  current = suite.file;
});

runner.on('fail', () => {
  if (current !== undefined) failing.add(path.relative(projectFolder, current));
});

/** Attributes the code that ran since the last call to the file whose tests ran. */
function take(): void {
  session.post('Profiler.takePreciseCoverage', (_error, { result }) => {
    const file = current === undefined ? undefined : path.relative(projectFolder, current);
    if (file === undefined) return;
    for (const { url, functions } of result)
      for (const i of byUrl.get(url) ?? []) {
        const mutant = mutants[i];
        if (mutant && isExecuted(functions, mutant.start)) reached[i]?.push(file);
      }
  });
}

/** The innermost range counts. Code that runs while a module loads has no test, so any function of the module counts for it. */
function isExecuted(functions: readonly Profiler.FunctionCoverage[], offset: number): boolean {
  const ranges = functions
    .flatMap((one) => one.ranges)
    .filter((one) => one.startOffset <= offset && offset < one.endOffset);
  const innermost = ranges.reduce<Profiler.CoverageRange | undefined>(
    (best, one) => (best && best.endOffset - best.startOffset <= one.endOffset - one.startOffset ? best : one),
    undefined,
  );
  if (innermost) return innermost.count > 0;
  return functions.some((one) => one.ranges.some(({ count }) => count > 0));
}
