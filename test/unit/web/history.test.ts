import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { systemClock } from '../../../src/headless/systemClock.ts';
import { withoutDevice } from '../../../src/storage/sync/syncKeys.ts';
import { withRecovery } from '../../../src/storage/sync/recoveryRing.ts';
import { toRecoveryKey } from '../../../src/storage/vault/recoveryKey.ts';
import { answerView } from '../../../src/web/answerView.ts';
import { type SyncedHistory, type HistoryServer, openHistory } from '../../../src/web/history.ts';
import { MemorySync } from '../../fakes/memorySync.ts';
import { record, span } from '../storage/facts.ts';
import { type Laptop, pairedLaptops } from '../storage/sync/laptop.ts';
import { wasmPath } from '../storage/storageFolder.ts';

const secret = randomBytes(32);
const dayMs = 86_400_000;

describe('the history in a browser', () => {
  let server: MemorySync;
  let laptops: Laptop[];
  beforeEach(async () => {
    server = new MemorySync();
    laptops = await pairedLaptops(server, 2);
    const [first] = laptops as [Laptop, Laptop];
    first.ring = withRecovery(first.ring, secret);
    for (const [i, laptop] of laptops.entries()) await laptop.record(work(i));
    await syncAll();
  });
  afterEach(() => {
    for (const { storage } of laptops) storage.remove();
  });

  const work = (i: number) =>
    span({ id: `w${i}:1`, start: Date.now() - (i + 1) * dayMs, end: Date.now() - (i + 1) * dayMs + 600_000 });
  const syncAll = async (): Promise<void> => {
    for (let round = 0; round < 2; round++)
      for (const laptop of laptops) assert.equal((await laptop.sync(server.client())).outcome, 'ok');
  };
  const asPage = (): HistoryServer => ({
    recovery: () => server.client().recovery(),
    withProof: () => server.client(),
  });
  const open = (key = toRecoveryKey(secret)): Promise<SyncedHistory> =>
    openHistory({ key, server: asPage(), wasmPath, clock: systemClock });
  const feed = async (history: SyncedHistory): Promise<number> =>
    ((await history.query('feed.more', { before: Date.now(), limit: 50 })) as { readonly items: readonly object[] })
      .items.length;

  it('has the facts of all devices, also after a device was revoked and the key changed', async () => {
    assert.equal((await open()).facts, 2);
    const [first, second] = laptops as [Laptop, Laptop];
    await server.client().revoke(second.ring.deviceId);
    first.ring = withRecovery(withoutDevice(first.ring, second.ring.deviceId), secret);
    await first.record(record({ id: 'later' }));
    await first.sync(server.client());
    const history = await open();
    assert.deepEqual([history.facts, history.failure], [3, undefined]);
    assert.equal(await feed(history), 2);
  });

  it('takes in what was synced since, and says whether that was anything', async () => {
    const history = await open();
    assert.equal(await history.refresh(), false);
    const before = await feed(history);
    await laptops[0]?.record(work(5));
    await syncAll();
    assert.deepEqual([await history.refresh(), history.facts, await feed(history)], [true, 3, before + 1]);
    assert.equal(await history.refresh(), false);
    const [last] = server.segments.slice(-1);
    if (!last) assert.fail();
    server.segments = [...server.segments, { ...last, position: last.position + 1, sequence: last.sequence + 5 }];
    assert.deepEqual([await history.refresh(), history.failure], [true, 'gap']);
    assert.equal(await feed(history), before + 1);
  });

  it('answers what the view asks, and changes nothing', async () => {
    const history = await open();
    const before = server.segments.length;
    const dashboard = (await answerView({ history, timeZone: 'Europe/Berlin' }, 'dashboard.get', {})) as {
      readonly notices: readonly { readonly text: string }[];
      readonly timeZone: string;
    };
    assert.match(dashboard.notices[0]?.text ?? '', /to be read only.*begin at midnight.*up to 2 minutes count/);
    assert.equal(dashboard.timeZone, 'Europe/Berlin');
    for (const operation of ['tasks.add', 'goals.save', 'why.open', 'toString', 'dashboard.stored'])
      await assert.rejects(answerView({ history }, operation, {}), { name: 'AppError' }, operation);
    await assert.rejects(answerView({ history }, 'activity.range', { days: 'many' }), { code: 'invalid-input' });
    assert.equal(server.segments.length, before);
  });

  it('shows what came before a segment that was forged, and says so', async () => {
    const [last] = server.segments.slice(-1);
    if (!last) assert.fail();
    server.segments = [...server.segments.slice(0, -1), { ...last, body: randomBytes(last.bytes) }];
    const history = await open();
    assert.equal(history.failure, 'unreadable');
    const { notices } = (await answerView({ history }, 'dashboard.get', {})) as {
      readonly notices: readonly { readonly severity: string }[];
    };
    assert.equal(notices[0]?.severity, 'warning');
  });

  it('is opened by the right key only', async () => {
    await assert.rejects(open('not a key'), { code: 'invalid-input' });
    await assert.rejects(open(toRecoveryKey(randomBytes(32))), /another recovery key/);
    server.offer = { generation: server.offer.generation };
    await assert.rejects(open(), /no recovery key for sync/);
  });
});
