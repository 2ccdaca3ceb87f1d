import { createRequire } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openHubStore } from '../../src/headless/openHubStore.ts';
import { systemClock } from '../../src/headless/systemClock.ts';
import { startHub } from '../../src/hub/hub.ts';

// Runs the hub in a separate process. Sends its port, and its readings when asked to stop.
const folder = process.argv[2] ?? '';
const wasmPath = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm');
const store = openHubStore({ folder, wasmPath, privacy: () => ({ exclude: ['**/secret/**'], hideFileNames: [] }) });
const hub = await startHub({ folder, clock: systemClock, store, ports: [0] });
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.send?.(hub.port);
process.once('message', () => void stop());

async function stop(): Promise<void> {
  delay.disable();
  const rss = Math.round(process.memoryUsage().rss / 1e5) / 10;
  await hub.close();
  await store.close();
  process.send?.({ loop_max_ms: Math.round(delay.max / 1e5) / 10, rss_mb: rss });
  process.disconnect();
}
