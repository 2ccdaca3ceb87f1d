import assert from 'node:assert/strict';
import type { Reading } from '../../../../src/core/operations/reading.ts';
import { readRecords } from '../../../../src/core/records/readRecords.ts';
import {
  listDeliveries,
  listWebhooksQuery,
  redeliver,
} from '../../../../src/integrations/webhooks/webhookOperations.ts';
import { deliveries, webhooks } from '../../../../src/integrations/webhooks/webhooks.ts';
import { webhookWindow } from './webhookWindow.ts';

const now = Date.UTC(2026, 10, 4, 12);

describe('the operations of webhooks', () => {
  let window: ReturnType<typeof webhookWindow>;
  beforeEach(() => (window = webhookWindow(now)));
  const read = (): Reading =>
    ({
      records: (collection: never, query: never) => readRecords(window.reader, collection, query),
    }) as unknown as Reading;

  it('list where events go, without the rest of an address', async () => {
    const add = (url: string, change: object = {}) =>
      window.app
        .records(webhooks)
        .create({ url, events: ['task.completed'], names: false, allowPrivate: false, status: 'active', ...change });
    const first = await add('https://hooks.slack.com:8443/services/T0/secret');
    const second = await add('no address', { names: true, status: 'gone' });
    assert.deepEqual(listWebhooksQuery.run(read(), {}), {
      webhooks: [
        { id: first.id, host: 'hooks.slack.com:8443', events: ['task.completed'], names: false, status: 'active' },
        { id: second.id, host: '', events: ['task.completed'], names: true, status: 'gone' },
      ],
    });
  });

  const put = (id: string, change: object = {}) =>
    window.app.records(deliveries).put(id, {
      webhook: 'w',
      event: 'e',
      type: 'task.completed',
      body: 'secret',
      status: 'pending',
      start: now,
      attempts: 0,
      ...change,
    });

  it('list deliveries, the latest first, with what is known of them', async () => {
    await put('a', { due: now + 5, attempts: 1, lastStatus: 0, reason: 'no answer' });
    await put('b', { start: now + 1, status: 'delivered' });
    const all = [
      { id: 'b', webhook: 'w', type: 'task.completed', status: 'delivered', at: now + 1, attempts: 0 },
      {
        id: 'a',
        webhook: 'w',
        type: 'task.completed',
        status: 'pending',
        at: now,
        attempts: 1,
        next: now + 5,
        lastStatus: 0,
        reason: 'no answer',
      },
    ];
    assert.deepEqual(listDeliveries.run(read(), {}), { deliveries: all });
    assert.deepEqual(listDeliveries.run(read(), { status: 'delivered' }), { deliveries: all.slice(0, 1) });
  });

  it('list 200 deliveries at most', async () => {
    for (let i = 0; i < 201; i++) await put(`d${i}`, { start: now + i });
    const asked: unknown[] = [];
    const reading = read();
    const { records } = reading;
    listDeliveries.run(
      {
        ...reading,
        records: ((...of: Parameters<typeof records>) => (asked.push(of[1]), records(...of))) as typeof records,
      },
      {},
    );
    assert.deepEqual(asked, [{ by: 'start', descending: true, limit: 200 }]);
    const { deliveries: found } = listDeliveries.run(read(), {});
    const accepts = (count: number) => listDeliveries.result.safeParse({ deliveries: found.slice(0, count) }).success;
    assert.deepEqual([accepts(200), accepts(201)], [true, false]);
  });

  it('send one again as if for the first time', async () => {
    await put('a', { status: 'failed', attempts: 10, reason: 'answered 503' });
    window.clock.advance(60_000);
    assert.deepEqual(await redeliver.run(window.app, { id: 'a' }), { id: 'a' });
    const [{ values } = assert.fail()] = (await window.app.records(deliveries).list()).records;
    assert.deepEqual([values.status, values.due, values.attempts, values.body], ['pending', now + 60_000, 0, 'secret']);
  });
});
