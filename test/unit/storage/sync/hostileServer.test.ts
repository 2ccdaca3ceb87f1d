import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { outranking, withRecovery } from '../../../../src/storage/sync/recoveryRing.ts';
import { recoveryOffer } from '../../../../src/storage/sync/syncRecovery.ts';
import { ringFromText, ringToText } from '../../../../src/storage/sync/syncRing.ts';
import { MemorySync } from '../../../fakes/memorySync.ts';
import { span } from '../facts.ts';
import { Laptop, pairedLaptops } from './laptop.ts';

const { start } = span();
const work = (n: number, project = '/home/ada/engine') =>
  span({ id: `a:${n}`, project, start: start + n * 1e6, end: start + n * 1e6 + 1000 });

/** A server's misbehavior must not last: the same folder continues with an honest one. */
describe('a server that lied, or was restored from a backup', () => {
  let server: MemorySync;
  let laptops: Laptop[];
  beforeEach(() => {
    server = new MemorySync();
    laptops = [];
  });
  afterEach(() => laptops.forEach(({ storage }) => storage.remove()));

  async function paired(): Promise<[Laptop, Laptop]> {
    laptops = await pairedLaptops(server, 2);
    return laptops as [Laptop, Laptop];
  }

  async function areSame([one, other]: readonly [Laptop, Laptop], count: number): Promise<void> {
    for (const laptop of [one, other, one, other]) assert.equal((await laptop.sync(server.client())).outcome, 'ok');
    assert.deepEqual(await other.facts(), await one.facts());
    assert.equal((await one.facts()).length, count);
  }

  /** The server without the segments of a device after one. */
  function loseAfter({ ring: { deviceId } }: Laptop, sequence: number): void {
    server.segments = server.segments.filter((one) => one.deviceId !== deviceId || one.sequence <= sequence);
    server.devices = server.devices.map((one) => (one.id === deviceId ? { ...one, nextSequence: sequence + 1 } : one));
  }

  /** The server's data is what the recovery key opens. */
  function assertOffered({ ring }: Laptop): void {
    const { generation, verifier } = recoveryOffer(ring)?.offer ?? assert.fail();
    assert.ok(server.offer.envelope);
    assert.deepEqual([server.offer.generation, server.offer.verifier], [generation, verifier]);
  }

  it('costs no more the more often it says that it lost everything', async () => {
    const [one, other] = await paired();
    await one.record(work(1), work(2, '/other'));
    await areSame([one, other], 2);
    (await other.store()).erase({ project: '/other' });
    for (let i = 0; i < 12; i++) {
      server.segments = [];
      server.devices = server.devices.map((device) => ({ ...device, nextSequence: 1 }));
      await one.sync(server.client());
    }
    const sets = one.storage.list('sync').filter((name) => name.startsWith('seen-'));
    const files = sets.flatMap((name) => one.storage.list('sync', name));
    assert.equal(files.length, 2, sets.join());
    assert.equal((await one.facts()).length, 2);
    // Data erased here was seen before the first loss.
    assert.equal((await other.sync(server.client())).outcome, 'ok');
    assert.deepEqual(
      (await other.facts()).map(({ id }) => id),
      ['a:1'],
    );
  });

  it('hides nothing from who was ahead of what it lost', async () => {
    const [one, other] = await paired();
    await one.record(work(1));
    await areSame([one, other], 1);
    await one.record(work(2));
    await areSame([one, other], 2);
    const lost = server.segments.filter(({ deviceId }) => deviceId === one.ring.deviceId).length;
    loseAfter(one, 1);
    assert.ok(lost > 1);
    // New facts come to the positions that are lost, and the other one is past them.
    await one.record(work(3), work(4));
    assert.equal((await one.sync(server.client())).outcome, 'ok');
    await areSame([one, other], 4);
  });

  it('hides nothing for ever by a position that is still to come', async () => {
    const [one, other] = await paired();
    await one.record(work(1));
    await one.sync(server.client());
    const honest = server.segments;
    server.segments = honest.map((one_, i) => (i === honest.length - 1 ? { ...one_, position: 1_000_000_000 } : one_));
    assert.equal((await other.sync(server.client())).outcome, 'ok');
    server.segments = honest;
    await one.record(work(2));
    await areSame([one, other], 2);
  });

  it('locks nobody out who began after segments that nobody can open', async () => {
    const gone = new Laptop();
    const one = new Laptop();
    laptops = [gone, one];
    await gone.join(server.client());
    await gone.record(work(1));
    await gone.sync(server.client());
    const { position, sequence } = server.segments.at(-1) ?? assert.fail();
    await server.client().revoke(gone.ring.deviceId);
    await one.join(server.client());
    const as = { deviceId: one.ring.deviceId, server: 'https://example.org' };
    (await one.store()).syncStart({ ...as, after: { position, taken: { [gone.ring.deviceId]: sequence } } });
    await one.record(work(2));
    assert.equal((await one.sync(server.client())).outcome, 'ok');
    loseAfter(one, 0);
    for (let i = 0; i < 2; i++) assert.equal((await one.sync(server.client())).outcome, 'ok');
    // Everything after it has to be opened.
    server.segments = server.segments.map((each, i) =>
      i === 0 ? each : { ...each, deviceId: gone.ring.deviceId, sequence: i + 1 },
    );
    assert.notEqual((await one.sync(server.client())).outcome, 'ok');
  });

  it('leaves room for the recovery keys that come after', async () => {
    const [one] = await paired();
    for (const generation of [Number.MAX_SAFE_INTEGER, 7]) {
      // Like a device that starts over, and one that learns of it during a sync.
      one.ring = { ...one.ring, ...outranking(one.ring, generation) };
      server.offer = { generation: Math.min(generation, 1_000_000_000) };
      one.ring = withRecovery(one.ring, randomBytes(32));
      one.ring = ringFromText(ringToText(one.ring)) ?? assert.fail();
      assert.equal((await one.sync(server.client())).outcome, 'ok');
      assertOffered(one);
      assert.ok(server.offer.generation < 1_000_200_000);
    }
    server.offer = { generation: (one.ring.recovery?.generation ?? 0) + 5 };
    one.ring = withRecovery(one.ring, randomBytes(32));
    await one.sync(server.client());
    assertOffered(one);
  });
});
