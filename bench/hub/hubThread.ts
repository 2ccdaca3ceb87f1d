import { createRequire } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { openHubStore } from '../../src/headless/openHubStore.ts';
import { systemClock } from '../../src/headless/systemClock.ts';
import { startHub } from '../../src/hub/hub.ts';

// The hub in a thread. Sends its port, and the longest block of its loop when asked to stop.
const folder = String(workerData);
const wasmPath = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm');
const store = openHubStore({ folder, wasmPath, privacy: () => ({ exclude: ['**/secret/**'], hideFileNames: [] }) });
const hub = await startHub({ folder, clock: systemClock, store, ports: [0] });
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
parentPort?.postMessage(hub.port);
parentPort?.once('message', () => void stop());

async function stop(): Promise<void> {
  delay.disable();
  await hub.close();
  await store.close();
  parentPort?.postMessage(Math.round(delay.max / 1e5) / 10);
}
