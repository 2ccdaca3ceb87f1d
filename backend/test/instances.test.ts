import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Client, signUp } from './harness/client.ts';
import { batchOf } from './harness/organization.ts';
import { type Instance, startInstance } from './harness/startInstance.ts';
import { database } from './harness/testServer.ts';

describe('two instances on one database', () => {
  let instances: Instance[] = [];
  afterEach(() => instances.forEach(({ child }) => child.kill('SIGKILL')));

  it('lose and double nothing that was acknowledged when one is killed under load', async function () {
    this.timeout(40_000);
    const url = await database.create();
    // At the same time, so that both want to migrate.
    instances = await Promise.all([startInstance(url), startInstance(url)]);
    const [kept, killed] = instances as [Instance, Instance];
    const person = await signUp(new Client(kept.url));
    const clients = [kept, killed].map((one) => new Client(one.url, person.client.token));
    const batches = 120;
    const acknowledged = new Map<number, string>();
    let failed = 0;

    /** Sends until it is acknowledged, to the other instance after a failure, as a client that retries does. */
    const send = async (i: number): Promise<void> => {
      const headers = { 'idempotency-key': randomUUID() };
      const body = batchOf('2026-11-02', i + 1, { source: `source-${i}` });
      for (let at = i % 2; ; at = 1 - at) {
        const answer = await clients[at]?.send('POST', '/activities/batches', { body, headers }).catch(() => undefined);
        if (answer?.status === 202) {
          acknowledged.set(i, (answer.data as { id: string }).id);
          return;
        }
        if (answer && answer.status !== 503) assert.fail(answer.text);
        failed += 1;
      }
    };
    const queue = Array.from({ length: batches }, (_one, i) => i);
    const work = async (): Promise<void> => {
      for (let i = queue.shift(); i !== undefined; i = queue.shift()) {
        await send(i);
        if (acknowledged.size === 40) killed.child.kill('SIGKILL');
      }
    };
    await Promise.all(Array.from({ length: 12 }, work));

    assert.ok(failed > 0, 'the kill met no request');
    const { rows } = await database.query('select source, seconds, batch_id from activities', url);
    assert.equal(rows.length, batches);
    for (const { source, seconds, batch_id } of rows) {
      const i = Number(String(source).slice('source-'.length));
      assert.equal(seconds, i + 1);
      assert.equal(batch_id, acknowledged.get(i));
    }
    const total = await clients[0]?.ok<{ totalSeconds: number }>('GET', '/dashboard?from=2026-11-02&to=2026-11-02');
    assert.equal(total?.totalSeconds, (batches * (batches + 1)) / 2);
  });
});
