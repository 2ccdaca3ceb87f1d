import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartedHub, type Sent } from './startedHub.ts';

const minute = 60_000;
const start = Math.floor(Date.now() / 1000) * 1000 - 60 * minute;
const iso = (at: number): string => new Date(start + at).toISOString();
/** In the format of Python's `isoformat`. */
const python = (at: number): string => iso(at).replace('Z', '000+00:00');
const chrome = 'chrome-extension://nglaklhklhcoonedhgnpgddginnjdadi';

/** Requests as ActivityWatch's clients send them, recorded from aw-client (Python and Node), aw-watcher-web 0.5.3, and aw-watcher-vim. */
describe('the hub as an ActivityWatch server', () => {
  let hub: StartedHub;
  let port: number;
  const send = (address: string, sent: Sent = {}) => hub.send(`/api/0${address}`, { port, ...sent });
  const post = (address: string, body: unknown, headers = {}) => send(address, { method: 'POST', body, headers });
  const spans = () =>
    [...hub.spans.values()].map(({ scheme, kind, file, start: from, end }) => [
      scheme,
      kind,
      file,
      from - start,
      end - start,
    ]);

  beforeEach(async () => {
    hub = new StartedHub();
    port = await hub.startWithWatchers();
  });
  afterEach(() => hub.stop());

  const afk = (at: number, duration: number, status = 'not-afk') =>
    post('/buckets/aw-watcher-afk_desk/heartbeat?pulsetime=185', {
      id: null,
      timestamp: python(at),
      duration: duration / 1000,
      data: { status },
    });
  const front = (at: number, duration: number, data: object) =>
    post('/buckets/aw-watcher-window_desk/heartbeat?pulsetime=2', {
      id: null,
      timestamp: python(at),
      duration: duration / 1000,
      data,
    });

  it('refuses data that is nested too deep to be written again', async () => {
    const data = `{"app":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const raw = `{"timestamp":"${iso(0)}","duration":1,"data":${data}}`;
    for (const way of ['heartbeat', 'events']) {
      const address = `/buckets/aw-watcher-window_desk/${way}`;
      assert.equal((await send(address, { method: 'POST', raw })).status, 400, way);
    }
  });

  it('counts applications while someone is there, without titles', async () => {
    const created = await post('/buckets/aw-watcher-window_desk', {
      client: 'aw-watcher-window',
      hostname: 'desk',
      type: 'currentwindow',
    });
    assert.equal(created.status, 200);
    await afk(0, 0);
    await front(0, 10_000, { app: 'Slack', title: 'Secret plans' });
    await front(11_000, 9000, { app: 'Slack', title: 'Other plans' });
    assert.deepEqual(spans(), [['app', 'meeting', 'Slack', 0, 0]]);
    await afk(150_000, 0);
    await front(21_000, 60_000, { app: 'Code', title: 'cart.ts' });
    await front(82_000, 100_000, { app: 'Figma', title: 'Secret drawing' });
    // The person left at 150 s; the watcher reports it 3 minutes later, from then on.
    await afk(150_001, 180_000, 'afk');
    assert.deepEqual(spans(), [
      ['app', 'meeting', 'Slack', 0, 20_000],
      ['app', 'other', 'Figma', 82_000, 150_000],
    ]);
    const token = { authorization: `Bearer ${hub.token('read', 'names')}` };
    const { text } = await send('/export', { headers: token });
    assert.match(text, /Figma/);
    assert.doesNotMatch(text, /Secret|plans|cart/);
    const [client] = hub.hub.status().clients.filter(({ app }) => app === 'aw-watcher-window');
    assert.deepEqual([client?.accepted, client?.ignored], [3, { observed: 1 }]);
  });

  it('counts pages by their host while their browser is in front, and none of private windows', async () => {
    const headers = { origin: chrome, 'content-type': 'application/json' };
    const page = (at: number, data: object) =>
      post(
        '/buckets/aw-watcher-web-chrome_desk/heartbeat?pulsetime=80',
        { timestamp: iso(at), duration: 0, data },
        headers,
      );
    await afk(0, 0);
    await afk(180_000, 0);
    await front(0, 120_000, { app: 'Google-chrome', title: 'x' });
    await page(10_000, {
      url: 'https://news.example/a?q=secret',
      title: 'Secret',
      audible: false,
      incognito: false,
      tabCount: 3,
    });
    await page(60_000, { url: 'https://news.example/b', title: 'More', audible: false, incognito: false, tabCount: 3 });
    await page(100_000, { url: 'https://private.example/', title: 'P', audible: false, incognito: true, tabCount: 3 });
    await page(110_000, { url: 'https://late.example/', title: 'L', audible: false, incognito: false, tabCount: 3 });
    await page(150_000, { url: 'https://late.example/', title: 'L', audible: false, incognito: false, tabCount: 3 });
    assert.deepEqual(spans(), [
      ['app', 'browsing', 'Google-chrome', 0, 120_000],
      ['web', 'browsing', 'news.example', 10_000, 60_000],
      ['web', 'browsing', 'late.example', 110_000, 120_000],
    ]);
    await page(160_000, { url: 'about:blank', title: 'New Tab', audible: false, incognito: false, tabCount: 4 });
    const token = { authorization: `Bearer ${hub.token('read', 'names')}` };
    const kept = (await send('/buckets/aw-watcher-web-chrome_desk/events?limit=1', { headers: token })).json();
    assert.deepEqual((kept as { data: object }[])[0]?.data, { url: '', incognito: false }, 'a page of no site');
  });

  it('takes editors’ heartbeats, also with an offset without a colon', async () => {
    const bucket = '/buckets/aw-watcher-vim_desk';
    await post(bucket, {
      client: 'aw-watcher-vim',
      hostname: 'desk',
      type: 'app.editor.activity',
      name: 'aw-watcher-vim',
    });
    const timestamp = iso(0).replace(/\.\d+Z$/, '+0000');
    const data = { file: '/home/ada/shop/src/cart.ts', language: 'typescript', project: '/home/ada/shop' };
    const { status, json } = await post(`${bucket}/heartbeat?pulsetime=30`, { timestamp, duration: 0, data });
    assert.equal(status, 200);
    assert.deepEqual((json() as { data: object }).data, data);
    const [span] = hub.spans.values();
    assert.deepEqual(
      [span?.project, span?.file, span?.scheme, span?.start],
      ['/home/ada/shop', 'src/cart.ts', 'vim', start],
    );
    for (const [at, project] of [
      [200_000, 'shop'],
      [400_000, ''],
    ] as const) {
      await post(`${bucket}/heartbeat?pulsetime=30`, {
        timestamp: iso(at),
        duration: 0,
        data: { ...data, project, branch: project && 'main' },
      });
    }
    assert.deepEqual(Array.from(hub.spans.values(), (one) => [one.project, one.branch]).slice(1), [
      ['shop', 'main'],
      [undefined, undefined],
    ]);
  });

  it('lets those without a token only write, only as watchers, and only where the user opened a port for them', async () => {
    const info = await send('/info');
    assert.equal(info.status, 200);
    assert.ok((info.json() as { hostname: string }).hostname.length > 0);
    for (const address of [
      '/buckets/',
      '/export',
      '/buckets/aw-watcher-afk_desk/events',
      '/buckets/aw-watcher-afk_desk',
    ])
      assert.equal((await send(address)).status, 401, address);
    assert.equal((await post('/query/', { timeperiods: [], query: [] })).status, 401);
    assert.equal((await post('/buckets/mine', { type: 'x' })).status, 403);
    assert.equal((await send('/buckets/aw-watcher-afk_desk', { method: 'DELETE' })).status, 401);
    const body = { timestamp: iso(0), duration: 0, data: { status: 'not-afk' } };
    const sent = { method: 'POST', body } as const;
    assert.equal((await send('/buckets/aw-watcher-afk_desk/heartbeat', { ...sent, port: hub.hub.port })).status, 401);
    assert.equal(
      (await send('/buckets/aw-watcher-afk_desk/heartbeat', { ...sent, headers: { origin: 'http://localhost:3000' } }))
        .status,
      403,
    );
    const daymark = await hub.send('/api/daymark/v1/today.get', {
      port,
      headers: { authorization: `Bearer ${hub.token('read')}` },
    });
    assert.equal(daymark.status, 404, 'nothing else is on that port');
  });

  it('opens no port for watchers unless asked to, and runs without it when it is taken', async () => {
    const other = await new StartedHub().start();
    assert.equal(other.hub.status().watchers, '');
    await other.stop();
    const third = new StartedHub();
    await third.startWithWatchers(port);
    assert.equal(third.hub.status().watchers, 'taken');
    assert.equal((await third.send('/health/live')).status, 200);
    await third.stop();
  });

  it('knows the buckets of watchers after a restart, and starts with a damaged list', async () => {
    const bucket = '/buckets/aw-watcher-vim_desk';
    const edit = (at: number) =>
      post(`${bucket}/heartbeat?pulsetime=30`, {
        timestamp: iso(at),
        duration: 0,
        data: { file: '/home/ada/shop/a.ts', language: 'ts', project: '/home/ada/shop' },
      });
    const restart = async () => {
      await hub.hub.close();
      port = await hub.startWithWatchers();
    };
    await post(bucket, { client: 'aw-watcher-vim', hostname: 'desk', type: 'app.editor.activity' });
    await edit(0);
    await restart();
    assert.equal((await edit(10_000)).status, 200);
    assert.equal(Math.max(...[...hub.spans.values()].map(({ end }) => end)) - start, 10_000);
    const file = path.join(hub.folder, 'hub', 'buckets.json');
    if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
    const damaged = { id: 'b', type: 't', client: 'c', hostname: 'h', created: 9e15 };
    for (const content of ['[{"id": 1', JSON.stringify([damaged])]) {
      writeFileSync(file, content);
      await restart();
      assert.equal((await edit(20_000)).status, 404);
      const headers = { authorization: `Bearer ${hub.token('read', 'names')}` };
      assert.deepEqual((await send('/buckets/', { headers })).json(), {});
    }
  });

  it('has events of one instant as they came, as aw-client for Python sends and expects them', async () => {
    const headers = { authorization: `Bearer ${hub.token('write', 'names')}` };
    const ask = (address: string, sent: Sent = {}) => send(address, { headers, ...sent });
    await ask('/buckets/one', { method: 'POST', body: { client: 'c', hostname: 'h', type: 't' } });
    const body = [1, 2, 3].map((label) => ({ timestamp: python(0), duration: 0, data: { label } }));
    await ask('/buckets/one/events', { method: 'POST', body });
    const events = (await ask('/buckets/one/events?limit=3')).json() as { data: { label: number } }[];
    assert.deepEqual(
      events.map(({ data }) => data.label),
      [1, 2, 3],
    );
  });

  it('says that it is no server for tests', async () => {
    const headers = { authorization: `Bearer ${hub.token('read')}` };
    const { json } = await send('/info', { headers });
    const { testing, device_id: device } = json() as { testing: boolean; device_id: string };
    assert.deepEqual([testing, device], [false, 'daymark']);
  });

  it('has buckets and events as clients expect them', async () => {
    const headers = { authorization: `Bearer ${hub.token('write', 'read', 'names')}` };
    const ask = (address: string, sent: Sent = {}) => send(address, { headers, ...sent });
    assert.equal(
      (await ask('/buckets/one', { method: 'POST', body: { client: 'c', hostname: '!local', type: 't' } })).status,
      200,
    );
    assert.equal(
      (await ask('/buckets/one', { method: 'POST', body: { client: 'c', hostname: 'h', type: 't' } })).status,
      304,
    );
    const event = (at: number, data: object) => ({ timestamp: iso(at), duration: 1, data });
    for (const at of [0, 3000, 6000, 20_000])
      await ask('/buckets/one/heartbeat?pulsetime=5', { method: 'POST', body: event(at, { a: 1, b: 2 }) });
    await ask('/buckets/one/events', { method: 'POST', body: [event(9000, { c: 1 }), event(30_000, {})] });
    const events = (await ask('/buckets/one/events?limit=10')).json() as { timestamp: string; duration: number }[];
    assert.deepEqual(
      events.map(({ timestamp, duration }) => [Date.parse(timestamp) - start, duration]),
      [
        [30_000, 1],
        [20_000, 1],
        [9000, 1],
        [0, 7],
      ],
    );
    assert.equal((await ask('/buckets/one/events/count')).text, '4');
    assert.equal(
      (await ask(`/buckets/one/events?start=${encodeURIComponent(python(9500))}&end=${iso(25_000)}`)).text.match(
        /timestamp/g,
      )?.length,
      2,
    );
    const query = (text: string) =>
      ask('/query/', { method: 'POST', body: { timeperiods: [`${iso(0)}/${iso(10_000)}`], query: [text] } });
    assert.equal(((await query('events = query_bucket("one"); RETURN = events;')).json() as unknown[][])[0]?.length, 2);
    assert.deepEqual((await query('RETURN = 1;')).json(), [1]);
    assert.equal((await query('RETURN = flood(query_bucket("one"));')).status, 200);
    assert.equal((await query('what?')).status, 400);
    assert.equal((await query('RETURN = query_bucket( "one" );')).status, 200);
    const blank = Array.from({ length: 9 }, () => ' '.repeat(1_000));
    const long = { timeperiods: [`${iso(0)}/${iso(10_000)}`], query: ['RETURN = query_bucket(', ...blank, 'x'] };
    const started = performance.now();
    assert.equal((await ask('/query/', { method: 'POST', body: long })).status, 400);
    assert.ok(performance.now() - started < 2_000);
    assert.equal((await ask('/buckets/two/heartbeat', { method: 'POST', body: event(0, {}) })).status, 404);
    assert.equal(
      (await ask('/buckets/one/heartbeat', { method: 'POST', body: { timestamp: 'soon', data: {} } })).status,
      400,
    );
    assert.equal((await ask('/buckets/one?force=1', { method: 'DELETE' })).status, 200);
    assert.equal((await ask('/buckets/one')).status, 404);
    assert.equal(hub.spans.size, 0, 'buckets of other types make no time');
  });
});
