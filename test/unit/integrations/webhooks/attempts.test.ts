import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { event } from '../../../../src/core/events/appEvents.ts';
import { deliverDue, listWebhooks, queueEvent, queueFor } from '../../../../src/integrations/webhooks/deliver.ts';
import { send, type Attempt, type WebhookRequest } from '../../../../src/integrations/webhooks/send.ts';
import { newSecret } from '../../../../src/integrations/webhooks/signing.ts';
import { deliveries, longestWaitMs, nextAttempt, webhooks } from '../../../../src/integrations/webhooks/webhooks.ts';
import { webhookWindow } from './webhookWindow.ts';

const now = Date.UTC(2026, 10, 4, 12);
const day = 24 * 3_600_000;
const done = (id: string) => event('task.completed', id, { at: now, data: { task: id }, names: {} });

describe('the schedule of a webhook', () => {
  it('is that of the scheme, with up to a tenth more', () => {
    const seconds = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
    for (const [i, s] of seconds.entries()) {
      assert.equal(nextAttempt(i + 1, now, 0), now + s * 1000);
      assert.equal(nextAttempt(i + 1, now, 1), now + s * 1100);
    }
    assert.equal(nextAttempt(10, now, 0), undefined);
    assert.equal(nextAttempt(1, now, 0.00001), now + 5000, 'in whole milliseconds');
    assert.ok(Math.abs(longestWaitMs - 1.1 * day) < 1);
  });
});

describe('an attempt to deliver', () => {
  let window: ReturnType<typeof webhookWindow>;
  let sent: WebhookRequest[];
  let result: Attempt;
  beforeEach(() => {
    [window, sent] = [webhookWindow(now), []];
    result = { isDelivered: false, status: 503, reason: 'answered 503' };
  });

  const add = async (change: object = {}): Promise<string> => {
    const values = {
      url: 'https://a.com/hook',
      events: ['task.completed' as const],
      names: false,
      allowPrivate: false,
      status: 'active' as const,
    };
    const { id } = await window.app.records(webhooks).create({ ...values, ...change });
    window.secrets.set(id, newSecret());
    return id;
  };
  const deliver = () => deliverDue({ ...window.app, send: async (request) => (sent.push(request), result) });
  const kept = async () => {
    const { records } = await window.app.records(deliveries).list();
    return records.map(({ values: { status, due, attempts, lastStatus, reason } }) =>
      Object.fromEntries(
        Object.entries({ status, due, attempts, lastStatus, reason }).filter(([, one]) => one !== undefined),
      ),
    );
  };

  it('keeps what came of it, and when to come again', async () => {
    await add();
    await queueEvent(window.app, done('t1'));
    assert.deepEqual(await kept(), [{ status: 'pending', due: now, attempts: 0 }]);
    const next = (await deliver()) ?? assert.fail('nothing waits');
    assert.ok(next >= now + 5000 && next <= now + 5500);
    assert.deepEqual(await kept(), [
      { status: 'pending', due: next, attempts: 1, lastStatus: 503, reason: 'answered 503' },
    ]);
    assert.equal(await deliver(), next, 'not before it is due');
    assert.equal(sent.length, 1);
    window.clock.advance(next - now);
    result = { isDelivered: true, status: 200, reason: '' };
    assert.equal(await deliver(), undefined);
    assert.deepEqual(await kept(), [{ status: 'delivered', attempts: 2, lastStatus: 200 }]);
    const [first, second] = sent;
    assert.deepEqual([first?.url, first?.allowPrivate], ['https://a.com/hook', false]);
    assert.equal(first?.body, second?.body);
    assert.notEqual(first?.headers['webhook-timestamp'], second?.headers['webhook-timestamp']);
  });

  it('comes again for the first of several that wait', async () => {
    await add();
    for (const id of ['t1', 't2']) await queueEvent(window.app, done(id));
    const next = await deliver();
    const waiting = (await kept()).map(({ due }) => Number(due));
    assert.deepEqual([next, waiting.length], [Math.min(...waiting), 2]);
  });

  it('is not made for a webhook that wants no more, which is not told to it again', async () => {
    const id = await add();
    await queueEvent(window.app, done('t1'));
    await window.app.records(webhooks).revise(id, { status: 'gone' });
    assert.equal(await deliver(), undefined);
    assert.deepEqual(await kept(), [
      { status: 'failed', attempts: 0, reason: 'the receiver wants no more deliveries' },
    ]);
    assert.equal(sent.length, 0);
    await queueEvent(window.app, done('t2'));
    assert.equal((await kept()).length, 1);
  });

  it('that is answered by 410 ends the webhook', async () => {
    await add();
    await queueEvent(window.app, done('t1'));
    result = { isDelivered: false, status: 410, reason: 'answered 410' };
    await deliver();
    assert.deepEqual(
      (await listWebhooks(window.app)).map(({ status }) => status),
      ['gone'],
    );
    assert.deepEqual(await kept(), [{ status: 'failed', attempts: 1, lastStatus: 410, reason: 'answered 410' }]);
  });

  it('is made at once where it is due later than any is, as after a clock that was ahead', async () => {
    const id = await add();
    const [webhook] = await listWebhooks(window.app);
    assert.equal(webhook?.id, id);
    const delivery = webhook ? await queueFor(window.app, webhook, done('t1')) : '';
    for (const [due, count] of [
      [now + longestWaitMs, 0],
      [now + longestWaitMs + 1, 1],
      [now, 1],
      [now + 1, 0],
    ] as const) {
      sent.splice(0);
      await window.app.records(deliveries).revise(delivery, { due, status: 'pending', attempts: 0 });
      await deliver();
      assert.equal(sent.length, count, String(due - now));
    }
  });

  it('is made for fifty at once', async () => {
    await add();
    for (let i = 0; i < 51; i++) await queueEvent(window.app, done(`t${i}`));
    result = { isDelivered: true, status: 200, reason: '' };
    assert.equal(await deliver(), now);
    assert.equal(sent.length, 50);
    assert.equal(await deliver(), undefined);
    assert.equal(sent.length, 51);
  });

  it('is forgotten 30 days after it was queued, delivered or not, and not before', async () => {
    await add();
    result = { isDelivered: true, status: 200, reason: '' };
    await queueEvent(window.app, done('t1'));
    await deliver();
    const count = async (id: string) => {
      await queueEvent(window.app, done(id));
      await deliver();
      return (await kept()).length;
    };
    window.clock.advance(30 * day - 1);
    assert.equal(await count('t2'), 2);
    window.clock.advance(2);
    assert.equal(await count('t3'), 2, 'the first is gone');
    result = { isDelivered: false, status: 410, reason: 'answered 410' };
    assert.equal(await count('t4'), 3);
    await window.app.records(webhooks).revise((await listWebhooks(window.app))[0]?.id ?? '', { status: 'active' });
    result = { isDelivered: true, status: 200, reason: '' };
    window.clock.advance(30 * day + 1);
    assert.equal(await count('t5'), 1, 'also one that was given up');
  });
});

describe('a request to a webhook', () => {
  let server: Server;
  let port: number;
  let status: number;
  const heads: { method?: string | undefined; headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
  beforeEach(async () => {
    [status] = [204];
    heads.splice(0);
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        heads.push({ method: request.method, headers: request.headers, body });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  const post = (change: Partial<WebhookRequest> = {}) =>
    send({
      url: `http://hook.example:${port}/`,
      allowPrivate: true,
      headers: { 'webhook-id': 'a' },
      body: '{"é":1}',
      resolve,
      ...change,
    });

  it('is JSON of a known length, and waits 15 s for an answer', async () => {
    const { timeout } = AbortSignal;
    const limits: number[] = [];
    AbortSignal.timeout = (ms) => (limits.push(ms), timeout.call(AbortSignal, ms));
    try {
      assert.deepEqual(await post(), { isDelivered: true, status: 204, reason: '' });
    } finally {
      AbortSignal.timeout = timeout;
    }
    assert.deepEqual(limits, [15_000]);
    const [{ method, headers, body } = assert.fail()] = heads;
    assert.deepEqual([method, body], ['POST', '{"é":1}']);
    assert.deepEqual(
      ['content-type', 'content-length', 'user-agent', 'webhook-id'].map((name) => headers[name]),
      ['application/json', '8', 'Daymark', 'a'],
    );
  });

  it('finds its host without a choice of addresses, too', async () => {
    const usual = net.getDefaultAutoSelectFamily();
    net.setDefaultAutoSelectFamily(false);
    try {
      assert.equal((await post()).isDelivered, true);
    } finally {
      net.setDefaultAutoSelectFamily(usual);
    }
  });

  it('is delivered by 2xx alone, and says what else came', async () => {
    for (const [code, isDelivered, reason] of [
      [200, true, ''],
      [299, true, ''],
      [300, false, 'answered 300; redirects are not followed'],
      [399, false, 'answered 399; redirects are not followed'],
      [400, false, 'answered 400'],
      [500, false, 'answered 500'],
    ] as const) {
      status = code;
      assert.deepEqual(await post(), { isDelivered, status: code, reason });
    }
  });

  it('ends with the status: a body without end is not waited for', async () => {
    const endless = createServer((_, response) => void response.writeHead(200).write('x'));
    await new Promise<void>((done) => endless.listen(0, '127.0.0.1', done));
    const gone = new Promise((done) => endless.on('connection', (socket) => socket.on('close', done)));
    const url = `http://hook.example:${(endless.address() as AddressInfo).port}/`;
    assert.equal((await post({ url })).isDelivered, true);
    await gone;
    endless.close();
  });

  it('that can’t be sent has a short reason', async () => {
    const long = await post({
      url: `https://${'a'.repeat(60)}.${'b'.repeat(60)}/`,
      resolve: () => Promise.reject(new Error('x')),
    });
    assert.deepEqual(long, {
      isDelivered: false,
      status: 0,
      reason: `${'a'.repeat(60)}.${'b'.repeat(60)} could not be found.`,
    });
    server.close();
    server.closeAllConnections();
    const refused = await post();
    assert.deepEqual([refused.isDelivered, refused.status], [false, 0]);
    assert.ok(refused.reason.length > 0 && refused.reason.length <= 300);
    const { reason } = await post({
      url: `https://${'a.'.repeat(250)}b/`,
      resolve: () => Promise.reject(new Error('x')),
    });
    assert.equal(reason.length, 300);
  });
});
