import { createHash } from 'node:crypto';
import pg from 'pg';
import { history } from '../../demo/history/history.ts';
import { minuteMs } from '../../src/core/time/days.ts';
import { SyncClient } from '../../src/integrations/backend/syncClient.ts';
import { openSegment, sealFolded, type SegmentPart } from '../../src/storage/sync/segment.ts';
import { currentKey } from '../../src/storage/sync/syncRing.ts';
import { parseFact } from '../../src/storage/transfer/parseFact.ts';
import { folderSecret } from '../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../src/storage/vault/vault.ts';
import { Laptop } from '../../test/unit/storage/sync/laptop.ts';
import { Client, type Person, signIn, signUp } from '../test/harness/client.ts';
import { startInstance } from '../test/harness/startInstance.ts';

/** A window syncs so often. */
const syncEveryMs = 10 * minuteMs;
/** As many segments are folded at once. */
const foldedAtOnce = 500;

/**
 * Measures how long a device takes to join an account whose other device has recorded for years, synced every ten minutes, and folded its
 * segments. Server, database, and device are on this machine.
 */
export async function measureJoin(url: string, years: number): Promise<Record<string, number>> {
  const instance = await startInstance(url);
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  const [old, fresh] = [newLaptop(), newLaptop()];
  try {
    const anonymous = new Client(instance.url);
    const person = await signUp(anonymous);
    // A device belongs to its session.
    const [first, second] = [person, await signIn(anonymous, person.email)].map(({ client }) =>
      counting(new SyncClient(instance.url, client.token ?? '')),
    ) as [Counting, Counting];
    await old.join(first.client);
    await write(old, Math.round(years * 365.25));
    const uploaded = await timed(() => syncAll(old, first.client));
    const stored = await splitAndFold(db, person, old);
    await fresh.join(second.client);
    await old.admit(first.client, fresh);
    const joined = await timed(() => fresh.sync(second.client));
    const { outcome, taken } = joined.result;
    if (outcome !== 'ok' || taken < stored.facts)
      throw new Error(`Joining ended with ${outcome} after ${taken} facts.`);
    const checkpoint = await timed(async () => (await fresh.store()).checkpoint());
    return {
      years,
      ...stored,
      upload_s: uploaded.seconds,
      upload_segments: uploaded.result,
      join_s: joined.seconds,
      join_cpu_s: joined.cpuSeconds,
      join_requests: second.requests(),
      join_uploaded: joined.result.uploaded,
      checkpoint_s: checkpoint.seconds,
    };
  } finally {
    for (const { storage } of [old, fresh]) storage.remove();
    await db.end();
    instance.child.kill('SIGKILL');
  }
}

/** Syncs until everything is uploaded, however often the connection breaks. @returns the number of segments */
async function syncAll(laptop: Laptop, client: SyncClient): Promise<number> {
  for (let segments = 0; ;) {
    const { outcome, uploaded } = await laptop.sync(client);
    segments += uploaded;
    if (outcome === 'ok') return segments;
    if (outcome !== 'unreachable') throw new Error(`Uploading ended with ${outcome}.`);
  }
}

function newLaptop(): Laptop {
  const laptop = new Laptop();
  const { folder, clock } = laptop.storage;
  laptop.sealer = new Vault({ folder, clock, secret: folderSecret(folder) });
  return laptop;
}

async function write(laptop: Laptop, days: number): Promise<void> {
  const { storage, sealer } = laptop;
  const journal = storage.journal({ sealer });
  const now = storage.clock.now();
  let held = 0;
  for (const fact of history({ seed: 3, now, days, utcOffset: () => 60, nextId: () => journal.nextId() })) {
    journal.append(fact);
    if (++held % 20_000 === 0) await journal.flush();
  }
  await journal.close();
}

/** Replaces what a device has uploaded by what it would have uploaded and folded over the years, and counts it. */
async function splitAndFold(
  db: pg.Client,
  person: Person,
  { ring }: Laptop,
): Promise<{ readonly facts: number; readonly segments: number; readonly bytes: number }> {
  const { deviceId, keys } = ring;
  const key = currentKey(ring);
  if (!key) throw new Error('There is no key.');
  const { rows } = await db.query<{ sequence: string; body: Buffer }>(
    'delete from segments where user_id = $1 returning sequence, body',
    [person.id],
  );
  const opened = rows.map(({ sequence, body }) => openSegment(keys, { deviceId, sequence: Number(sequence) }, body));
  const parts = partsOf(opened.flatMap((content) => content?.lines ?? []));
  let [segments, bytes] = [0, 0];
  for (let at = 0; at < parts.length; at += foldedAtOnce, segments++) {
    const group = parts.slice(at, at + foldedAtOnce);
    const [first, sequence] = [at + 1, at + group.length];
    const body = sealFolded(key, { deviceId, first, sequence }, group);
    bytes += body.length;
    await db.query(
      `insert into segments (user_id, position, device_id, first_sequence, sequence, hash, body) values ($1, $2, $3, $4, $2, $5, $6)`,
      [person.id, sequence, deviceId, first, createHash('sha256').update(body).digest(), body],
    );
  }
  await db.query('update devices set next_sequence = $2 where id = $1', [deviceId, parts.length + 1]);
  const account = 'update sync_accounts set position = $2, bytes = $3 where user_id = $1';
  await db.query(account, [person.id, parts.length, bytes]);
  return { facts: parts.reduce((sum, { content }) => sum + content.lines.length, 0), segments, bytes };
}

/** Facts by the time at which they were recorded, as they are uploaded every ten minutes. */
function partsOf(lines: readonly string[]): SegmentPart[] {
  const byTime = new Map<number, string[]>();
  for (const line of lines) {
    const fact = parseFact(JSON.parse(line));
    if (!fact) throw new Error('This is no fact.');
    const at = fact.type === 'record' ? fact.clock.time : fact.type === 'diagnostic' ? fact.introduced : timeOf(fact);
    const bucket = Math.floor(at / syncEveryMs);
    byTime.set(bucket, [...(byTime.get(bucket) ?? []), line]);
  }
  return [...byTime]
    .toSorted(([a], [b]) => a - b)
    .map(([, inPart], i) => ({ sequence: i + 1, content: { type: 'facts', lines: inPart } }));
}

function timeOf(fact: { readonly at: number } | { readonly start: number }): number {
  return 'at' in fact ? fact.at : fact.start;
}

interface Counting {
  readonly client: SyncClient;
  readonly requests: () => number;
}

function counting(client: SyncClient): Counting {
  let requests = 0;
  const proxy = new Proxy(client, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...params: unknown[]) => (requests++, Reflect.apply(value, target, params) as unknown);
    },
  });
  return { client: proxy, requests: () => requests };
}

interface Timed<T> {
  readonly result: T;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

async function timed<T>(act: () => Promise<T>): Promise<Timed<T>> {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const result = await act();
  const { user, system } = process.cpuUsage(cpu);
  const inSeconds = (ms: number): number => Math.round(ms / 100) / 10;
  return { result, seconds: inSeconds(performance.now() - began), cpuSeconds: inSeconds((user + system) / 1000) };
}
