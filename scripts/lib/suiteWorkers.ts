import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { projectFolder } from './folders.mjs';
import type { SuiteEvent } from './results.ts';
import { builtVariable } from './suiteStep.ts';

const workerVariable = 'DAYMARK_TEST_WORKER';

/** Whether this process was started by `runInWorkers` to run test files. */
export const isSuiteWorker = process.env[workerVariable] === '1';

// A test's child process is not a worker.
delete process.env[workerVariable];

/**
 * The number of processes for a suite: one for each core, at most four. `DAYMARK_TEST_WORKERS` overrides it.
 */
export function workerCount(): number {
  const wanted = Number(process.env['DAYMARK_TEST_WORKERS']);
  return Number.isInteger(wanted) && wanted > 0 ? wanted : Math.min(availableParallelism(), 4);
}

/** Runs the tests of one file, reports each, and returns the number of failures. */
type RunFile = (file: string, report: (event: SuiteEvent) => void) => Promise<number>;

/** Runs the test files that the parent process sends, one after another, until it sends none (''); then ends the process. */
export async function serveFiles(run: RunFile, stop: (() => Promise<void>) | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const send = (event: SuiteEvent) => void process.send?.(event);
  process.on('message', (file: string) => {
    if (file === '') resolve();
    else run(file, send).catch(reject);
  });
  // Waiting for the next file keeps the process alive, see `endWithParent`.
  process.channel?.ref();
  process.send?.('ready');
  await promise;
  await stop?.();
  process.exit(0);
}

export interface WorkerRun {
  /** Absolute paths, in the order in which they are handed out. */
  readonly files: readonly string[];
  /** The number of processes, at least 1. */
  readonly workers: number;
  /** Takes each event as it happens, with one end for the whole run. */
  readonly report: (event: SuiteEvent) => void;
  /** Whether the workers run only some of the tests, by --grep. */
  readonly filtered: boolean;
  /** The script that calls `runNodeSuite`; this process's own if left out. */
  readonly script?: string;
}

/**
 * Runs test files in several processes of this script. Each takes the next file when it is done with one, so that all are busy to the
 * end. One that dies is a failure of the file that it was running, and another takes its place.
 * @returns the number of failures
 */
export async function runInWorkers({ files, workers, report, filtered, script }: WorkerRun): Promise<number> {
  const left = [...files];
  let found = 0;
  let failures = 0;
  const take = (event: SuiteEvent) => {
    if (event.type === 'end') found += event.found;
    else report(event);
    if (event.type === 'fail') failures++;
  };
  const lane = async () => {
    while (left.length > 0) {
      const before = left.length;
      const fault = await followWorker(startWorker(script), left, take);
      if (fault) take({ type: 'fail', title: fault, ms: 0 });
      // A worker that dies before its first file would do so again.
      if (left.length === before) return;
    }
  };
  await Promise.all(Array.from({ length: workers }, lane));
  for (const file of left) take({ type: 'fail', title: `${path.relative(projectFolder, file)} was not run`, ms: 0 });
  report({ type: 'end', found, filtered });
  return failures;
}

function startWorker(script = process.argv[1] ?? ''): ChildProcess {
  return fork(script, process.argv.slice(2), {
    cwd: projectFolder,
    // The parent process has built everything that the suite needs.
    env: { ...process.env, [workerVariable]: '1', [builtVariable]: '1' },
  });
}

/**
 * Hands files to a worker until none is left or it dies.
 * @param left the files that no worker has taken yet; those assigned are removed
 * @returns the worker's error, if any
 */
function followWorker(
  worker: ChildProcess,
  left: string[],
  take: (event: SuiteEvent) => void,
): Promise<string | undefined> {
  let current: string | undefined;
  const next = () => {
    current = left.shift();
    // A worker that is gone takes none; its end is reported.
    worker.send(current ?? '', () => undefined);
  };
  worker.on('message', (message: SuiteEvent | 'ready') => {
    if (message !== 'ready') take(message);
    if (message === 'ready' || message.type === 'end') next();
  });
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('close', (code, signal) => {
      const running = current === undefined ? 'its end' : path.relative(projectFolder, current);
      const isWell = code === 0 && current === undefined;
      resolve(isWell ? undefined : `a process of the suite ended with ${signal ?? `exit code ${code}`} at ${running}`);
    });
  });
}
