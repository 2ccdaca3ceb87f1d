import { parentPort, workerData } from 'node:worker_threads';
import { addDays, dayMs, dayOf, rangeAround } from '../../src/shared/days.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { ActivityReader } from '../../src/shared/reader.ts';
import { folderSecret } from '../../src/storage/vault/folderSecret.ts';
import { openStore } from '../../src/storage/openStore.ts';
import { Vault } from '../../src/storage/vault/vault.ts';
import { seeded } from './heavyYears.ts';

/** What the bench asks its worker to do. */
export interface WorkerJob {
  readonly folder: string;
  readonly wasmPath: string;
  readonly until: number;
  readonly detailMonths: number | undefined;
}

export interface WorkerResult {
  readonly open_ms: number;
  readonly checkpoint_ms: number;
  readonly file_bytes: number;
  readonly queries: Readonly<Record<string, { readonly p50_ms: number; readonly p95_ms: number }>>;
}

const job = workerData as WorkerJob;
const clock: Clock = {
  now: () => job.until,
  monotonic: () => performance.now(),
  utcOffset: () => 60,
  after: () => ({ dispose: () => undefined }),
};

type Query = (reader: ActivityReader, today: string) => unknown;

const days =
  (count: number, ask: (reader: ActivityReader, range: { from: number; to: number }) => unknown): Query =>
  (reader, today) =>
    ask(reader, rangeAround(addDays(today, 1 - count), today));
const queries: Record<string, Query> = {
  spans_today: days(1, (reader, range) => reader.spans(range)),
  spans_14_days: days(14, (reader, range) => reader.spans(range)),
  spans_56_days: days(56, (reader, range) => reader.spans(range)),
  runs_14_days: days(14, (reader, range) => reader.runs(range)),
  states_14_days: days(14, (reader, range) => reader.states(range)),
  diagnostics_14_days: days(14, (reader, range) => reader.diagnostics(range)),
  activities_14_days: days(14, (reader, range) => reader.activities(range)),
  plan: (reader, today) => reader.plan(today),
  plan_tasks_14_days: (reader, today) => reader.planTasks(addDays(today, -13), today),
  first_instant: (reader) => reader.firstInstant(),
};

const before = performance.now();
const sealer = new Vault({ folder: job.folder, clock, secret: folderSecret(job.folder) });
const { folder, wasmPath, detailMonths } = job;
const store = await openStore({ folder, wasmPath, clock, sealer, ...(detailMonths !== undefined && { detailMonths }) });
const open_ms = performance.now() - before;
// What a window with an open dashboard holds: everything loaded, and each question asked once.
for (const query of Object.values(queries)) query(store, dayOf(job.until - dayMs, 60));
parentPort?.postMessage('settled');
const measured = Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, timesOf(query, store)]));
const checkpointStart = performance.now();
const { outcome, fileBytes } = store.checkpoint();
if (outcome !== 'done') throw new Error(`the checkpoint said ${outcome}`);
const result: WorkerResult = {
  open_ms,
  checkpoint_ms: performance.now() - checkpointStart,
  file_bytes: fileBytes,
  queries: measured,
};
parentPort?.postMessage(result);

/** Asked of many days in the last year, as a person who looks back does. */
function timesOf(query: Query, reader: ActivityReader): { p50_ms: number; p95_ms: number } {
  const random = seeded(7);
  const times = Array.from({ length: 60 }, () => {
    const today = dayOf(job.until - Math.floor(random() * 300) * dayMs, 60);
    const start = performance.now();
    query(reader, today);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return { p50_ms: times[30] ?? 0, p95_ms: times[57] ?? 0 };
}
