import { readFileSync, writeFileSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type Mocha from 'mocha';
import { projectFolder } from '../folders.mjs';
import { executedPlaces } from './executedPlaces.ts';
import type { TestRun } from './reachCache.ts';
import { loadTests } from './runFiles.ts';

// node reach.ts FILES OUT: runs some test files once, and writes what each executes of src. V8's offsets are those of the source, since types
// are stripped by blanks.
const [input = '', output = ''] = process.argv.slice(2);
fc.configureGlobal({ seed: 20_261_121 });
const sources = path.join(projectFolder, 'src') + path.sep;
const runs: Record<string, TestRun> = {};

const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
const mocha = await loadTests(JSON.parse(readFileSync(input, 'utf8')) as string[], { bail: false });
// Loading belongs to no test.
session.post('Profiler.takePreciseCoverage');
let current: string | undefined;
let startedAt = performance.now();
const failing = new Set<string>();
const runner = mocha.run(() => {
  take();
  writeFileSync(output, JSON.stringify(runs));
  process.exit(0);
});
runner.on('suite', (suite: Mocha.Suite) => {
  if (suite.file === undefined || suite.file === current) return;
  take();
  current = suite.file;
  startedAt = performance.now();
});

runner.on('fail', () => {
  if (current !== undefined) failing.add(current);
});

/** Attributes the code that ran since the last call to the file whose tests ran. */
function take(): void {
  const file = current;
  session.post('Profiler.takePreciseCoverage', (_error, { result }) => {
    if (file === undefined) return;
    runs[path.relative(projectFolder, file)] = {
      ms: Math.round(performance.now() - startedAt),
      fails: failing.has(file),
      reached: Object.fromEntries(result.flatMap(reachedIn)),
    };
  });
}

function reachedIn({ url, functions }: Profiler.ScriptCoverage): [string, number[]][] {
  if (!url.startsWith('file:')) return [];
  const file = fileURLToPath(url);
  if (!file.startsWith(sources)) return [];
  const places = executedPlaces(functions);
  return places.length === 0 ? [] : [[path.relative(projectFolder, file).replaceAll('\\', '/'), places]];
}
