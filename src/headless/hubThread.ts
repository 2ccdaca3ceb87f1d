import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import { errorMessage } from '../core/base/appError.ts';
import { startHub, watcherPort } from '../hub/hub.ts';
import { hubNames, hubPrivacy } from './hubPrivacy.ts';
import type { OpenMcpOverHttp } from './mcpOverHttp.ts';
import { openHubStore } from './openHubStore.ts';
import { systemClock } from './systemClock.ts';

/** The input of the hub's thread. */
export interface HubThreadInput {
  /** The data folder. */
  readonly folder: string;
  /** True if ActivityWatch's watchers may send without a token. */
  readonly watchers: boolean;
  /** The 32 bytes that seal names. Default: the secret in the folder. */
  readonly secret?: Uint8Array;
  /** Time at which the newest key was created, in ms since the epoch. */
  readonly newest?: number;
  /** With `secret`: public keys of revoked devices, in base64. */
  readonly revoked?: readonly string[];
}

/** The thread's messages: that it is ready, or why it can't run. */
export type HubThreadMessage = { readonly url: string } | { readonly error: string };

/**
 * The hub in a thread of a VS Code window. Any message asks it to end.
 * @param openMcp called when an MCP client asks
 */
export async function serveThread(
  { folder, watchers, ...secret }: HubThreadInput,
  openMcp: OpenMcpOverHttp,
): Promise<void> {
  const say = (message: HubThreadMessage): void => parentPort?.postMessage(message);
  const wasmPath = path.join(__dirname, 'sql-wasm.wasm');
  const store = openHubStore({ folder, wasmPath, privacy: () => hubPrivacy(folder, []), ...secret });
  try {
    const mcp = () => openMcp({ headless: store.headless, names: () => hubNames(folder) });
    const hub = await startHub({ folder, clock: systemClock, store, mcp, ...(watchers && { watchers: watcherPort }) });
    say({ url: hub.url });
    await new Promise<void>((resolve) => parentPort?.once('message', () => resolve()));
    await hub.close();
  } catch (error) {
    say({ error: errorMessage(error) });
  }
  await store.close();
}
