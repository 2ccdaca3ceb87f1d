import { createRequire } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { openHubStore } from '../../src/headless/openHubStore.ts';
import { systemClock } from '../../src/headless/systemClock.ts';
import { startHub } from '../../src/hub/hub.ts';

// The hub in a thread. Sends its port and, when asked to stop, the longest block of its loop, and the most CPU time of one turn: a block also
// has the time in which the machine ran something else.
const folder = String(workerData);
const wasmPath = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm');
const store = openHubStore({ folder, wasmPath, privacy: () => ({ exclude: ['**/secret/**'], hideFileNames: [] }) });
const hub = await startHub({ folder, clock: systemClock, store, ports: [0] });
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
let [spent, mostCpu] = [cpuMs(), 0];
const turns = setInterval(() => {
  const now = cpuMs();
  mostCpu = Math.max(mostCpu, now - spent);
  spent = now;
}, 1);
parentPort?.postMessage(hub.port);
parentPort?.once('message', () => void stop());

async function stop(): Promise<void> {
  delay.disable();
  clearInterval(turns);
  await hub.close();
  await store.close();
  const readings = {
    hub_loop_max_ms: Math.round(delay.max / 1e5) / 10,
    hub_turn_cpu_ms: Math.round(mostCpu * 10) / 10,
  };
  parentPort?.postMessage(readings);
}

/** CPU time that this thread has taken, ms. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
