import { createHistogram } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { WorkerJob, WorkerResult } from './storeWorker.ts';

// Run by store.ts in a process of its own, so that memory is this storage's alone: node measure.ts JOB
const job = JSON.parse(process.argv[2] ?? '{}') as WorkerJob;
const idle = process.memoryUsage().rss;
const worker = new Worker(new URL('./storeWorker.ts', import.meta.url), { workerData: job });
const turns = createHistogram();
let isOver = false;
const watching = (async () => {
  // How late a timer of 1 ms comes is how long the loop was held.
  while (!isOver) {
    const before = performance.now();
    await sleep(1);
    turns.record(Math.max(1, Math.round((performance.now() - before - 1) * 1000)));
  }
})();
let rss = 0;
const result = await new Promise<WorkerResult>((resolve, reject) => {
  worker.on('message', (message: 'settled' | WorkerResult) => {
    if (message === 'settled') rss = process.memoryUsage().rss;
    else resolve(message);
  });
  worker.once('error', reject);
});
isOver = true;
await watching;
await worker.terminate();
console.log(JSON.stringify({ ...result, loop_max_ms: turns.max / 1000, rss_mb: (rss - idle) / 1024 / 1024 }));
