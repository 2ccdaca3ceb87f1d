import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { FileQueue, type FileTry } from './fileQueue.ts';
import { projectFolder } from './folders.mjs';
import type { SuiteEvent } from './results.ts';
import { builtVariable } from './suiteStep.ts';

const workerVariable = 'DAYMARK_TEST_WORKER';

/** True if this process was started by `runInWorkers` to run test files. */
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
  /** Absolute paths of test files, in the order in which they are handed out. */
  readonly files: readonly string[];
  /** The number of processes, at least 1. */
  readonly workers: number;
  /** Number of runs of a file with a failure, each time in a fresh process; at least 1. */
  readonly tries: number;
  /** Takes each event as it happens, with one end for the whole run. */
  readonly report: (event: SuiteEvent) => void;
  /** True if the workers run only some of the tests, by --grep. */
  readonly filtered: boolean;
  /** The script that calls `runNodeSuite`; this process's own if left out. */
  readonly script?: string;
}

/**
 * Runs test files in several processes of this script. Each takes the next file when it is done with one, so that all are busy to the
 * end. One that dies, or has a failure, is replaced by a fresh one.
 * @returns the number of failures
 */
export async function runInWorkers({ files, workers, tries, report, filtered, script }: WorkerRun): Promise<number> {
  const queue = new FileQueue({ files, tries, report });
  const lane = () => queue.drain(() => followWorker(startWorker(script), queue));
  await Promise.all(Array.from({ length: workers }, lane));
  return queue.end(filtered);
}

function startWorker(script = process.argv[1] ?? ''): ChildProcess {
  return fork(script, process.argv.slice(2), {
    cwd: projectFolder,
    // The parent process has built everything that the suite needs.
    env: { ...process.env, [workerVariable]: '1', [builtVariable]: '1' },
  });
}

/** The time in which a worker stops what it started, ms; one that hangs is killed. */
const stopLimit = 60_000;

/**
 * Hands files to a worker until none is left, one has a failure, or the worker dies.
 * @returns whether it took a file
 */
function followWorker(worker: ChildProcess, queue: FileQueue): Promise<boolean> {
  let current: FileTry | undefined;
  let hasRun = false;
  let isGivenUp = false;
  let stopping: NodeJS.Timeout | undefined;
  const next = () => {
    isGivenUp = current?.hasFailed() ?? false;
    current = isGivenUp ? undefined : queue.next();
    hasRun ||= current !== undefined;
    // A worker that is gone takes none; its end is reported.
    worker.send(current?.file ?? '', () => undefined);
    if (!current) stopping = setTimeout(() => worker.kill('SIGKILL'), stopLimit);
  };
  worker.on('message', (message: SuiteEvent | 'ready') => {
    if (message !== 'ready') current?.take(message);
    if (message === 'ready' || message.type === 'end') next();
  });
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('close', (code, signal) => {
      clearTimeout(stopping);
      const fault = `a process of the suite ended with ${signal ?? `exit code ${code}`}`;
      if (current) current.breakOff(fault);
      // A process left by a failed test may end the process with an error, and its file is tried again anyway.
      else if (hasRun && code !== 0 && !isGivenUp) queue.fail(`${fault} at its end`);
      resolve(hasRun);
    });
  });
}
