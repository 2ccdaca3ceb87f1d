import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';

// Runs the hub as a VS Code window does: in a thread, beside a main thread that does nothing else. Sends its port, and the readings of both
// threads when asked to stop.
const hub = new Worker(new URL('hubThread.ts', import.meta.url), { workerData: process.argv[2] ?? '' });
const delay = monitorEventLoopDelay({ resolution: 1 });
hub.once('message', (port: number) => {
  delay.enable();
  process.send?.(port);
});
process.once('message', () => {
  delay.disable();
  const rss = Math.round(process.memoryUsage().rss / 1e5) / 10;
  hub.once('message', (ofHub: object) => {
    process.send?.({ loop_max_ms: Math.round(delay.max / 1e5) / 10, ...ofHub, rss_mb: rss });
    process.disconnect();
  });
  hub.postMessage('stop');
});
