import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { MemorySync } from '../../../fakes/memorySync.ts';
import { span } from '../facts.ts';
import { keyIdOf, type SyncKey } from '../../../../src/storage/sync/segment.ts';
import { withoutDevice } from '../../../../src/storage/sync/syncKeys.ts';
import { currentKey, ringFromText, ringToText } from '../../../../src/storage/sync/syncRing.ts';
import { type Laptop, pairedLaptops } from './laptop.ts';

describe('sync with a device that is revoked later', () => {
  type Four = [Laptop, Laptop, Laptop, Laptop];
  let server: MemorySync;
  let laptops: Laptop[];
  beforeEach(() => {
    server = new MemorySync();
    laptops = [];
  });
  afterEach(() => laptops.forEach(({ storage }) => storage.remove()));

  async function paired(count: number): Promise<Four> {
    const made = await pairedLaptops(server, count);
    laptops.push(...made);
    return made as Four;
  }
  const later = (n: number) => span({ id: `a:${n}`, start: span().start + n * 1e6, end: span().start + n * 1e6 + 5 });
  const knows = (laptop: Laptop, key: SyncKey | undefined): boolean =>
    laptop.ring.keys.some(({ raw }) => Buffer.compare(raw, key?.raw ?? Buffer.alloc(0)) === 0);
  const syncAll = async (all: readonly Laptop[], times: number): Promise<void> => {
    for (let i = 0; i < times; i++)
      for (const laptop of all) assert.equal((await laptop.sync(server.client())).outcome, 'ok');
  };
  /** Like a thief: a key of the highest generation, which it sends to the others. */
  async function plantKey(thief: Laptop, generation: number): Promise<void> {
    const [first] = thief.ring.keys;
    const announce = keyIdOf((first ?? assert.fail()).raw);
    thief.ring = { ...thief.ring, keys: [...thief.ring.keys, { generation, raw: randomBytes(32) }], announce };
    await thief.sync(server.client());
  }
  async function revoke(by: Laptop, other: Laptop): Promise<void> {
    by.ring = withoutDevice(by.ring, other.ring.deviceId);
    await server.client().revoke(other.ring.deviceId);
  }

  it('seals nothing under a key that it had given to others before', async () => {
    const [one, other, thief] = await paired(3);
    await syncAll([one, other, thief], 1);
    await plantKey(thief, 50);
    await syncAll([other], 1);
    assert.ok(knows(other, thief.ring.keys.at(-1)));
    // One of them hasn't received that key yet when it revokes the thief.
    await revoke(one, thief);
    await syncAll([one, other, one, other], 1);
    await other.record(later(1));
    await syncAll([other, one], 2);
    assert.ok(!knows(thief, currentKey(other.ring)), 'the thief knows the key');
    assert.deepEqual(await one.facts(), await other.facts());
    assert.equal((await one.facts()).length, 1);
  });

  it('counts no generation so high that there is none after it', async () => {
    for (const generation of [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1]) {
      server = new MemorySync();
      const [one, other, thief] = await paired(3);
      await syncAll([one, other, thief], 1);
      await plantKey(thief, generation);
      await syncAll([one, other], 1);
      await revoke(one, thief);
      await one.record(later(1));
      await syncAll([one, other], 2);
      // As after a restart.
      one.ring = ringFromText(ringToText(one.ring)) ?? assert.fail();
      assert.ok(!knows(thief, currentKey(one.ring)), 'the thief knows the key');
      assert.deepEqual(await one.facts(), await other.facts());
    }
  });

  it('is done with as well when another one is revoked at the same time, elsewhere', async () => {
    const [one, other, third, fourth] = await paired(4);
    await syncAll([one, other, third, fourth], 1);
    await revoke(one, third);
    await revoke(other, fourth);
    await one.record(later(1));
    await other.record(later(2));
    await syncAll([one, other], 3);
    await one.record(later(3));
    await other.record(later(4));
    await syncAll([one, other], 2);
    // The server is theirs, and gives them everything.
    server.devices = server.devices.map((device) => ({ ...device, status: 'active' }));
    for (const gone of [third, fourth]) await gone.sync(server.client());
    for (const [own, gone] of [
      [one, third],
      [one, fourth],
      [other, third],
      [other, fourth],
    ] as const)
      assert.ok(!knows(gone, currentKey(own.ring)));
    assert.deepEqual(currentKey(one.ring), currentKey(other.ring));
    assert.deepEqual(await one.facts(), await other.facts());
    assert.equal((await one.facts()).length, 4);
  });
});
