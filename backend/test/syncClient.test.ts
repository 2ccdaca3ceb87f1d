import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SyncClient } from '../../src/integrations/backend/syncClient.ts';
import { BackendClient } from '../../src/integrations/backend/backendClient.ts';
import { withoutRecovery, withRecovery } from '../../src/storage/sync/recoveryRing.ts';
import { openRecovery } from '../../src/storage/sync/syncRecovery.ts';
import { record, span } from '../../test/unit/storage/facts.ts';
import { foldOf, Laptop } from '../../test/unit/storage/sync/laptop.ts';
import { type Person, signUp } from './harness/client.ts';
import { database, type TestServer, startTestServer } from './harness/testServer.ts';

describe("sync by the extension's client", function () {
  this.timeout(60_000);
  let server: TestServer;
  before(async () => (server = await startTestServer({ registration: 'open' })));
  after(() => server.stop());

  /** Signs a laptop of a person in, as VS Code does. */
  async function client(person: Person): Promise<SyncClient> {
    const asking = new BackendClient(server.url);
    const code = await asking.requestCode();
    await person.client.ok('POST', '/auth/device/grant', { code: code.userCode, approve: true });
    const wait = (ms: number): Promise<void> => (server.wait(ms), Promise.resolve());
    const { accessToken } = await asking.awaitTokens(code, wait, new AbortController().signal);
    return new SyncClient(server.url, accessToken);
  }

  it('brings three laptops together, and the server stores no name', async () => {
    const person = await signUp(server.client());
    const laptops = [new Laptop(), new Laptop(), new Laptop()];
    const clients = [await client(person), await client(person), await client(person)];
    try {
      for (const [i, laptop] of laptops.entries()) {
        await laptop.join(clients[i] as SyncClient);
        if (i > 0) await laptops[0]?.admit(clients[0] as SyncClient, laptop);
      }
      for (const [i, laptop] of laptops.entries()) {
        const fields = { title: `planted ${i}`, [`of${i}`]: 'planted' };
        const clock = { time: span().start + i, count: 0, writer: `w${i}` };
        await laptop.record(
          span({ id: `w${i}:1`, project: '/planted', file: `planted${i}.ts` }),
          record({ id: 'shared', clock, fields }),
        );
      }
      for (let round = 0; round < 2; round++)
        for (const [i, laptop] of laptops.entries())
          assert.equal((await laptop.sync(clients[i] as SyncClient)).outcome, 'ok');
      const [first, ...others] = await Promise.all(laptops.map((laptop) => laptop.facts()));
      for (const other of others) assert.deepEqual(other, first);
      const shared = first?.flatMap((fact) => (fact.type === 'record' && fact.id === 'shared' ? [fact.fields] : []));
      assert.deepEqual(shared?.flatMap((fields) => Object.keys(fields)).toSorted(), ['of0', 'of1', 'of2', 'title']);
      const stored = await database.dump(server.databaseUrl);
      assert.ok(stored.includes(person.email), 'everything is looked through');
      for (const name of ['planted', Buffer.from('planted').toString('hex'), Buffer.from('planted').toString('base64')])
        assert.ok(!stored.toLowerCase().includes(name.toLowerCase()), name);

      const [one, oneClient] = [laptops[0] as Laptop, clients[0] as SyncClient];
      const before = (await oneClient.segments(0, 1000)).length;
      for (let n = 2; n < 5; n++) {
        await one.record(span({ id: `w0:${n}`, project: '/planted', file: `planted${n}.ts` }));
        assert.equal((await one.sync(oneClient)).outcome, 'ok');
      }
      await foldOf(one, oneClient);
      const folded = await oneClient.segments(0, 1000);
      assert.deepEqual([folded.length, folded.at(-1)?.first], [before + 1, folded.at(-1)?.first]);
      assert.ok(folded.at(-1)?.first);
      assert.equal((await laptops[1]?.sync(clients[1] as SyncClient))?.taken, 3);

      await laptops[0]?.sync(clients[0] as SyncClient);
      const lost = laptops[2]?.ring.deviceId ?? '';
      await clients[0]?.revoke(lost);
      assert.equal((await laptops[2]?.sync(clients[2] as SyncClient))?.outcome, 'signed-out');
      assert.equal((await laptops[1]?.sync(clients[1] as SyncClient))?.outcome, 'ok');
    } finally {
      for (const { storage } of laptops) storage.remove();
    }
  });

  it('lets a new laptop in by the recovery key alone, and by no other', async () => {
    const person = await signUp(server.client());
    const secret = randomBytes(32);
    const [lost, found] = [new Laptop(), new Laptop()];
    const [before, after] = [await client(person), await client(person)];
    try {
      await lost.join(before);
      lost.ring = withRecovery(lost.ring, secret);
      await lost.record(span({ id: 'w0:1', project: '/planted', file: 'planted.ts' }));
      assert.equal((await lost.sync(before)).outcome, 'ok');
      const { envelope, generation } = await after.recovery();
      assert.equal(generation, 1);
      const opened = openRecovery(secret, envelope ?? new Uint8Array());
      assert.ok(opened);
      assert.equal(openRecovery(randomBytes(32), envelope ?? new Uint8Array()), undefined);
      await found.join(after);
      await assert.rejects(after.recover(found.ring.deviceId, randomBytes(32)), { problem: 'conflict' });
      // Nobody recovers someone else's device, or one with another session.
      const stranger = await client(await signUp(server.client()));
      await assert.rejects(stranger.recover(found.ring.deviceId, opened.proof), { problem: 'conflict' });
      await assert.rejects(before.recover(found.ring.deviceId, opened.proof), { problem: 'refused' });
      // A device that waits stores nothing.
      await assert.rejects(after.offerRecovery({ generation: 9 }), { problem: 'refused' });
      await after.recover(found.ring.deviceId, opened.proof);
      found.ring = opened.admit(found.ring);
      assert.equal((await found.sync(after)).outcome, 'ok');
      assert.deepEqual(
        (await found.facts()).map(({ id }) => id),
        ['w0:1'],
      );
      // A late message from a device that knows less changes nothing.
      found.ring = withoutRecovery(found.ring);
      await found.sync(after);
      await after.offerRecovery({ generation: 1, envelope: randomBytes(8), verifier: randomBytes(32) });
      assert.deepEqual(await after.recovery(), { generation: 2 });
      const stored = await database.dump(server.databaseUrl);
      for (const text of [secret, opened.proof].map((bytes) => Buffer.from(bytes).toString('hex')))
        assert.ok(!stored.includes(text));
    } finally {
      for (const { storage } of [lost, found]) storage.remove();
    }
  });

  it('reads again where a connection broke, and sends nothing again', async () => {
    const seen: string[] = [];
    const breaking = createServer((request, response) => {
      seen.push(request.method ?? '');
      if (seen.length === 1 || request.method !== 'GET') request.socket.destroy();
      else response.end(JSON.stringify({ data: [] }));
    }).listen(0, '127.0.0.1');
    await once(breaking, 'listening');
    try {
      const one = new SyncClient(`http://127.0.0.1:${(breaking.address() as AddressInfo).port}`, 'dma_x');
      assert.deepEqual(await one.devices(), []);
      assert.deepEqual(seen, ['GET', 'GET']);
      await assert.rejects(one.append('d', 1, randomBytes(8)), { problem: 'unreachable' });
      assert.deepEqual(seen, ['GET', 'GET', 'PUT']);
    } finally {
      breaking.close();
    }
  });
});
