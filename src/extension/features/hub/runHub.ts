import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { oneHub } from '../../../headless/oneHub.ts';
import type { HubThreadInput, HubThreadMessage } from '../../../headless/hubThread.ts';
import { leaveSettings } from '../../leaveSettings.ts';
import type { Services } from '../../services.ts';
import { HubKeeper, type StartedHub } from './hubKeeper.ts';
import { leavePrivacy } from './leavePrivacy.ts';

/** The most memory (MB) that the thread may take. */
const mostMemory = 1024;
/** Time that the hub may take to finish pending requests, in ms. */
const closeMs = 3000;

/** Runs the hub in a thread of this window, unless another window or program does. */
export function runHub(services: Services): HubKeeper {
  const { context, clock, log } = services;
  const folder = context.globalStorageUri.fsPath;
  return new HubKeeper({
    exclusive: oneHub(folder, clock),
    clock,
    start: async () => {
      leavePrivacy(services);
      await leaveSettings(services);
      const { secret, newest, revoked } = await services.vault;
      const watchers = services.settings.get('hub.activityWatch');
      return startThread({ folder, watchers, newest, revoked, ...(secret && { secret }) });
    },
    failed: (reason) => log.warn(`the hub does not run: ${reason}`),
  });
}

function startThread(input: HubThreadInput): StartedHub {
  const program = join(__dirname, 'daymark.cjs');
  const worker = new Worker(program, {
    workerData: input,
    name: 'daymark-hub',
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  });
  // A window that closes must not wait for it.
  worker.unref();
  let reason: string | undefined = 'its thread ended';
  const ended = new Promise<string | undefined>((resolve) => {
    worker.on('message', (message: HubThreadMessage) => {
      if ('error' in message) reason = message.error;
    });
    worker.on('error', (error) => (reason = error.message));
    worker.on('exit', () => resolve(reason));
  });
  const close = async (): Promise<void> => {
    reason = undefined;
    worker.postMessage('close');
    const timer = setTimeout(() => void worker.terminate(), closeMs);
    await ended;
    clearTimeout(timer);
  };
  return { ended, close };
}
