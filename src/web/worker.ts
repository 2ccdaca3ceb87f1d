import * as z from 'zod';
import type { Request } from '../catalog/view.ts';
import { errorCode, errorMessage } from '../core/base/appError.ts';
import { systemClock } from '../headless/systemClock.ts';
import type { Push } from '../core/views/contract.ts';
import { answerView, dashboardOf, type OpenedHistory } from './answerView.ts';
import { PageServer } from './askPage.ts';
import { openHistory } from './history.ts';
import { provideFile } from './node/fs.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

/** The worker of the page `/app`: opens the synced history with the recovery key, and answers the view from memory. */

// Without this zod tries `eval`, which the policy forbids and the browser reports.
z.config({ jitless: true });

const wasmPath = '/sql-wasm.wasm';
const post = (message: unknown): void => self.postMessage(message);
const server = new PageServer((message) => post(message));
let isLooking = false;
/** True if devices may have synced something since the last look. */
let hasNews = false;
let opened: OpenedHistory | undefined;

self.addEventListener('message', ({ data }: MessageEvent<ToWorker | Request>) => {
  if ('open' in data) void open(data.open);
  else if ('look' in data) void look();
  else if ('answer' in data) server.settle(data);
  else void answer(data);
});

async function open({ key, wasm, timeZone }: Extract<ToWorker, { readonly open: object }>['open']): Promise<void> {
  const zone = timeZone === undefined ? {} : { timeZone };
  const progress = (position: number, facts: number): void =>
    post({ progress: { position, facts } } satisfies FromWorker);
  try {
    provideFile(wasmPath, new Uint8Array(wasm));
    const history = await openHistory({ key, server, wasmPath, clock: systemClock, ...zone, progress });
    opened = { history, ...zone };
    post({ opened: { facts: history.facts } } satisfies FromWorker);
  } catch (error) {
    post({ failed: errorMessage(error) } satisfies FromWorker);
  }
}

/** Shows what was synced since. Where the server can't be reached, the page asks again in a while. */
async function look(): Promise<void> {
  hasNews = true;
  if (!opened || isLooking) return;
  isLooking = true;
  try {
    // Data that is synced during the look may have come too late for it.
    while (hasNews) {
      hasNews = false;
      if (await opened.history.refresh()) post({ event: 'dashboard', data: await dashboardOf(opened) } satisfies Push);
    }
  } catch {
    return;
  } finally {
    isLooking = false;
  }
}

async function answer({ id, method, params }: Request): Promise<void> {
  try {
    if (!opened) throw new Error('The history is not open.');
    post({ id, result: await answerView(opened, method, params) });
  } catch (error) {
    post({ id, error: { code: errorCode(error), message: errorMessage(error) } });
  }
}
