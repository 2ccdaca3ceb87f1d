import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { SyncServer } from '../../../../src/core/sync/syncServer.ts';
import { withRecovery } from '../../../../src/storage/sync/recoveryRing.ts';
import { introduce, takeIntroduction, withoutDevice } from '../../../../src/storage/sync/syncKeys.ts';
import { openRecovery } from '../../../../src/storage/sync/syncRecovery.ts';
import { ringFromText, ringToText } from '../../../../src/storage/sync/syncRing.ts';
import { Identity } from '../../../../src/storage/vault/identity.ts';
import { MemorySync } from '../../../fakes/memorySync.ts';
import { span } from '../facts.ts';
import { Laptop, pairedLaptops } from './laptop.ts';

describe('the recovery key of sync', () => {
  const made: Laptop[] = [];
  afterEach(() => {
    for (const { storage } of made.splice(0)) storage.remove();
  });

  async function paired(server: MemorySync, count: number): Promise<Laptop[]> {
    const laptops = await pairedLaptops(server, count);
    made.push(...laptops);
    return laptops;
  }
  const fact = (id: string) => span({ id, project: '/planted' });
  const syncAll = async (server: SyncServer, laptops: readonly Laptop[]): Promise<void> => {
    for (let round = 0; round < 2; round++)
      for (const laptop of laptops) assert.equal((await laptop.sync(server)).outcome, 'ok');
  };
  const idsOf = async (laptop: Laptop): Promise<string[]> => (await laptop.facts()).map(({ id }) => id).toSorted();

  /** A new laptop that joins by a recovery key, as Turn On Sync does. */
  async function recover(server: MemorySync, secret: Uint8Array): Promise<Laptop> {
    const client = server.client();
    const { envelope = new Uint8Array() } = await client.recovery();
    const opened = openRecovery(secret, envelope);
    if (!opened) throw new Error('another key');
    const laptop = new Laptop();
    made.push(laptop);
    await laptop.join(client);
    const isPending = server.devices.at(-1)?.status === 'pending';
    laptop.ring = opened.admit({ ...laptop.ring, keys: [] });
    if (isPending) await client.recover(laptop.ring.deviceId, opened.proof);
    return laptop;
  }

  it('brings everything to a new device when all others are lost', async () => {
    const server = new MemorySync();
    const laptops = await paired(server, 2);
    const secret = randomBytes(32);
    for (const [i, laptop] of laptops.entries()) await laptop.record(fact(`w${i}:1`));
    await syncAll(server.client(), laptops);
    (laptops[0] as Laptop).ring = withRecovery((laptops[0] as Laptop).ring, secret);
    await syncAll(server.client(), laptops);
    // Recorded after the recovery key was made, by the other one.
    await laptops[1]?.record(fact('w1:2'));
    await syncAll(server.client(), laptops);
    const rescued = await recover(server, secret);
    assert.equal((await rescued.sync(server.client())).outcome, 'ok');
    assert.deepEqual(await idsOf(rescued), ['w0:1', 'w1:1', 'w1:2']);
    assert.ok(!JSON.stringify(server.offer.envelope).includes('planted'));
  });

  it('makes the others trust the new device, and it them', async () => {
    const server = new MemorySync();
    const laptops = await paired(server, 2);
    const [first, second] = laptops as [Laptop, Laptop];
    const secret = randomBytes(32);
    first.ring = withRecovery(first.ring, secret);
    await syncAll(server.client(), laptops);
    const third = await recover(server, secret);
    await third.record(fact('w2:1'));
    await syncAll(server.client(), [third, first, second]);
    assert.deepEqual(await idsOf(second), ['w2:1']);
    assert.ok(second.ring.trusted[third.ring.deviceId]);
    // It may revoke one of them, and the other gets the new key from it.
    third.ring = withoutDevice(third.ring, first.ring.deviceId);
    await server.client().revoke(first.ring.deviceId);
    await third.record(fact('w2:2'));
    await syncAll(server.client(), [third, second]);
    assert.deepEqual(await idsOf(second), ['w2:1', 'w2:2']);
  });

  it('follows the keys: what comes after a rotation is opened too, by whichever device made the key', async () => {
    const server = new MemorySync();
    const laptops = await paired(server, 3);
    const [first, second, third] = laptops as [Laptop, Laptop, Laptop];
    first.ring = withRecovery(first.ring, randomBytes(32));
    await syncAll(server.client(), laptops);
    second.ring = withoutDevice(second.ring, third.ring.deviceId);
    await server.client().revoke(third.ring.deviceId);
    await syncAll(server.client(), [second, first]);
    // The revoked one knew what the recovery key opens.
    assert.equal(server.offer.envelope, undefined);
    assert.equal(first.ring.recovery?.key, undefined);
    const secret = randomBytes(32);
    first.ring = withRecovery(first.ring, secret);
    await syncAll(server.client(), [first, second]);
    await second.record(fact('w1:9'));
    await syncAll(server.client(), [second, first]);
    const rescued = await recover(server, secret);
    assert.equal((await rescued.sync(server.client())).outcome, 'ok');
    assert.deepEqual(await idsOf(rescued), ['w1:9']);
  });

  it('opens nothing once another one was made', async () => {
    const server = new MemorySync();
    const laptops = await paired(server, 1);
    const [only] = laptops as [Laptop];
    const [old, latest] = [randomBytes(32), randomBytes(32)];
    only.ring = withRecovery(only.ring, old);
    await syncAll(server.client(), laptops);
    const before = openRecovery(old, server.offer.envelope ?? new Uint8Array());
    only.ring = withRecovery(only.ring, latest);
    await syncAll(server.client(), laptops);
    assert.equal(openRecovery(old, server.offer.envelope ?? new Uint8Array()), undefined);
    const waiting = new Laptop();
    made.push(waiting);
    await waiting.join(server.client());
    await assert.rejects(server.client().recover(waiting.ring.deviceId, before?.proof ?? new Uint8Array()));
  });

  it('is made by nobody but who has it: a voucher of another key, device, or for another id says nothing', async () => {
    const server = new MemorySync();
    const [first] = (await paired(server, 1)) as [Laptop];
    first.ring = withRecovery(first.ring, randomBytes(32));
    const stranger = new Laptop();
    made.push(stranger);
    const knowing = { ...first.ring, secret: stranger.ring.secret, deviceId: 'new' };
    const reader = { [first.ring.deviceId]: ownKeyOf(first) };
    const line = introduce({ ...knowing, trusted: reader });
    assert.notEqual(takeIntroduction(first.ring, 'new', line), first.ring);
    assert.equal(takeIntroduction(first.ring, 'other', line), first.ring);
    assert.equal(takeIntroduction({ ...first.ring, revoked: ['new'] }, 'new', line).trusted['new'], undefined);
    const guessing = introduce({ ...withRecovery(knowing, randomBytes(32)), trusted: reader });
    assert.equal(takeIntroduction(first.ring, 'new', guessing), first.ring);
    assert.equal(takeIntroduction(withoutDevice(first.ring, 'x'), 'new', line).trusted['new'], undefined);
  });

  it('is in the secret storage with the other keys, and told to the server once', async () => {
    const server = new MemorySync();
    const [first] = (await paired(server, 1)) as [Laptop];
    first.ring = withRecovery(first.ring, randomBytes(32));
    await first.sync(server.client());
    first.ring = ringFromText(ringToText(first.ring)) ?? first.ring;
    assert.ok(first.ring.recovery?.key && first.ring.recoveryTold);
    server.offer = { generation: 0 };
    await first.sync(server.client());
    assert.equal(server.offer.generation, 0);
  });
});

function ownKeyOf({ ring }: Laptop): Uint8Array {
  return new Identity(ring.secret).publicKey;
}
