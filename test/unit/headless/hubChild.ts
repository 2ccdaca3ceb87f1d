import { createRequire } from 'node:module';
import { openHubStore } from '../../../src/headless/openHubStore.ts';
import { systemClock } from '../../../src/headless/systemClock.ts';
import { startHub } from '../../../src/hub/hub.ts';

/** A hub in a separate process, to be killed: prints its port. */
const folder = process.argv[2] ?? '';
const wasmPath = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm');
const store = openHubStore({ folder, wasmPath, privacy: () => ({ exclude: [], hideFileNames: [] }) });
const hub = await startHub({ folder, clock: systemClock, store, ports: [0] });
console.log(hub.port);
