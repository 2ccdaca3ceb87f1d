import fs from 'node:fs/promises';
import { createHistogram } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { WorkerMessage, WorkerJob, WorkerResult } from './storeWorker.ts';
import type { Transfer } from './transfers.ts';

// Run by store.ts in a separate process, so that memory is this storage's alone: node measure.ts JOB
const job = JSON.parse(process.argv[2] ?? '{}') as WorkerJob;
const idle = process.memoryUsage().rss;
const worker = new Worker(new URL('./storeWorker.ts', import.meta.url), { workerData: job });
/** The longest time that the loop was blocked, and the peak of memory. */
interface LoopWatch {
  readonly turns: ReturnType<typeof createHistogram>;
  rss: number;
}
const phases = new Map<string, LoopWatch>();
let phase = phaseOf('start');
let isOver = false;
const watching = (async () => {
  // The delay of a 1 ms timer is how long the loop was blocked.
  while (!isOver) {
    const before = performance.now();
    await sleep(1);
    phase.turns.record(Math.max(1, Math.round((performance.now() - before - 1) * 1000)));
    phase.rss = Math.max(phase.rss, process.memoryUsage.rss());
  }
})();
let settled = 0;
const result = await new Promise<WorkerResult | Record<string, Transfer>>((resolve, reject) => {
  worker.on('message', (told: WorkerMessage) => {
    if ('result' in told) resolve(told.result);
    else hear(told).then(() => worker.postMessage('go on'), reject);
  });
  worker.once('error', reject);
});
isOver = true;
await watching;
await worker.terminate();
const megabytes = (rss: number): number => (rss - idle) / 1024 / 1024;
const { turns } = phaseOf('start');
const whole = { ...result, loop_max_ms: turns.max / 1000, rss_mb: megabytes(settled) };
console.log(JSON.stringify(job.does === 'ask' ? whole : Object.fromEntries(Object.entries(result).map(transferOf))));

function transferOf([name, transfer]: [string, Transfer]): [
  string,
  Transfer & { loop_max_ms: number; rss_mb: number },
] {
  const watched = phaseOf(name);
  return [name, { ...transfer, loop_max_ms: watched.turns.max / 1000, rss_mb: megabytes(watched.rss) }];
}

async function hear(told: Exclude<WorkerMessage, { result: unknown }>): Promise<void> {
  if ('piece' in told) return fs.appendFile(told.file, told.piece);
  if (told.phase === 'settled') settled = process.memoryUsage().rss;
  else phase = phaseOf(told.phase);
}

function phaseOf(name: string): LoopWatch {
  const known = phases.get(name) ?? { turns: createHistogram(), rss: 0 };
  phases.set(name, known);
  return known;
}
