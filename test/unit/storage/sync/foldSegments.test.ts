import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { foldSegments } from '../../../../src/storage/sync/foldSegments.ts';
import { openParts, openSegment, sealFolded, sealSegment } from '../../../../src/storage/sync/segment.ts';
import { currentKey } from '../../../../src/storage/sync/syncRing.ts';
import type { SyncServer } from '../../../../src/core/sync/syncServer.ts';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { MemorySync } from '../../../fakes/memorySync.ts';
import { span } from '../facts.ts';
import { foldOf, Laptop, pairedLaptops, unsynced } from './laptop.ts';

const { start } = span();
const work = (of: string, n: number) =>
  span({ id: `${of}:${n}`, start: start + n * 1e6, end: start + n * 1e6 + 1000, file: `${of}${n}.ts` });

describe('folding segments', () => {
  let server: MemorySync;
  let laptops: Laptop[];
  beforeEach(() => {
    server = new MemorySync();
    laptops = [];
  });
  afterEach(() => laptops.forEach(({ storage }) => storage.remove()));

  async function paired(): Promise<[Laptop, Laptop]> {
    laptops = await pairedLaptops(server, 2);
    for (const laptop of laptops) laptop.files = unsynced(nodeFiles);
    return laptops as [Laptop, Laptop];
  }

  async function upload(laptop: Laptop, [from, to]: readonly [number, number]): Promise<void> {
    const of = laptop === laptops[0] ? 'a' : 'b';
    for (let n = from; n < to; n++) {
      await laptop.record(work(of, n));
      assert.equal((await laptop.sync(server.client())).outcome, 'ok');
    }
  }

  async function joined(by: Laptop): Promise<Laptop> {
    const laptop = new Laptop();
    laptops.push(laptop);
    await laptop.join(server.client());
    await by.admit(server.client(), laptop);
    assert.equal((await laptop.sync(server.client())).outcome, 'ok');
    return laptop;
  }

  it('makes one of many, which a new device takes as it took the many', async () => {
    const [one, other] = await paired();
    await upload(one, [0, 12]);
    const before = server.segments.length;
    await foldOf(one, server.client());
    assert.ok(server.segments.length <= before - 8, `${before} to ${server.segments.length}`);
    assert.deepEqual(await (await joined(one)).facts(), await one.facts());
    assert.equal((await other.sync(server.client())).outcome, 'ok');
    assert.deepEqual(await other.facts(), await one.facts());
    await upload(one, [12, 14]);
    assert.equal((await other.sync(server.client())).outcome, 'ok');
    assert.equal((await other.facts()).length, 14);
  });

  it('takes from a folded one only what was not taken before, and goes through nothing again', async () => {
    const [one, other] = await paired();
    await upload(one, [0, 5]);
    await other.sync(server.client());
    await upload(one, [5, 10]);
    await foldOf(one, server.client());
    const honest = server.client();
    const listedAfter: number[] = [];
    const watched: SyncServer = {
      ...honest,
      segments: (after, limit) => (listedAfter.push(after), honest.segments(after, limit)),
    };
    const { taken, outcome } = await other.sync(watched);
    assert.deepEqual([outcome, taken], ['ok', 5]);
    assert.equal((await other.sync(watched)).outcome, 'ok');
    assert.ok(!listedAfter.includes(0), `listed after ${listedAfter.join(', ')}`);
  });

  it('leaves what is between segments of another device in its order', async () => {
    const [one, other] = await paired();
    for (let n = 0; n < 5; n++) {
      await upload(one, [n, n + 1]);
      await upload(other, [n, n + 1]);
    }
    const before = server.segments.map(({ position }) => position);
    await foldOf(one, server.client());
    assert.deepEqual(
      server.segments.map(({ position }) => position),
      before,
    );
  });

  it('brings nothing back that was erased between its segments', async () => {
    const [one, other] = await paired();
    await upload(one, [0, 4]);
    (await one.store()).refresh();
    (await one.store()).erase({ range: { from: start, to: start + 4e6 } });
    await one.sync(server.client());
    await upload(one, [10, 16]);
    await foldOf(one, server.client());
    const fresh = await joined(one);
    const ids = (await fresh.facts()).map(({ id }) => id).sort();
    assert.deepEqual(ids, (await one.facts()).map(({ id }) => id).sort());
    assert.ok(!ids.includes('a:1'));
    assert.equal((await other.sync(server.client())).outcome, 'ok');
    assert.deepEqual(await other.facts(), await one.facts());
  });

  it('is not noticed by a device that had listed what was folded meanwhile', async () => {
    const [one, other] = await paired();
    await upload(one, [0, 10]);
    const honest = server.client();
    let isFolded = false;
    const racing: SyncServer = {
      ...honest,
      contents: async (after) => {
        if (!isFolded) await foldOf(one, server.client());
        isFolded = true;
        return honest.contents(after);
      },
    };
    assert.equal((await other.sync(racing)).outcome, 'ok');
    assert.ok(isFolded);
    assert.deepEqual(await other.facts(), await one.facts());
  });

  it('changes nothing where the server does not take it, or its answer is lost', async () => {
    const [one, other] = await paired();
    await upload(one, [0, 10]);
    const lost = server.client((at) =>
      at === 'after' && server.segments.some(({ first }) => first) ? 'unreachable' : undefined,
    );
    await assert.rejects(foldOf(one, lost), { problem: 'unreachable' });
    await foldOf(one, server.client());
    assert.deepEqual(await (await joined(one)).facts(), await one.facts());
    assert.equal((await other.sync(server.client())).outcome, 'ok');
  });

  it('opens only where it belongs, and with as many parts as it says', () => {
    const key = { generation: 1, raw: randomBytes(32) };
    const part = (sequence: number, ...lines: string[]) => ({ sequence, content: { type: 'facts' as const, lines } });
    const place = { deviceId: 'd', first: 3, sequence: 5 };
    const sealed = sealFolded(key, place, [part(3, '1', '2'), part(4), part(5, '3')]);
    assert.deepEqual(openParts([key], place, sealed), [part(3, '1', '2'), part(4), part(5, '3')]);
    for (const wrong of [
      { ...place, first: 2 },
      { ...place, sequence: 6 },
      { deviceId: 'd', sequence: 5 },
      { ...place, deviceId: 'e' },
    ])
      assert.equal(openParts([key], wrong, sealed), undefined);
    assert.equal(openSegment([key], place, sealed), undefined, 'it is no single one');
    const short = sealFolded(key, place, [part(3, '1'), part(4, '2')]);
    assert.equal(openParts([key], place, short), undefined);
    const single = sealSegment(key, place, { type: 'facts', lines: ['1'] });
    assert.equal(openParts([key], place, single), undefined, 'one that says it is of several sequences');
  });

  it('leaves segments with keys, and what it can not open', async () => {
    const [one] = await paired();
    await upload(one, [0, 5]);
    const deviceId = one.ring.deviceId;
    const key = currentKey(one.ring) ?? assert.fail();
    const next = server.devices.find(({ id }) => id === deviceId)?.nextSequence ?? 0;
    await server
      .client()
      .append(deviceId, next, sealSegment(key, { deviceId, sequence: next }, { type: 'keys', lines: ['x'] }));
    await server.client().append(deviceId, next + 1, randomBytes(60));
    const kept = server.segments.slice(-2);
    await foldSegments({
      server: server.client(),
      secrets: { deviceId, keys: one.ring.keys, key, revoked: [], hashKey: randomBytes(32) },
      after: 0,
      limits: { listed: server.segments.length, least: 2, bytes: 1e6, chars: Infinity },
    });
    assert.deepEqual(server.segments.slice(-2), kept);
    assert.ok(server.segments.length < 7);
  });

  it('comes to an end with a server that lists the same again, or goes back', async () => {
    const [one] = await paired();
    await upload(one, [0, 3]);
    const listed = server.segments.map(({ position, deviceId, sequence, bytes }) => ({
      position,
      deviceId,
      sequence,
      bytes,
    }));
    let asked = 0;
    const segments = async () => {
      assert.ok(asked++ < 3, 'there is no end');
      return listed;
    };
    const key = currentKey(one.ring) ?? assert.fail();
    const { deviceId } = one.ring;
    const secrets = { deviceId, keys: one.ring.keys, key, revoked: [], hashKey: randomBytes(32) };
    const limits = { listed: listed.length, least: 1000, bytes: 1e6, chars: Infinity };
    const last = listed.at(-1)?.position;
    assert.equal(await foldSegments({ server: { ...server.client(), segments }, secrets, after: 0, limits }), last);
  });
});
