import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { errorCode, errorMessage } from '../../core/base/appError.ts';
import { translator } from '../../core/base/translate.ts';
import { openStore } from '../../storage/openStore.ts';
import { Vault } from '../../storage/vault/vault.ts';
import { systemClock } from '../systemClock.ts';
import { workerMethods } from './methods.ts';
import type { WorkerApi, WorkerInput, WorkerReply, WorkerRequest } from './protocol.ts';

/** The thread that holds SQLite. Opens the store once, then answers in the order it is asked. */
const { bundle, secret, newest, ...where } = workerData as WorkerInput;
const clock = systemClock;
const sealer = new Vault({ folder: where.folder, clock, secret, newest });
const { size, mtimeMs } = statSync(__filename);
const opened = openStore({ ...where, clock, sealer, codeVersion: `${size} ${mtimeMs}` });
const methods: Promise<WorkerApi> = opened.then((store) => workerMethods(store, translator(bundle)));

parentPort?.on('message', (request: WorkerRequest) => void answer(request));

async function answer({ id, method, params }: WorkerRequest): Promise<void> {
  const message = await reply(id, method, params);
  const result = 'result' in message ? message.result : undefined;
  // Handed over rather than copied: what is exported may be large.
  const isWhole = result instanceof Uint8Array && result.byteLength === result.buffer.byteLength;
  parentPort?.postMessage(message, isWhole ? [result.buffer as ArrayBuffer] : []);
}

async function reply(id: number, method: keyof WorkerApi, params: unknown): Promise<WorkerReply> {
  try {
    const run = (await methods)[method] as (params: unknown) => unknown;
    return { id, result: run(params) };
  } catch (error) {
    return { id, error: { code: errorCode(error), message: errorMessage(error) } };
  }
}
