import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { moreOfFeed, readDashboard } from '../../src/analytics/dashboardQueries.ts';
import { getActivityRange } from '../../src/analytics/history/historyQueries.ts';
import { readingsOf } from '../../src/headless/answering.ts';
import type { Reading } from '../../src/core/operations/reading.ts';
import type { FeedFilter } from '../../src/core/views/views.ts';
import { addDays, dayMs, dayOf, hourMs, rangeAround } from '../../src/core/time/days.ts';
import type { Clock } from '../../src/core/base/clock.ts';
import type { ActivityReader } from '../../src/core/facts/reader.ts';
import { defaultGoals, defaultTimeRules, type TimeRules } from '../../src/core/rules/rules.ts';
import { folderSecret } from '../../src/storage/vault/folderSecret.ts';
import type { Store } from '../../src/storage/store.ts';
import { openJournal } from '../../src/storage/journal/openJournal.ts';
import { openStore } from '../../src/storage/openStore.ts';
import { Vault } from '../../src/storage/vault/vault.ts';
import { seeded } from './heavyYears.ts';
import { exportAll, importAll, type ToHost, type Transfer } from './transfers.ts';

/** The bench's commands for its worker. */
export interface WorkerJob {
  readonly folder: string;
  readonly wasmPath: string;
  readonly until: number;
  readonly detailMonths: number | undefined;
  /** In separate processes, so that the memory of one is not that of the other. */
  readonly does: 'ask' | 'transfer';
}

export interface WorkerResult {
  readonly open_ms: number;
  readonly checkpoint_ms: number;
  readonly file_bytes: number;
  readonly queries: Readonly<Record<string, { readonly p50_ms: number; readonly p95_ms: number }>>;
}

/** The worker's messages to the host; it waits for an answer to each. */
export type WorkerMessage = Parameters<ToHost>[0] | { readonly result: WorkerResult | Record<string, Transfer> };

async function toHost(told: Parameters<ToHost>[0]): Promise<void> {
  const bytes = 'piece' in told && told.piece instanceof Uint8Array ? told.piece : undefined;
  parentPort?.postMessage(told, bytes ? [bytes.buffer as ArrayBuffer] : []);
  await new Promise((resolve) => parentPort?.once('message', resolve));
}

const job = workerData as WorkerJob;
const clock: Clock = {
  now: () => job.until,
  monotonic: () => performance.now(),
  utcOffset: () => 60,
  after: () => ({ dispose: () => undefined }),
};

type Query = (store: Store, today: string) => unknown;

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
  // The dashboard's requests, and the chart and lists of a year: without and with cached days.
  dashboard_first: (of, today) => dashboard(of, today, freshRules()),
  dashboard: (of, today) => dashboard(of, today, defaultTimeRules),
  // As the dashboard asks while someone works: one span has grown.
  dashboard_working: (of, today) => (grow(), dashboard(of, today, defaultTimeRules)),
  feed_page: (of, today) => feed(of, today),
  // As far back as one answer looks, for something that doesn't exist.
  feed_search: (of, today) => feed(of, today, { text: 'nowhere' }),
  year_step_first: (of, today) =>
    getActivityRange.prepare?.(readAt(of, today, freshRules()), { days: 30, by: 'project' }),
  year: (of, today) => getActivityRange.run(readAt(of, today, defaultTimeRules), { days: 365, by: 'project' }),
};
let readings: ReturnType<typeof readingsOf> | undefined;
let changes = 0;
/** For these the second time counts. */
const kept = new Set(['dashboard', 'dashboard_working', 'year']);
/** These ask about the present. Asked of a past day, they would also read the days after it, and no user has data from the future. */
const aboutNow = new Set([
  'dashboard_first',
  'dashboard',
  'dashboard_working',
  'feed_page',
  'feed_search',
  'year_step_first',
  'year',
]);
/** Late in the evening of the last day, when its work is over, by the clock of the bench. */
const evening = job.until - 2 * hourMs;

/** The span that grows, by the number of its seconds. */
let seconds = 0;

/** Writes, like another window, that a span of the evening is a second longer. */
function grow(): void {
  const start = evening - hourMs;
  const edits = { typed: { edits: ++seconds, added: 0, removed: 0 } };
  const what = {
    kind: 'coding',
    source: 'editor',
    signals: seconds,
    saves: 0,
    edits,
    project: '/home/ada/growing',
  } as const;
  window.append({ type: 'span', id: 'growing:1', start, end: start + seconds * 1000, offset: 60, ...what });
  window.flushSync();
}

function feed(of: Store, today: string, filter?: FeedFilter): unknown {
  return moreOfFeed.run(readAt(of, today, defaultTimeRules), { before: Number.MAX_SAFE_INTEGER, limit: 60, filter });
}

/** Rules without cached days. */
function freshRules(): TimeRules {
  return { ...defaultTimeRules, idleLimitMs: defaultTimeRules.idleLimitMs + ++changes };
}

function readAt(of: Store, today: string, rules: TimeRules): Reading {
  readings ??= readingsOf(of, (text) => text);
  const now = today === dayOf(evening, 60) ? evening : Date.parse(today) + 18 * hourMs;
  return readings({ now, offset: 60, rules, goals: defaultGoals, planFor: 'tomorrow' });
}

function dashboard(of: Store, today: string, rules: TimeRules): unknown {
  return readDashboard.run(readAt(of, today, rules), {});
}

const before = performance.now();
const sealer = new Vault({ folder: job.folder, clock, secret: folderSecret(job.folder) });
const { folder, wasmPath, detailMonths } = job;
const store = await openStore({ folder, wasmPath, clock, sealer, ...(detailMonths !== undefined && { detailMonths }) });
const open_ms = performance.now() - before;
const window = openJournal({ folder, clock, sealer, writer: 'growing' });
parentPort?.postMessage({ result: job.does === 'ask' ? await ask() : await transfer() } satisfies WorkerMessage);

async function ask(): Promise<WorkerResult> {
  // The memory of a window with an open dashboard: everything loaded, and each query run once.
  for (const query of Object.values(queries)) query(store, dayOf(job.until - dayMs, 60));
  await toHost({ phase: 'settled' });
  const measured = Object.entries(queries).map(
    ([name, query]) => [name, timesOf(query, kept.has(name) ? 2 : 1, aboutNow.has(name))] as const,
  );
  const checkpointStart = performance.now();
  const { outcome, fileBytes } = store.checkpoint();
  if (outcome !== 'done') throw new Error(`the checkpoint said ${outcome}`);
  const checkpoint_ms = performance.now() - checkpointStart;
  return { open_ms, checkpoint_ms, file_bytes: fileBytes, queries: Object.fromEntries(measured) };
}

async function transfer(): Promise<Record<string, Transfer>> {
  await toHost({ phase: 'settled' });
  const out = await exportAll({ store, folder, now: job.until, toHost });
  store.close();
  const options = { folder: path.join(folder, 'empty'), wasmPath, clock, sealer };
  const target = await openStore({ ...options, ...(detailMonths !== undefined && { detailMonths }) });
  const file = path.join(folder, 'export.jsonl');
  return { ...out, ...(await importAll({ store: target, folder, now: job.until, toHost }, file)) };
}

/** Asked of many days in the last year, as a person who looks back does, or of the last one. */
function timesOf(query: Query, rounds: number, isAboutNow: boolean): { p50_ms: number; p95_ms: number } {
  const random = seeded(7);
  const times = Array.from({ length: 60 }, () => {
    const today = dayOf(isAboutNow ? evening : job.until - Math.floor(random() * 300) * dayMs, 60);
    let start = 0;
    for (let round = 0; round < rounds; round++) {
      start = performance.now();
      query(store, today);
    }
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return { p50_ms: times[30] ?? 0, p95_ms: times[57] ?? 0 };
}
