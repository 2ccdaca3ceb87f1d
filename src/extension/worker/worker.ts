import { parentPort, workerData } from 'node:worker_threads';
import { errorCode, errorMessage } from '../../shared/appError.ts';
import { translator } from '../../shared/translate.ts';
import { openStore } from '../../storage/openStore.ts';
import { plainSealer } from '../../storage/plainSealer.ts';
import { systemClock } from '../systemClock.ts';
import { workerMethods } from './methods.ts';
import type { WorkerApi, WorkerInput, WorkerReply, WorkerRequest } from './protocol.ts';

/** The thread that holds SQLite. Opens the store once, then answers in the order it is asked. */
const { folder, wasmPath, bundle } = workerData as WorkerInput;
const opened = openStore({ folder, wasmPath, clock: systemClock, sealer: plainSealer });
const methods: Promise<WorkerApi> = opened.then((store) => workerMethods(store, translator(bundle)));

parentPort?.on('message', (request: WorkerRequest) => void answer(request));

async function answer({ id, method, params }: WorkerRequest): Promise<void> {
  parentPort?.postMessage(await reply(id, method, params));
}

async function reply(id: number, method: keyof WorkerApi, params: unknown): Promise<WorkerReply> {
  try {
    const run = (await methods)[method] as (params: unknown) => unknown;
    return { id, result: run(params) };
  } catch (error) {
    return { id, error: { code: errorCode(error), message: errorMessage(error) } };
  }
}
