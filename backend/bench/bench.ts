import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { newSecret } from '../src/accounts/secrets.ts';
import { startEmbedded } from '../src/embedded/embedded.ts';
import { Client, type Person, signUp } from '../test/harness/client.ts';
import { measureJoin } from './join.ts';
import { addActivity, addPeople, giveKey, lastDay, rowsPerPerson } from './fill.ts';
import { type Instance, startInstance } from '../test/harness/startInstance.ts';

// npm run bench:backend [-- --rows 1000000] [--seconds 10] [--instances 2] [--clients 8] [--json]: how much the server accepts, and how
// quickly it answers with many rows. With --join YEARS, how long a device takes to join such a history. DATABASE_URL uses your own PostgreSQL,
// in which it creates tables; the default is the embedded one, with fsync.
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rate: { type: 'string', default: '3000' },
    seconds: { type: 'string', default: '10' },
    instances: { type: 'string', default: '2' },
    clients: { type: 'string', default: '8' },
    join: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const rows = Number(values.rows);
/** Activities a second, from all clients together. */
const rate = Number(values.rate);
const seconds = Number(values.seconds);
const instanceCount = Number(values.instances);
const clientCount = Number(values.clients);
/** A batch is a week of a person who shares by language. */
const batchDays = 5;
const batchItems = 20;
const perBatch = batchDays * batchItems;

await main();

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'daymark-bench-'));
  chmodSync(folder, 0o755);
  mkdirSync(path.join(folder, 'pg'));
  const given = process.env['DATABASE_URL'];
  const embedded = given === undefined ? await startEmbedded(path.join(folder, 'pg')) : undefined;
  // PostgreSQL has its own process group, which Ctrl+C doesn't reach.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void embedded?.stop().finally(() => process.exit(1));
      if (!embedded) process.exit(1);
    });
  try {
    const databaseUrl = given ?? embedded?.url ?? '';
    const figures = values.join ? await measureJoin(databaseUrl, Number(values.join)) : await measure(databaseUrl);
    const lines = Object.entries(figures).map(([name, value]) => `${name}\t${value}`);
    console.log(values.json ? JSON.stringify(figures) : lines.join('\n'));
  } finally {
    await embedded?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(url: string): Promise<Record<string, string | number>> {
  const instances = await Promise.all(Array.from({ length: instanceCount }, () => startInstance(url)));
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  try {
    const people = Math.max(20, Math.ceil(rows / rowsPerPerson));
    const tenth = Math.max(10, Math.ceil(people / 10));
    await fill(db, { from: 0, to: tenth });
    const small = await askDashboards(db, instances, tenth);
    await fill(db, { from: tenth, to: people });
    const full = await askDashboards(db, instances, people);
    const paced = await ingest(instances, { perSecond: rate });
    const unpaced = await ingest(instances, {});
    const interrupted = instances.length > 1 ? await ingest(instances, { killed: instances.at(-1) }) : undefined;
    const acknowledged = [paced, unpaced, interrupted].flatMap((one) => one?.acknowledged ?? []);
    const { lost, doubled } = await compare(db, acknowledged);
    const size = await db.query<{ n: number; bytes: number }>(
      'select (select count(*) from activities)::float8 as n, pg_database_size(current_database())::float8 as bytes',
    );
    const version = await db.query<{ server_version: string }>('show server_version');
    return {
      engine: `PostgreSQL ${version.rows[0]?.server_version ?? ''}`,
      instances: instanceCount,
      clients: clientCount,
      ingest_per_s: perSecondOf(paced),
      ingest_p95_ms: percentile(paced.times, 0.95),
      ingest_max_per_s: perSecondOf(unpaced),
      ...dashboardFigures('dashboard_p95_ms', full),
      ...dashboardFigures('dashboard_p95_ms_tenth', small),
      lost,
      doubled,
      rows: size.rows[0]?.n ?? 0,
      db_bytes: size.rows[0]?.bytes ?? 0,
    };
  } finally {
    await db.end();
    for (const { child } of instances) child.kill('SIGKILL');
  }
}

async function fill(db: pg.Client, people: { readonly from: number; readonly to: number }): Promise<void> {
  await addPeople(db, people);
  await addActivity(db, people);
}

/** The questions of the dashboard that are asked: a year of days, a year by language, and the week of a team. */
type Question = 'days' | 'languages' | 'team';
type Times = Readonly<Record<Question, readonly number[]>>;

/** Asks the dashboard's questions for people all over the tables, one after another. @returns milliseconds of each */
async function askDashboards(db: pg.Client, instances: readonly Instance[], people: number): Promise<Times> {
  const times: Record<Question, number[]> = { days: [], languages: [], team: [] };
  const from = `${Number(lastDay.slice(0, 4)) - 1}${lastDay.slice(4)}`;
  for (let i = 0; i < 60; i++) {
    const key = newSecret('key');
    const digest = createHash('sha256').update(key).digest();
    const team = await giveKey(db, Math.floor((i * people) / 60), { digest });
    const client = new Client(instances[i % instances.length]?.url ?? '', key);
    const range = `from=${from}&to=${lastDay}&organization=${team}`;
    const questions: Readonly<Record<Question, string>> = {
      days: `/dashboard?${range}`,
      languages: `/analytics/time-distribution?by=language&${range}`,
      team: `/organizations/${team}/team?week=${lastDay}`,
    };
    // The first question of a key writes when it was used.
    await client.ok('GET', `/organizations/${team}/projects`);
    for (const question of Object.keys(times) as Question[]) {
      const begun = performance.now();
      await client.ok('GET', questions[question]);
      times[question].push(performance.now() - begun);
    }
  }
  return times;
}

/** The figures of dashboards, by names that begin with `dashboard`. */
function dashboardFigures(name: string, times: Times): Record<string, number> {
  const all = Object.values(times).flat();
  const parts = Object.entries(times).map(([question, some]) => [`${name}_${question}`, percentile(some, 0.95)]);
  return {
    [name]: percentile(all, 0.95),
    ...(Object.fromEntries(parts) as Record<string, number>),
    [`${name}_longest`]: percentile(all, 1),
  };
}

interface Acknowledged {
  readonly id: string;
  readonly seconds: number;
}

interface Pace {
  /** Activities from all clients together; as many as are taken if left out. */
  readonly perSecond?: number;
  /** Is killed halfway. */
  readonly killed?: Instance | undefined;
}

interface Sent {
  readonly elapsedSeconds: number;
  readonly times: readonly number[];
  readonly acknowledged: readonly Acknowledged[];
}

/** Sends batches from several people in parallel, one in ten twice, as after a timeout. */
async function ingest(instances: readonly Instance[], { perSecond, killed }: Pace): Promise<Sent> {
  const anonymous = new Client(instances[0]?.url ?? '');
  const people = await Promise.all(Array.from({ length: clientCount }, () => signUp(anonymous)));
  const begun = performance.now();
  const everyMs = perSecond === undefined ? 0 : (1000 * perBatch * clientCount) / perSecond;
  const timer = killed && setTimeout(() => killed.child.kill('SIGKILL'), seconds * 500);
  const sent = await Promise.all(
    people.map((person, i) =>
      sendAll({ person, instances, first: i, begun: begun + (i * everyMs) / clientCount, everyMs }),
    ),
  );
  clearTimeout(timer);
  return {
    elapsedSeconds: (performance.now() - begun) / 1000,
    times: sent.flatMap((one) => one.times),
    acknowledged: sent.flatMap((one) => one.acknowledged),
  };
}

function perSecondOf({ acknowledged, elapsedSeconds }: Sent): number {
  return Math.round((acknowledged.length * perBatch) / elapsedSeconds);
}

interface Sending {
  readonly person: Person;
  readonly instances: readonly Instance[];
  readonly first: number;
  readonly begun: number;
  readonly everyMs: number;
}

/** Sends one batch after another. A time counts from when its batch was due, so that one slow answer isn't hidden by those that wait behind it. */
async function sendAll({ person, instances, first, begun, everyMs }: Sending) {
  const times: number[] = [];
  const acknowledged: Acknowledged[] = [];
  const all = instances.map(({ url }) => new Client(url, person.client.token));
  let at = first;
  for (let n = 0; performance.now() < begun + seconds * 1000; n++) {
    const wait = begun + n * everyMs - performance.now();
    if (everyMs > 0 && wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const { body, total } = batchOf(n);
    const headers = { 'idempotency-key': randomUUID() };
    let due = everyMs > 0 ? Math.min(begun + n * everyMs, performance.now()) : performance.now();
    for (let again = n % 10 === 9 ? 2 : 1; again > 0; due = performance.now()) {
      const client = all[at % all.length];
      const answer = await client?.send('POST', '/activities/batches', { body, headers }).catch(() => undefined);
      if (answer?.status === 202) {
        times.push(performance.now() - due);
        again -= 1;
        if (again === 0) acknowledged.push({ id: (answer.data as { id: string }).id, seconds: total });
      } else if (answer && answer.status < 500) throw new Error(answer.text);
      // To the other instance, like a proxy in front of them.
      else at += 1;
    }
  }
  return { times, acknowledged };
}

function batchOf(n: number): { readonly body: object; readonly total: number } {
  let total = 0;
  const days = Array.from({ length: batchDays }, (_day, d) => ({
    day: `2026-11-${String(d + 1).padStart(2, '0')}`,
    revision: 1,
    items: Array.from({ length: batchItems }, (_item, k) => {
      const itemSeconds = 60 + ((n * 7 + d * 13 + k * 31) % 1800);
      total += itemSeconds;
      return { seconds: itemSeconds, language: `Language ${k}` };
    }),
  }));
  return { body: { level: 'language', source: `machine-${n}`, days }, total };
}

/** Looks for each batch that was acknowledged, and for rows that no acknowledged batch accounts for. */
async function compare(db: pg.Client, acknowledged: readonly Acknowledged[]) {
  const stored = await db.query<{ batch_id: string; n: number; seconds: number }>(
    `select batch_id, count(*)::int as n, sum(seconds)::float8 as seconds from activities where source like 'machine-%' group by 1`,
  );
  const byId = new Map(stored.rows.map((row) => [row.batch_id, row]));
  const lost = acknowledged.filter(({ id, seconds: wanted }) => {
    const row = byId.get(id);
    return row === undefined || row.n < perBatch || row.seconds < wanted;
  }).length;
  const doubled = stored.rows.filter(({ n }) => n > perBatch).length;
  const known = new Set(acknowledged.map(({ id }) => id));
  const sources = await db.query<{ n: number }>(
    `select count(*)::int as n from (select user_id, source, day from activities where source like 'machine-%'
     group by 1, 2, 3 having count(distinct batch_id) > 1) as twice`,
  );
  return { lost: lost + (acknowledged.length - known.size), doubled: doubled + (sources.rows[0]?.n ?? 0) };
}

/** @returns with one decimal */
function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0) * 10) / 10;
}
