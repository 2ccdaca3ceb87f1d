import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { event, type AppEventType } from '../../../../src/core/events/appEvents.ts';
import { deliverDue, queueEvent, queueFor, listWebhooks } from '../../../../src/integrations/webhooks/deliver.ts';
import { resolveTarget } from '../../../../src/integrations/webhooks/publicAddress.ts';
import { send } from '../../../../src/integrations/webhooks/send.ts';
import { newSecret, signedHeaders } from '../../../../src/integrations/webhooks/signing.ts';
import { redeliver } from '../../../../src/integrations/webhooks/webhookOperations.ts';
import { deliveries, webhooks } from '../../../../src/integrations/webhooks/webhooks.ts';
import { webhookWindow } from './webhookWindow.ts';

const noon = Date.UTC(2026, 10, 4, 12);
const hour = 3_600_000;

describe('webhooks', () => {
  let server: Server;
  let received: { headers: IncomingHttpHeaders; body: string; path: string }[];
  let answer: { status: number; location?: string };
  let url: string;

  beforeEach(async () => {
    [received, answer] = [[], { status: 204 }];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        received.push({ headers: request.headers, body, path: request.url ?? '' });
        response.writeHead(answer.status, answer.location ? { location: answer.location } : {}).end('x'.repeat(10));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  function given() {
    const { app, clock, secrets } = webhookWindow(noon);
    const add = async (events: AppEventType[], { names = false, allowPrivate = true, to = url } = {}) => {
      const { id } = await app.records(webhooks).create({ url: to, events, names, allowPrivate, status: 'active' });
      secrets.set(id, newSecret());
      return id;
    };
    const deliver = () => deliverDue(app);
    const kept = async () =>
      (await app.records(deliveries).list()).records.map(({ id, values }) => ({ id, ...values }));
    return { app, clock, secrets, add, deliver, kept };
  }
  const done = (id: string) =>
    event('task.completed', id, { at: noon, data: { task: id }, names: { title: 'Secret title' } });

  it('send a message that the library of the Standard Webhooks scheme accepts, once, and no names unless allowed', async () => {
    const { app, add, deliver, secrets, clock } = given();
    const id = await add(['task.completed']);
    await queueEvent(app, done('t1'));
    // Noticed again, as by another window.
    await queueEvent(app, done('t1'));
    assert.equal(await deliver(), undefined);
    await deliver();
    assert.equal(received.length, 1);
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    const signed = headers as Record<string, string>;
    const now = Date.now;
    try {
      Date.now = () => clock.now();
      assert.deepEqual(new StandardWebhook(secrets.get(id) ?? '').verify(body, signed), JSON.parse(body));
      assert.throws(() => new StandardWebhook(newSecret()).verify(body, signed));
      assert.throws(() => new StandardWebhook(secrets.get(id) ?? '').verify(`${body} `, signed));
    } finally {
      Date.now = now;
    }
    assert.deepEqual(JSON.parse(body), {
      type: 'task.completed',
      timestamp: new Date(noon).toISOString(),
      data: { task: 't1' },
    });
    await add(['task.completed'], { names: true });
    await queueEvent(app, done('t2'));
    await deliver();
    const named = received.slice(1).filter((one) => one.body.includes('Secret title'));
    assert.deepEqual([received.length, named.length], [3, 1]);
  });

  it('go only to who wants that type', async () => {
    const { app, add, deliver } = given();
    await add(['goal.reached']);
    await queueEvent(app, done('t1'));
    await deliver();
    assert.deepEqual(received, []);
  });

  it('are tried again later and later, given up in the end, and sent again by hand as they were', async () => {
    const { app, add, deliver, clock, kept } = given();
    await add(['task.completed']);
    answer = { status: 503 };
    await queueEvent(app, done('t1'));
    const waits: number[] = [];
    for (let next = await deliver(); next !== undefined; next = await deliver()) {
      waits.push(next - clock.now());
      clock.advance(next - clock.now());
    }
    assert.ok(
      waits.every((wait, i) => wait > (waits[i - 1] ?? 0)),
      String(waits),
    );
    assert.deepEqual([received.length, waits.length], [10, 9]);
    assert.equal(new Set(received.map(({ headers }) => headers['webhook-id'])).size, 1);
    const [dead] = await kept();
    assert.deepEqual([dead?.status, dead?.attempts, dead?.lastStatus, dead?.due], ['failed', 10, 503, undefined]);
    answer = { status: 200 };
    await redeliver.run(app, { id: dead?.id ?? '' });
    await deliver();
    assert.equal((await kept())[0]?.status, 'delivered');
    assert.equal(received.at(-1)?.body, received[0]?.body);
    await assert.rejects(redeliver.run(app, { id: 'none' }), /no longer exists/);
  });

  it('are sent again soon where the clock was ahead when they failed', async () => {
    const { app, add, deliver, clock, kept } = given();
    await add(['task.completed']);
    clock.jump(365 * 24 * hour);
    answer = { status: 503 };
    await queueEvent(app, done('t1'));
    await deliver();
    clock.jump(-365 * 24 * hour);
    answer = { status: 204 };
    await deliver();
    assert.deepEqual([(await kept())[0]?.status, received.length], ['delivered', 2]);
  });

  it('stop for a receiver that says that it is gone, and for one that was removed', async () => {
    const { app, add, deliver, kept } = given();
    const gone = await add(['task.completed']);
    answer = { status: 410 };
    await queueEvent(app, done('t1'));
    assert.equal(await deliver(), undefined);
    assert.deepEqual([(await listWebhooks(app))[0]?.status, (await kept())[0]?.status], ['gone', 'failed']);
    await queueEvent(app, done('t2'));
    await deliver();
    assert.equal(received.length, 1);
    const other = await add(['task.completed']);
    await queueEvent(app, done('t3'));
    await app.records(webhooks).remove(other);
    await deliver();
    assert.deepEqual(
      (await kept()).map(({ webhook }) => webhook),
      [gone],
    );
  });

  it('are forgotten after 30 days', async () => {
    const { app, add, deliver, clock, kept } = given();
    await add(['task.completed']);
    await queueEvent(app, done('t1'));
    await deliver();
    clock.advance(31 * 24 * hour);
    await queueEvent(app, done('t2'));
    await deliver();
    assert.deepEqual(
      (await kept()).map((one) => one.event),
      ['task.completed:t2'],
    );
  });

  it('of another machine are left to that one: its messages, and what happens here', async () => {
    const { app, add, deliver, secrets, clock, kept } = given();
    const theirs = await add(['task.completed']);
    const [webhook] = await listWebhooks(app);
    // As they arrive by sync: more than are sent at once, and all of them due before this machine's.
    for (let i = 0; i < 120; i++) if (webhook) await queueFor(app, webhook, done(`theirs${i}`));
    secrets.delete(theirs);
    clock.advance(1000);
    await add(['task.completed']);
    await queueEvent(app, done('t1'));
    assert.equal(await deliver(), undefined);
    assert.equal(received.length, 1);
    const left = (await kept()).filter((one) => one.webhook === theirs);
    assert.deepEqual([left.length, new Set(left.map(({ status }) => status))], [120, new Set(['pending'])]);
    // The machine that has the secret sends them.
    secrets.set(theirs, newSecret());
    for (let i = 0; i < 3; i++) await deliver();
    assert.equal(received.length, 121);
  });

  it('reach no private address unless that is allowed', async () => {
    const { app, add, deliver, kept } = given();
    const id = await add(['task.completed'], { allowPrivate: false, to: url.replace('http:', 'https:') });
    const [webhook] = await listWebhooks(app);
    assert.equal(webhook?.id, id);
    if (webhook) await queueFor(app, webhook, done('t1'));
    await deliver();
    assert.deepEqual(received, []);
    assert.match((await kept())[0]?.reason ?? '', /private network/);
  });

  it('go over https unless the address is private', async () => {
    const resolve = async () => [{ address: '93.184.216.34', family: 4 }];
    const reach = { allowPrivate: true, resolve };
    await assert.rejects(resolveTarget('http://example.com/hook', reach), /https/);
    await assert.rejects(resolveTarget('http://93.184.216.34/hook', reach), /https/);
    assert.ok(await resolveTarget('https://example.com/hook', reach));
    const mixed = async () => [{ address: '10.0.0.1', family: 4 }, ...(await resolve())];
    await assert.rejects(resolveTarget('http://example.com/hook', { allowPrivate: true, resolve: mixed }), /https/);
    const inside = async () => [{ address: '10.0.0.1', family: 4 }];
    assert.ok(await resolveTarget('http://n8n.lan/hook', { allowPrivate: true, resolve: inside }));
  });

  it('follow no redirect, which could lead inside', async () => {
    answer = { status: 307, location: url };
    const result = await send({ url, allowPrivate: true, headers: {}, body: '{}' });
    assert.deepEqual([result.isDelivered, result.status, received.length], [false, 307, 1]);
  });

  it('call the address that was checked, and do not resolve its name again', async () => {
    let asked = 0;
    const resolve = async () => {
      asked++;
      // The second answer is what DNS rebinding would give.
      return [{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
    };
    const { port } = server.address() as AddressInfo;
    const to = `http://rebound.example:${port}/hook`;
    const result = await send({ url: to, allowPrivate: true, headers: {}, body: '{}', resolve });
    assert.deepEqual([result.status, asked, received[0]?.headers.host], [204, 1, `rebound.example:${port}`]);
    const inside = async () => [
      { address: '93.184.216.34', family: 4 },
      { address: '::ffff:10.0.0.1', family: 6 },
    ];
    await assert.rejects(
      resolveTarget('https://a.example/', { allowPrivate: false, resolve: inside }),
      /private network/,
    );
  });

  it('wait for no endpoint for long', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const to = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    const result = await send({ url: to, allowPrivate: true, headers: {}, body: '{}', patienceMs: 50 });
    assert.deepEqual([result.isDelivered, result.status], [false, 0]);
    silent.closeAllConnections();
    silent.close();
  });

  it('sign so that any text and any secret verify', () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array({ minLength: 24, maxLength: 64 }), (body, key) => {
        const secret = `whsec_${Buffer.from(key).toString('base64')}`;
        const headers = signedHeaders(secret, { id: 'a', at: Date.now(), body });
        const json = JSON.stringify(body);
        const signed = signedHeaders(secret, { id: 'a', at: Date.now(), body: json });
        assert.equal(new StandardWebhook(secret).verify(json, signed), body);
        assert.match(headers['webhook-signature'] ?? '', /^v1,/);
      }),
    );
  });
});
