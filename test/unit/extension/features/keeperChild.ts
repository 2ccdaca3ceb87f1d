import { HubKeeper } from '../../../../src/extension/features/hub/hubKeeper.ts';
import { oneHub } from '../../../../src/headless/oneHub.ts';
import { openHubStore } from '../../../../src/headless/openHubStore.ts';
import { systemClock as clock } from '../../../../src/headless/systemClock.ts';
import { startHub } from '../../../../src/hub/hub.ts';
import { wasmPath } from '../../storage/storageFolder.ts';

/** A window with the hub switched on, as a process that can be killed: prints a line when it looks for the lock, and the port when its hub answers. */
const [, , folder = '', port = '0'] = process.argv;
new HubKeeper({
  exclusive: oneHub(folder, clock),
  clock,
  start: async () => {
    const store = openHubStore({ folder, wasmPath, privacy: () => ({ exclude: [], hideFileNames: [] }) });
    const hub = await startHub({ folder, clock, store, ports: [Number(port), 0] });
    console.log(hub.port);
    return { ended: new Promise(() => undefined), close: () => hub.close() };
  },
  failed: (reason) => console.error(reason),
});
console.log('looking');
