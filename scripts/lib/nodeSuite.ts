import { globSync, readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { runMocha } from '../../test/harness/mochaRun.ts';
import { suiteReport } from '../../test/harness/reporter.ts';
import { useSeed } from '../../test/harness/seed.ts';
import { triesOf } from './fileQueue.ts';
import { projectFolder } from './folders.mjs';
import { useMemory } from './memoryFolder.ts';
import { SetupError } from './progress.mjs';
import type { SuiteEvent } from './results.ts';
import { isSuiteWorker, runInWorkers, serveFiles } from './suiteWorkers.ts';
import { suiteArguments } from './suiteArguments.ts';
import { endWithParent } from './suiteStep.ts';

export interface NodeSuite {
  /** A folder below `base`, in which every *.test.ts is a test file. */
  readonly folder: string;
  /** Relative to the project. Default: `test`. */
  readonly base?: string;
  /** Limit of one test, in milliseconds. */
  readonly timeout: number;
  /** Number of times that a failing test is tried again at once, in the same process; default: never. */
  readonly retries?: number;
  /** Number of runs of a file with a failure, each time in a fresh process; default: once. See `triesOf`. */
  readonly tries?: number;
  /** Node processes among which the test files are divided, see `workerCount`; 1 if left out. */
  readonly workers?: number;
  /** Runs once in each process before its first test file. */
  readonly start?: () => Promise<void>;
  /** Runs once in each process after its last test file. A root hook of Mocha would run after each file. */
  readonly stop?: () => Promise<void>;
  /** Node processes that the tests start use the cache of compiled modules too. Not for a suite that starts a VS Code, which is tested as users run it. */
  readonly cacheInChildren?: boolean;
  /** Temporary files are in memory, where there is room. */
  readonly inMemory?: boolean;
}

/** Runs the test files of a folder, printing and recording each result; then ends the process. */
export async function runNodeSuite(suite: NodeSuite): Promise<void> {
  endWithParent();
  failOnRejection();
  useCompileCache(suite.cacheInChildren ?? false);
  // A worker has it from the process that started it.
  if (suite.inMemory && !isSuiteWorker) useMemory();
  const seed = useSeed();
  const { grep, files } = suiteArguments();
  const run = (chosen: readonly string[], report: (event: SuiteEvent) => void) => runFiles(suite, chosen, report);
  if (isSuiteWorker) {
    await suite.start?.();
    await serveFiles((file, report) => run([file], report), suite.stop);
    return;
  }
  const report = suiteReport();
  const chosen = longestFirst(testFiles(`${suite.base ?? 'test'}/${suite.folder}`, files));
  const workers = Math.min(suite.workers ?? 1, chosen.length);
  const tries = triesOf(suite.tries ?? 1);
  const failures =
    workers > 1 || tries > 1
      ? await runInWorkers({ files: chosen, workers, tries, report, filtered: grep !== undefined })
      : await runHere(suite, () => run(chosen, report));
  if (failures > 0) console.log(`\n  DAYMARK_SEED=${seed} tries the same random inputs again`);
  // A test's leftovers must not keep the runner waiting.
  process.exit(failures > 0 ? 1 : 0);
}

/** Turns a rejected promise that nobody awaits into a failure of the running test; Mocha would ignore it. */
function failOnRejection(): void {
  process.on('unhandledRejection', (reason) => {
    throw reason instanceof Error ? reason : new Error(`a promise was rejected with ${String(reason)}`);
  });
}

async function runHere({ start, stop }: NodeSuite, run: () => Promise<number>): Promise<number> {
  await start?.();
  const failures = await run();
  await stop?.();
  return failures;
}

function runFiles(suite: NodeSuite, files: readonly string[], report: (event: SuiteEvent) => void): Promise<number> {
  const { timeout, retries = 0 } = suite;
  const { grep } = suiteArguments();
  return runMocha({
    timeout,
    retries,
    grep,
    report,
    load: async (mocha) => {
      mocha.files = [...files];
      await mocha.loadFilesAsync();
    },
  });
}

/** Keeps compiled modules between runs: stripping types from a thousand modules takes longer than most tests. */
function useCompileCache(inChildren: boolean): void {
  const folder = path.join(projectFolder, 'node_modules', '.cache', 'compiled');
  enableCompileCache(folder);
  if (inChildren) process.env['NODE_COMPILE_CACHE'] = folder;
}

/**
 * @param folder relative to the project
 * @param chosen the files that the user named, relative to the project; none means all of the folder
 * @returns absolute paths, sorted
 */
export function testFiles(folder: string, chosen: readonly string[] = []): string[] {
  const names = chosen.length > 0 ? chosen : globSync(`${folder}/**/*.test.ts`, { cwd: projectFolder });
  // A suite that runs nothing must not look like one that passed.
  if (names.length === 0) throw new SetupError(`${folder} has no test`);
  return [...names].sort().map((name) => path.resolve(projectFolder, name));
}

/** Returns true for the text of a test file in which a test asks for more time than usual. */
export function asksForMoreTime(source: string): boolean {
  return source.includes('.timeout(');
}

/**
 * Puts the files with tests that ask for more time before the others, so that workers end at about the same time. The order is
 * otherwise kept.
 */
export function longestFirst(files: readonly string[]): string[] {
  const long = new Set(files.filter((file) => asksForMoreTime(readFileSync(file, 'utf8'))));
  return [...long, ...files.filter((file) => !long.has(file))];
}
