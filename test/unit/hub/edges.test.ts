import assert from 'node:assert/strict';
import { companionBase, mostVisits } from '../../../src/core/views/companion.ts';
import { runQuery } from '../../../src/hub/activityWatch/query.ts';
import { Pairing } from '../../../src/hub/browser/pairing.ts';
import { clock, StartedHub } from './startedHub.ts';

const hour = 3_600_000;

describe('the hub at its limits', () => {
  let hub: StartedHub;
  beforeEach(async () => {
    hub = await new StartedHub().start();
  });
  afterEach(() => hub.stop());

  const asked = (...scopes: Parameters<StartedHub['token']>) => {
    const headers = { authorization: `Bearer ${hub.token(...scopes)}` };
    return (address: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') =>
      hub.send(address, { method, headers, ...(body !== undefined && { body }) });
  };

  it('says what its answers are, and nothing of those that are empty', async () => {
    const ask = asked('read', 'write', 'names');
    const typeOf = async (...sent: Parameters<typeof ask>) => {
      const { status, headers } = await ask(...sent);
      return `${status} ${headers['content-type']}`;
    };
    assert.equal(await typeOf('/health/live'), '200 application/json');
    assert.equal(await typeOf('/nowhere'), '404 application/problem+json');
    const bucket = '/api/0/buckets/x';
    assert.equal(await typeOf(bucket, { type: 'other' }), '200 application/json');
    assert.equal(await typeOf(bucket, { type: 'other' }), '304 undefined');
    assert.equal(await typeOf('/health/live', undefined, 'OPTIONS'), '204 undefined');
    const { headers } = await ask('/health/live');
    assert.deepEqual(
      [headers['cache-control'], headers['x-content-type-options'], headers['content-security-policy']],
      ['no-store', 'nosniff', "default-src 'none'; frame-ancestors 'none'"],
    );
    assert.match(String(headers['x-request-id']), /^[0-9a-f-]{36}$/);
  });

  it('takes events of ActivityWatch from the year 2000 to an hour ahead, where they count', async () => {
    const ask = asked('read', 'write', 'names');
    const send = async (bucket: string, at: number) =>
      (
        await ask(`/api/0/buckets/${bucket}/heartbeat?pulsetime=1`, {
          timestamp: new Date(at).toISOString(),
          duration: 0,
          data: {},
        })
      ).status;
    await ask('/api/0/buckets/aw-watcher-afk_x', { type: 'afkstatus', hostname: 'x' });
    await ask('/api/0/buckets/own', { type: 'own' });
    const first = Date.UTC(2000, 0);
    assert.deepEqual(
      [await send('aw-watcher-afk_x', first), await send('aw-watcher-afk_x', first - 1), await send('own', first - 1)],
      [200, 400, 200],
    );
    const now = Date.now();
    assert.deepEqual(
      [
        await send('aw-watcher-afk_x', now + hour - 1000),
        await send('aw-watcher-afk_x', now + hour + 60_000),
        await send('own', now + 2 * hour),
      ],
      [200, 400, 200],
    );
    // A pulse is in seconds: the first comes within ten of them, the second doesn't.
    await ask('/api/0/buckets/pulse', { type: 'own' });
    const beat = async (seconds: number) => {
      const timestamp = new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
      const answer = await ask('/api/0/buckets/pulse/heartbeat?pulsetime=10', {
        timestamp,
        duration: 0,
        data: { a: 1 },
      });
      return (answer.json() as { id: number }).id;
    };
    const [one, two, three] = [await beat(0), await beat(10), await beat(20.001)];
    assert.deepEqual([two - one, three - one], [0, 1]);
    for (const pulse of ['-1', 'x'])
      assert.equal(
        (await ask(`/api/0/buckets/own/heartbeat?pulsetime=${pulse}`, { timestamp: '2026-01-01T00:00:00Z', data: {} }))
          .status,
        400,
      );
  });

  it('calls an editor by its watcher, and one without a known name unknown', async () => {
    const ask = asked('read', 'write', 'names');
    for (const [id, client] of [
      ['aw-watcher-emacs_desk', ''],
      ['mine', 'aw-watcher-nvim'],
      ['other', 'my editor'],
    ] as const) {
      await ask(`/api/0/buckets/${id}`, { client, hostname: 'desk', type: 'app.editor.activity' });
      const data = { file: '/p/a.ts', language: 'typescript', project: '/p' };
      const event = { timestamp: new Date(Date.now() - hour).toISOString(), duration: 0, data };
      await ask(`/api/0/buckets/${id}/heartbeat?pulsetime=30`, event);
    }
    const spans = [...hub.spans.values()];
    assert.deepEqual(new Set(spans.map(({ scheme }) => scheme)), new Set(['emacs', 'nvim', 'unknown']));
    for (const { edits, saves } of spans) assert.deepEqual([edits, saves], [{}, 0]);
  });

  it('lists events that touch a time, the latest first, and as many as are asked for', async () => {
    const ask = asked('read', 'write', 'names');
    await ask('/api/0/buckets/own', { type: 'own' });
    const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
    const events = [0, 10, 20].map((second) => ({ timestamp: at(second), duration: 5, data: { second } }));
    const added = await ask('/api/0/buckets/own/events', events);
    assert.deepEqual([added.status, added.text], [200, 'null']);
    const again = (await ask('/api/0/buckets/own/events', [events[0]])).json() as object;
    assert.deepEqual(again, { id: 1, timestamp: at(0), duration: 5, data: { second: 0 } });
    const list = async (query: string) =>
      ((await ask(`/api/0/buckets/own/events${query}`)).json() as { data: { second: number } }[]).map(
        ({ data }) => data.second,
      );
    assert.deepEqual(await list(''), [20, 10, 0]);
    assert.deepEqual(await list('?limit=2'), [20, 10]);
    assert.deepEqual(await list('?limit=0'), []);
    assert.deepEqual(await list('?limit=-1'), [20, 10, 0]);
    assert.deepEqual(await list(`?start=${at(5)}&end=${at(10)}`), [10, 0]);
    assert.deepEqual(await list(`?start=${at(5.001)}&end=${at(9.999)}`), []);
    assert.deepEqual(await list(`?start=${at(15)}`), [20, 10]);
    const sent = (count: number) =>
      ask(
        '/api/0/buckets/own/events',
        Array.from({ length: count }, () => events[0]),
      );
    assert.deepEqual([(await sent(100)).status, (await sent(101)).status], [200, 413]);
  });

  it('takes visits of a day at most, that end a minute ahead at most', async () => {
    const { code } = new Pairing(hub.folder, clock).create();
    const paired = await hub.send(`${companionBase}/pair`, {
      method: 'POST',
      body: { code, name: '' },
      headers: { origin: 'chrome-extension://abc' },
    });
    const headers = { authorization: `Bearer ${(paired.json() as { token: string }).token}` };
    assert.equal(hub.tokens.list()[0]?.name, 'Browser (companion)');
    const now = Date.now();
    const send = async (change: object, count = 1) => {
      const visit = { id: 'v', start: now - hour, end: now, host: 'example.com', kind: 'learning', ...change };
      const answer = await hub.send(`${companionBase}/visits`, {
        method: 'POST',
        body: { install: 'i', visits: Array.from({ length: count }, () => visit) },
        headers,
      });
      return answer.status === 200
        ? (answer.json() as { answers: { status: string }[] }).answers[0]?.status
        : answer.status;
    };
    for (const [change, expected] of [
      [{}, 'recorded'],
      [{ start: now - 24 * hour }, 'recorded'],
      [{ start: now - 24 * hour - 1 }, 'invalid'],
      [{ start: now + 1 }, 'invalid'],
      [{ start: now }, 'recorded'],
      [{ end: now + 59_000 }, 'recorded'],
      [{ end: now + 90_000 }, 'invalid'],
      [{ start: Date.UTC(2000, 0), end: Date.UTC(2000, 0) + 1 }, 'recorded'],
      [{ start: Date.UTC(2000, 0) - 1, end: Date.UTC(2000, 0) + 1 }, 'invalid'],
      [{ path: `/${'x'.repeat(1999)}` }, 'recorded'],
      [{ path: `/${'x'.repeat(2000)}` }, 'invalid'],
      [{ path: '/a?b' }, 'invalid'],
      [{ host: 'a b' }, 'invalid'],
      [{ host: '[::1]' }, 'recorded'],
      [{ id: 'x'.repeat(101) }, 422],
    ] as const)
      assert.equal(await send(change), expected, JSON.stringify(change).slice(0, 60));
    assert.deepEqual([await send({}, mostVisits), await send({}, mostVisits + 1)], ['recorded', 422]);
  });

  it('takes 100 heartbeats at once, and no body that is not UTF-8', async () => {
    const ask = asked('write');
    const beat = { entity: '/a.ts', time: Date.now() / 1000, type: 'file' };
    const send = async (count: number) =>
      (
        await ask(
          '/api/v1/users/current/heartbeats.bulk',
          Array.from({ length: count }, () => beat),
        )
      ).status;
    assert.deepEqual([await send(100), await send(101)], [202, 413]);
    const token = hub.token('write');
    const body = '["\xC3"]';
    const head = `POST /api/v1/users/current/heartbeats.bulk HTTP/1.1\r\nHost: 127.0.0.1:${hub.hub.port}\r\nConnection: close\r\nAuthorization: Bearer ${token}\r\nContent-Length: ${body.length}\r\n\r\n`;
    assert.match(await hub.raw(Buffer.from(head + body, 'latin1')), /^HTTP\/1.1 400 .*not valid JSON in UTF-8/s);
  });

  it('lets an extension read its answers, by name', async () => {
    const origin = 'moz-extension://abc';
    const { headers } = await hub.send('/health/live', {
      headers: { origin, authorization: `Bearer ${hub.token('read')}` },
    });
    const of = (name: string) => headers[`access-control-${name}`];
    assert.deepEqual(
      [of('allow-origin'), of('allow-methods'), of('max-age'), headers.vary],
      [origin, 'GET, POST, PUT, DELETE', '600', 'Origin'],
    );
    assert.equal(of('expose-headers'), 'etag, ratelimit, ratelimit-policy, retry-after, x-request-id');
  });

  it('answers queries of 100,000 characters for 100 periods', () => {
    const period = '2026-01-01T00:00:00Z/2026-01-02T00:00:00Z';
    const ask = (query: string | string[], periods = 1) =>
      runQuery({ query, timeperiods: Array.from({ length: periods }, () => period) }, []);
    const long = (length: number) => `RETURN=1;${' '.repeat(length - 9)}`;
    assert.deepEqual(ask(long(100_000)), [1]);
    assert.throws(() => ask(long(100_001)), { status: 400 });
    assert.deepEqual(ask([long(50_000), ' '.repeat(49_999)]), [1]);
    assert.throws(() => ask([long(50_000), ' '.repeat(50_000)]), { status: 400 });
    assert.equal(ask('RETURN=1', 100).length, 100);
    assert.throws(() => ask('RETURN=1', 101), { status: 400 });
    assert.throws(() => ask('RETURN=1', 0), { status: 400 });
    // Work counts even if its result isn't sent.
    const idle = `a=[${'1,'.repeat(6000)}];RETURN=1`;
    assert.equal(ask(idle, 80).length, 80);
    assert.throws(() => ask(idle, 90), { status: 400 });
    const statements = (count: number) => `${'a=1;'.repeat(count - 1)}RETURN=a`;
    assert.deepEqual(ask(statements(1000)), [1]);
    assert.throws(() => ask(statements(1001)), { status: 400 });
    const nested = (depth: number) => `RETURN=${'['.repeat(depth)}1${']'.repeat(depth)};`;
    assert.ok(ask(nested(40)));
    assert.throws(() => ask(nested(41)), { status: 400 });
  });
});
