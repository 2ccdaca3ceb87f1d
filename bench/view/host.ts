import fs from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../scripts/lib/folders.mjs';
import { answer } from '../../src/extension/rpc.ts';
import { operate } from '../../src/extension/operate.ts';
import type { Services } from '../../src/extension/services.ts';
import { snapshotsOf } from '../../src/extension/features/dashboard/snapshots.ts';
import type { ReadOptions } from '../../src/core/operations/reading.ts';
import { WorkerClient } from '../../src/extension/worker/workerClient.ts';
import type { Clock } from '../../src/core/base/clock.ts';
import type { Transport } from '../../src/core/operations/operation.ts';
import type { Reply } from '../../src/core/views/contract.ts';
import { hourMs } from '../../src/core/time/days.ts';
import { defaultGoals, defaultTimeRules } from '../../src/core/rules/rules.ts';
import { folderSecret } from '../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../src/storage/vault/vault.ts';
import { sampleInsights } from '../../test/fakes/viewHost/sampleInsights.ts';
import { buildStore } from '../store/buildStore.ts';

/** Midnight after a Friday, so that there is work on the last day. */
const until = Date.UTC(2026, 9, 31);
/** Friday evening: the last day is today. */
const now = until - 4 * hourMs;
const detailMonths = 13;
const years = 10;

const clock: Clock = {
  now: () => now,
  monotonic: () => performance.now(),
  utcOffset: () => 60,
  after: () => ({ dispose: () => undefined }),
};

/** The host's side of the contract: the real worker on ten years of heavy work. */
export interface BenchHost {
  /** Answers a message of the view as the extension does. */
  answer(message: unknown): Promise<Reply | undefined>;
  /** The size of what is pushed after a change, in characters of JSON. */
  updateBytes(): Promise<number>;
  stop(): void;
}

/** @param folder empty; the store is written to it */
export async function startHost(folder: string): Promise<BenchHost> {
  const wasmPath = path.join(projectFolder, 'dist', 'sql-wasm.wasm');
  fs.mkdirSync(folder, { recursive: true });
  const secret = folderSecret(folder);
  const sealer = new Vault({ folder, clock, secret });
  await buildStore({ folder, wasmPath, sealer, until, years, detailMonths });
  const backups = { daily: 0, weekly: 0 };
  const kept = { detailMonths, siteDays: 90, backups };
  const input = () => Promise.resolve({ folder, wasmPath, secret, newest: 0, revoked: [], ...kept });
  const worker = new WorkerClient(path.join(projectFolder, 'dist', 'worker.cjs'), input, clock);
  const services = servicesOf(worker);
  const run = async (operation: string, params: unknown): Promise<unknown> => {
    // There is no last plan and only sample insights, since neither is measured.
    if (operation === 'plan.last') return null;
    return operation === 'insights.get' ? sampleInsights : operate(services, { transport: 'view', operation, params });
  };
  return {
    answer: (message) => answer(message, run, silentLog),
    updateBytes: async () =>
      Buffer.byteLength(JSON.stringify({ event: 'dashboard', data: await snapshotsOf(services).take() })),
    stop: () => worker.dispose(),
  };
}

function servicesOf(worker: WorkerClient): Services {
  const options: ReadOptions = {
    now,
    offset: clock.utcOffset(now),
    rules: defaultTimeRules,
    goals: defaultGoals,
    planFor: 'tomorrow',
  };
  const readOptions = () => options;
  const read = (operation: string, params: unknown) => worker.ask({ operation, params, options });
  const readFor = (transport: Transport, operation: string, params: unknown) =>
    worker.ask({ operation, params, options, transport });
  const services = {
    // The key of per-window state.
    context: {},
    read,
    readFor,
    readOptions,
    tracking: { state: 'on' },
    notices: { all: [] },
    timeZone: { name: undefined, report: () => undefined },
  };
  return services as unknown as Services;
}

const silentLog = {
  error: console.error,
  warn: console.error,
  info: () => {},
  debug: () => {},
} as unknown as Parameters<typeof answer>[2];
