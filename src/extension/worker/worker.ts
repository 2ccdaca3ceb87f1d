import { parentPort, workerData } from 'node:worker_threads';
import { errorCode, errorMessage } from '../../core/base/appError.ts';
import { translator } from '../../core/base/translate.ts';
import { openStore } from '../../storage/openStore.ts';
import { nodeFiles } from '../../storage/disk/nodeFiles.ts';
import { KeptTexts } from '../../storage/keptTexts/keptTexts.ts';
import { Vault } from '../../storage/vault/vault.ts';
import { systemClock } from '../../headless/systemClock.ts';
import { codeVersion } from '../../headless/codeVersion.ts';
import { answering, readingsOf } from '../../headless/answering.ts';
import type { WorkerInput, WorkerReply, WorkerRequest } from './protocol.ts';
import { storeMethods } from './storeMethods.ts';

/** The thread that holds SQLite. Opens the store once, then answers. */
const { bundle, secret, newest, revoked, ...where } = workerData as WorkerInput;
const clock = systemClock;
const sealer = new Vault({ folder: where.folder, clock, secret, newest, revoked });
const opened = openStore({ ...where, clock, sealer, codeVersion: codeVersion(__dirname) });
const answers = opened.then((store) => {
  const reading = readingsOf(store, translator(bundle));
  return {
    store: storeMethods(store, reading, new KeptTexts({ ...where, files: nodeFiles, sealer })) as unknown as Readonly<
      Record<string, (params: unknown) => unknown>
    >,
    query: answering(reading),
  };
});

parentPort?.on('message', (request: WorkerRequest) => void answer(request));

async function answer(request: WorkerRequest): Promise<void> {
  const message = await reply(request);
  const result = 'result' in message ? message.result : undefined;
  // Transferred rather than copied, since exports may be large.
  const isWhole = result instanceof Uint8Array && result.byteLength === result.buffer.byteLength;
  parentPort?.postMessage(message, isWhole ? [result.buffer as ArrayBuffer] : []);
}

async function reply({ id, operation, params, options, transport }: WorkerRequest): Promise<WorkerReply> {
  try {
    const { store, query } = await answers;
    // Only the host's own code has no options: requests from outside can't reach the store itself.
    if (!options) return { id, result: store[operation.replace(/^store\./, '')]?.(params) };
    return { id, result: await query({ operation, params, options, ...(transport && { transport }) }) };
  } catch (error) {
    return { id, error: { code: errorCode(error), message: errorMessage(error) } };
  }
}
