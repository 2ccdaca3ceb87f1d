import path from 'node:path';
import { isMainThread, Worker } from 'node:worker_threads';
import { headVariable, memoryVariable, runVariable } from './group.ts';

// Imported, by NODE_OPTIONS, into each Node process that is started below a run: it ends with the head of its group, and the head with the run.
// A thread of its own looks after that, since a mutant may never leave the other one.
if (isMainThread) {
  const { [runVariable]: run, [headVariable]: head, [memoryVariable]: mb } = process.env;
  const isHead = run !== undefined;
  const workerData = { isHead, endsWith: Number(run ?? head), mb: Number(mb) };
  if (isHead) {
    delete process.env[runVariable];
    process.env[headVariable] = String(process.pid);
  }
  const watchdog = new Worker(path.join(import.meta.dirname, 'watchdogThread.ts'), { env: {}, workerData });
  watchdog.unref();
}
