import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { MemorySync } from '../../../fakes/memorySync.ts';
import { record, span } from '../facts.ts';
import { type Erasure, erasureLine, Erasures } from '../../../../src/storage/sync/erasures.ts';
import { openSegment, sealSegment } from '../../../../src/storage/sync/segment.ts';
import { withNewKey, withoutDevice } from '../../../../src/storage/sync/syncKeys.ts';
import { newRing, type SyncRing } from '../../../../src/storage/sync/syncRing.ts';
import { Laptop, pairedLaptops } from './laptop.ts';
import type { Sealer } from '../../../../src/core/facts/sealer.ts';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { StorageFolder } from '../storageFolder.ts';

describe('the list of erasures', () => {
  it('keeps those whose key is missing for the time being, as they are', () => {
    const storage = new StorageFolder();
    try {
      let isLocked = false;
      const locking = {
        ...plainSealer,
        open: (sealed: Uint8Array) => (isLocked ? undefined : plainSealer.open(sealed)),
      };
      const one: Erasure = { id: 'one', what: { before: 5, records: [], documents: [] } };
      const list = (sealer: Sealer) => new Erasures(nodeFiles, storage.folder, sealer);
      list(locking).add('laptop', [one]);
      list(locking).done('other', { ...one, id: 'two' });
      isLocked = true;
      assert.equal(list(locking).has('one'), false);
      list(locking).sendAgain();
      // Sealed by a key that is here.
      const other = { ...plainSealer, seal: (text: string) => Buffer.from(`x${text}`) };
      const opening = { ...other, open: (sealed: Uint8Array) => /^x(.*)/s.exec(Buffer.from(sealed).toString())?.[1] };
      list(opening).add('laptop', [{ ...one, id: 'three' }]);
      list(opening).done('other', { ...one, id: 'four' });
      isLocked = false;
      assert.deepEqual(
        list(locking)
          .waiting('laptop', [])
          .map(({ id }) => id),
        ['one'],
      );
      assert.equal(list(locking).has('two'), true);
      assert.deepEqual(
        [list(opening).has('three'), list(opening).has('four'), list(opening).has('one')],
        [true, true, false],
      );
    } finally {
      storage.remove();
    }
  });
});

describe('erasing while sync is on', () => {
  let server: MemorySync;
  let laptops: Laptop[];
  beforeEach(() => {
    server = new MemorySync();
    laptops = [];
  });
  afterEach(() => laptops.forEach(({ storage }) => storage.remove()));

  const paired = async <const N extends number>(count: N) => {
    laptops = await pairedLaptops(server, count);
    return laptops as Laptop[] & Record<0 | 1, Laptop>;
  };

  it('erases everywhere what was erased on one device, and nothing that came later', async () => {
    const [one, other] = await paired(2);
    const at = (n: number) => ({ id: `a:${n}`, start: span().start + n * 1e6, end: span().start + n * 1e6 + 1000 });
    await one.record(span({ ...at(1), project: '/other' }), span(at(2)));
    await one.record(record({ id: 'e:1', fields: { title: 'Task', project: '/other' } }));
    for (const laptop of [one, other, one]) await laptop.sync(server.client());
    for (const { storage } of laptops) storage.clock.pass(1e7);
    // It isn't there yet, and its key says only there that it belongs to the project.
    await other.record(record({ id: 'e:2', fields: { title: 'Later' } }));
    (await one.store()).erase({ project: '/other' });
    const late = { start: one.storage.clock.now() + 1e6, end: one.storage.clock.now() + 2e6 };
    await other.record(span({ id: 'b:1', project: '/other', ...late }));
    assert.deepEqual(
      [(await one.sync(server.client())).outcome, (await other.sync(server.client())).erased],
      ['ok', 2],
    );
    for (const laptop of [one, other]) await laptop.sync(server.client());
    const kept = ['a:2', 'b:1', 'e:2'];
    for (const laptop of [one, other]) assert.deepEqual((await laptop.facts()).map(({ id }) => id).sort(), kept);
    // One that joins later takes them in, and erases them.
    const third = new Laptop();
    laptops.push(third);
    await third.join(server.client());
    await one.admit(server.client(), third);
    for (const laptop of [one, third]) assert.equal((await laptop.sync(server.client())).outcome, 'ok');
    assert.deepEqual((await third.facts()).map(({ id }) => id).sort(), kept);
    const stored = server.segments.length;
    for (const laptop of laptops) assert.equal((await laptop.sync(server.client())).erased, 0);
    assert.equal(server.segments.length, stored);
  });

  it('shows nobody what was erased: not the server, nor who reads the folder', async () => {
    const [one, other] = await paired(2);
    await one.record(span({ id: 'a:1', project: '/home/ada/planted' }));
    (await one.store()).erase({ project: '/home/ada/planted' });
    for (const laptop of [one, other]) await laptop.sync(server.client());
    for (const { body } of server.segments) assert.ok(!Buffer.from(body).toString('latin1').includes('planted'));
    assert.ok(other.storage.list('sync').includes('erasures'));
  });

  describe('a server, with or without a revoked device,', () => {
    const gone = async (laptop: Laptop): Promise<number> => (await laptop.facts()).length;
    const forged = (of: { id: string; deviceId: string; sequence: number; ring: SyncRing }): Uint8Array => {
      const line = erasureLine({ id: of.id, what: { before: Number.MAX_SAFE_INTEGER } });
      const key = of.ring.keys.find(({ generation }) => generation === 1) ?? assert.fail();
      return sealSegment(key, of, { type: 'facts', lines: [line] });
    };

    it('causes no erasure under a key of its own, nor by repeating one', async () => {
      const [one, other] = await paired(2);
      await one.record(span({ id: 'a:1' }));
      for (const laptop of [one, other]) await laptop.sync(server.client());
      const own = withNewKey(newRing(randomBytes(32), 'x'));
      const { deviceId } = one.ring;
      const place = { deviceId, sequence: 1 + Math.max(...server.segments.map(({ sequence }) => sequence)) };
      await server.client().append(deviceId, place.sequence, forged({ id: 'f', ...place, ring: own }));
      assert.equal((await other.sync(server.client())).outcome, 'unreadable');
      assert.equal(await gone(other), 1);
    });

    it('causes no erasure with the help of a device that was revoked', async () => {
      const [one, other, thief = assert.fail()] = await paired(3);
      await one.record(span({ id: 'a:1' }));
      for (const laptop of [one, other, thief]) await laptop.sync(server.client());
      one.ring = withoutDevice(one.ring, thief.ring.deviceId);
      for (const laptop of [one, other]) assert.equal((await laptop.sync(server.client())).outcome, 'ok');
      const { deviceId } = thief.ring;
      const { nextSequence: sequence = 1 } = server.devices.find(({ id }) => id === deviceId) ?? {};
      await server.client().append(deviceId, sequence, forged({ id: 'f', deviceId, sequence, ring: thief.ring }));
      for (const laptop of [one, other]) assert.equal((await laptop.sync(server.client())).erased, 0);
      assert.deepEqual([await gone(one), await gone(other)], [1, 1]);
    });

    it('brings nothing back that a device erased before it was revoked', async () => {
      const [one, other, lost = assert.fail()] = await paired(3);
      await one.record(span({ id: 'a:1' }));
      for (const laptop of [one, other, lost]) await laptop.sync(server.client());
      (await lost.store()).erase({});
      for (const laptop of [lost, one, other]) assert.equal((await laptop.sync(server.client())).outcome, 'ok');
      assert.deepEqual([await gone(one), await gone(other)], [0, 0]);
      one.ring = withoutDevice(one.ring, lost.ring.deviceId);
      for (const laptop of [one, other]) await laptop.sync(server.client());
      const third = new Laptop();
      laptops.push(third);
      await third.join(server.client());
      await one.admit(server.client(), third);
      for (const laptop of [one, third]) assert.equal((await laptop.sync(server.client())).outcome, 'ok');
      assert.equal(await gone(third), 0);
    });
  });

  it('does not bring back what was erased here', async () => {
    const [one, other] = await paired(2);
    await one.record(
      span({ id: 'a:1' }),
      span({ id: 'a:2', project: '/other', start: span().start + 1e6, end: span().start + 2e6 }),
    );
    for (const laptop of [one, other]) await laptop.sync(server.client());
    (await other.store()).erase({ project: '/other' });
    await one.record(span({ id: 'a:3', start: span().start + 3e6, end: span().start + 4e6 }));
    for (const laptop of [one, other]) await laptop.sync(server.client());
    assert.deepEqual(
      (await other.facts()).map(({ id }) => id),
      ['a:1', 'a:3'],
    );
    assert.equal((await one.facts()).length, 3);
    await one.sync(server.client());
    assert.deepEqual(await one.facts(), await other.facts());
  });

  it('erases what is on its way too', async () => {
    const [one] = await paired(1);
    await one.record(span({ id: 'a:1', project: '/other' }));
    assert.equal((await one.sync(server.client(() => 'unreachable'))).outcome, 'unreachable');
    let calls = 0;
    await one.sync(server.client(() => (++calls > 2 ? 'unreachable' : undefined)));
    assert.equal(one.storage.list('sync').includes('outbox'), true);
    (await one.store()).erase({ project: '/other' });
    await one.sync(server.client());
    const [only, ...others] = server.segments.map((segment) => openSegment(one.ring.keys, segment, segment.body));
    assert.equal(others.length, 0);
    assert.deepEqual(
      only?.lines.map((line) => (JSON.parse(line) as { type: string }).type),
      ['erasure'],
    );
  });
});
