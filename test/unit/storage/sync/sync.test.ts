import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { SyncServer } from '../../../../src/core/sync/syncServer.ts';
import { MemorySync } from '../../../fakes/memorySync.ts';
import { document, plan, planTask, record, run, span } from '../facts.ts';
import { sealSegment } from '../../../../src/storage/sync/segment.ts';
import { withoutDevice } from '../../../../src/storage/sync/syncKeys.ts';
import { currentKey } from '../../../../src/storage/sync/syncRing.ts';
import { Laptop, pairedLaptops } from './laptop.ts';

describe('sync', () => {
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

  it('carries every kind of fact to another device, and nothing back', async () => {
    const [one, other] = await paired(2);
    await one.record(
      span({ id: 'a:1' }),
      run({ id: 'a:2', end: span().start + 5000, exitCode: 0 }),
      document({ id: 'commits:1' }),
      plan(),
      planTask({ id: 'a:3' }),
      record({ id: 'e:1' }),
      record({ id: 'e:2', fields: { title: 'gone', deleted: true } }),
    );
    assert.equal((await one.sync(server.client())).outcome, 'ok');
    const result = await other.sync(server.client());
    assert.equal(result.outcome, 'ok');
    assert.equal(result.uploaded, 0);
    assert.deepEqual(await other.facts(), await one.facts());
    assert.equal((await one.facts()).length, 6);
    assert.deepEqual((await one.sync(server.client())).uploaded, 0);
    assert.equal((await other.store()).record('things', 'e:2')?.fields.get('deleted')?.value ?? true, true);
  });

  it('divides long facts into segments of some megabytes, and carries all of them', async () => {
    const [one, other] = await paired(2);
    await one.record(span({ id: 'a:1' }));
    await one.sync(server.client());
    await one.record(
      ...Array.from({ length: 12 }, (_, i) => record({ id: `e:${i}`, fields: { notes: 'x'.repeat(600_000) } })),
    );
    assert.equal((await one.sync(server.client())).uploaded, 2);
    await other.sync(server.client());
    assert.equal((await other.facts()).length, 13);
  });

  it('carries growth, edits, and deletions', async () => {
    const [one, other] = await paired(2);
    const sync = async (): Promise<void> => {
      for (const laptop of [one, other, one]) assert.equal((await laptop.sync(server.client())).outcome, 'ok');
    };
    await one.record(span({ id: 'a:1' }), planTask({ id: 'a:3' }));
    await sync();
    await one.record(span({ id: 'a:1', end: span().end + 9000, signals: 20 }));
    await other.record(planTask({ id: 'a:3', rev: 9, deleted: true }));
    await sync();
    assert.deepEqual(await other.facts(), await one.facts());
    assert.deepEqual(
      (await one.facts()).map((fact) => ('end' in fact ? fact.end : 0)),
      [span().end + 9000],
    );
  });

  it('shows the server no name', async () => {
    const [one, other] = await paired(2);
    await one.record(span({ id: 'a:1', project: '/home/ada/planted', file: 'src/planted.ts', branch: 'planted' }));
    await one.record(record({ id: 'e:1', fields: { title: 'planted', notes: 'planted' } }));
    for (const laptop of [one, other]) await laptop.sync(server.client());
    const all = [
      ...server.segments.map(({ body }) => body),
      ...server.devices.flatMap(({ envelope }) => envelope ?? []),
    ];
    assert.ok(all.length >= 3);
    for (const bytes of all) assert.ok(!Buffer.from(bytes).toString('latin1').includes('planted'));
    assert.ok(JSON.stringify(await other.facts()).includes('planted'));
  });

  it('uploads hours that were folded before once, and no later ones', async () => {
    const [one, other] = await paired(2);
    const late = span().start + 100 * 86_400_000;
    await one.record(span({ id: 'a:1' }), span({ id: 'a:2', start: span().start + 1e6, end: span().start + 2e6 }));
    await one.record(span({ id: 'a:3', start: late, end: late + 1000 }));
    const folding = await one.storage.store({ detailMonths: 1 });
    for (const { storage } of laptops) storage.clock.pass(110 * 86_400_000);
    folding.checkpoint();
    assert.deepEqual(
      (await one.facts()).map(({ id }) => id.slice(0, 5)),
      ['hour-', 'hour-', 'a:3'],
    );
    for (const laptop of [one, other, one, other]) assert.equal((await laptop.sync(server.client())).outcome, 'ok');
    const time = async (laptop: Laptop): Promise<number> =>
      (await laptop.facts()).reduce((sum, fact) => sum + ('end' in fact ? (fact.end ?? 0) - fact.start : 0), 0);
    assert.equal(await time(other), await time(one));
    const stored = server.segments.length;
    await other.storage.store({ detailMonths: 1 }).then((store) => store.checkpoint());
    for (const laptop of [other, one]) await laptop.sync(server.client());
    assert.equal(await time(other), await time(one));
    assert.equal(server.segments.length, stored);
  });

  it('continues when the account is full, after a lost answer, and on a server that lost segments', async () => {
    const [one, other] = await paired(2);
    await one.record(span({ id: 'a:1' }));
    server.most = 10;
    assert.equal((await one.sync(server.client())).outcome, 'full');
    server.most = Infinity;
    let calls = 0;
    const outcome = await one.sync(
      server.client((at) => (at === 'after' && ++calls === 2 ? 'unreachable' : undefined)),
    );
    assert.equal(outcome.outcome, 'unreachable');
    await one.record(span({ id: 'a:2', start: span().start + 1e6, end: span().start + 2e6 }));
    assert.equal((await one.sync(server.client())).outcome, 'ok');
    await other.sync(server.client());
    assert.deepEqual(await other.facts(), await one.facts());
    server.segments = [];
    server.devices = server.devices.map((device) => ({ ...device, nextSequence: 1 }));
    assert.equal((await one.sync(server.client())).outcome, 'ok');
    assert.ok(server.segments.length > 0);
    assert.equal((await other.sync(server.client())).outcome, 'ok');
    assert.deepEqual(await other.facts(), await one.facts());
  });

  it('gives a revoked device none of what comes later', async () => {
    const [one, other, third] = (await paired(3)) as Laptop[] as [Laptop, Laptop, Laptop];
    const client = server.client();
    await one.record(span({ id: 'a:1' }));
    for (const laptop of [one, other, third]) await laptop.sync(client);
    await client.revoke(third.ring.deviceId);
    one.ring = withoutDevice(one.ring, third.ring.deviceId);
    await one.record(span({ id: 'a:2', start: span().start + 1e6, end: span().start + 2e6 }));
    await one.sync(client);
    assert.equal((await other.sync(client)).outcome, 'ok');
    assert.deepEqual(await other.facts(), await one.facts());
    assert.equal(currentKey(other.ring)?.generation, 2);
    assert.equal((await third.sync(client)).outcome, 'revoked');
    // Even if the server takes it for active, what comes later is sealed under a key that it doesn't have.
    server.devices = server.devices.map((device) => ({ ...device, status: 'active' }));
    assert.equal((await third.sync(client)).outcome, 'unreadable');
    assert.equal((await third.facts()).length, 1);
    assert.equal((await one.facts()).length, 2);
  });

  describe('with a server that means harm', () => {
    /** Two laptops, two segments of the first, and the second after the harm. */
    async function harmed(harm: (key: Laptop) => void): Promise<{ outcome: string; facts: number }> {
      const [one, other] = await paired(2);
      for (const n of [1, 2, 3]) {
        const start = span().start + n * 1e6;
        await one.record(span({ id: `a:${n}`, start, end: start + 1000 }));
        await one.sync(server.client());
      }
      harm(one);
      const { outcome } = await other.sync(server.client());
      return { outcome, facts: (await other.facts()).length };
    }
    const at = (index: number) => server.segments.at(index) ?? assert.fail();
    const change = (index: number, to: object): void => {
      server.segments = server.segments.with(index, { ...at(index), ...to });
    };

    it('takes no segment in the place of another', async () => {
      assert.deepEqual(await harmed(() => change(-1, { body: at(-2).body })), { outcome: 'unreadable', facts: 2 });
    });
    it('takes no segment twice', async () => {
      const replayed = await harmed(() => change(-1, { body: at(-2).body, sequence: at(-2).sequence }));
      assert.deepEqual(replayed, { outcome: 'gap', facts: 2 });
    });
    it('notices that one is missing, or that they come in another order', async () => {
      const without = await harmed(() => void (server.segments = server.segments.filter((_, i) => i !== 1)));
      assert.equal(without.outcome, 'gap');
    });
    it('notices another order', async () => {
      assert.equal((await harmed(() => void server.segments.reverse())).outcome, 'gap');
    });
    it('takes none that was cut, is too long, or is a page', async () => {
      for (const body of [
        (own: Uint8Array) => own.subarray(0, -3),
        () => new Uint8Array(),
        () => Buffer.from('<html>Sign in</html>'),
        () => Buffer.alloc(1_100_000),
      ]) {
        server = new MemorySync();
        const result = await harmed(() => change(-1, { body: body(at(-1).body) }));
        assert.deepEqual(result, { outcome: 'unreadable', facts: 2 });
      }
    });
    it('reads none that says it is 100 MB long', async () => {
      assert.deepEqual(await harmed(() => change(-1, { bytes: 100_000_000 })), { outcome: 'unreadable', facts: 2 });
    });
    it('takes none under another key', async () => {
      const { deviceId, sequence } = { deviceId: '', sequence: 0 };
      const forged = sealSegment(
        { generation: 9, raw: randomBytes(32) },
        { deviceId, sequence },
        { type: 'facts', lines: [] },
      );
      assert.deepEqual(await harmed(() => change(-1, { body: forged })), { outcome: 'unreadable', facts: 2 });
    });
    it('leaves out lines that are no facts, and says how many', async () => {
      const lines = ['{"type":"span"}', 'no JSON', JSON.stringify(span({ id: 'z:1', end: 9e15 }))];
      const result = await harmed(({ ring }) => {
        const key = currentKey(ring) ?? assert.fail();
        change(-1, { body: sealSegment(key, at(-1), { type: 'facts', lines }) });
      });
      assert.deepEqual(result, { outcome: 'ok', facts: 2 });
      assert.equal((await laptops[1]?.store())?.syncState({})?.refused, 3);
    });
    it('ends a list that never ends', async () => {
      const [one, other] = await paired(2);
      await one.record(span({ id: 'a:1' }));
      await one.sync(server.client());
      const { deviceId } = other.ring;
      let pages = 0;
      const endless: SyncServer = {
        ...server.client(),
        segments: (after, limit) => {
          if (++pages > 20) assert.fail('it goes on asking');
          const from = (n: number) => ({ position: after + n + 1, deviceId, sequence: after + n + 1, bytes: 1 });
          return Promise.resolve(Array.from({ length: limit }, (_, n) => from(n)));
        },
      };
      assert.equal((await other.sync(endless)).outcome, 'gap');
    });
    it('gets no key by an envelope of its own', async () => {
      const [one, other] = [new Laptop(), new Laptop()];
      laptops.push(one, other);
      await one.join(server.client());
      await other.join(server.client());
      await assert.rejects(one.admit(server.client(), other, randomBytes(10)), /shows this code/);
      const evil = new Laptop();
      laptops.push(evil);
      evil.ring = { ...one.ring, secret: randomBytes(32) };
      const waiting = server.devices.at(-1) ?? assert.fail();
      // The server knows everything but the code.
      const { admit } = await import('../../../../src/storage/sync/syncKeys.ts');
      const publicKey = waiting.publicKey.subarray(0, 32);
      const { envelope } = admit(evil.ring, { id: waiting.id, publicKey, code: randomBytes(10) });
      server.devices = server.devices.with(-1, { ...waiting, status: 'active', envelope });
      assert.equal((await other.sync(server.client())).outcome, 'forged');
      assert.equal(server.segments.length, 0);
    });
  });
});
