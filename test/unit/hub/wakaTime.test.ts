import assert from 'node:assert/strict';
import { AppError } from '../../../src/core/base/appError.ts';
import { StartedHub, type Sent } from './startedHub.ts';

const base = '/api/v1/users/current';
const now = Math.floor(Date.now() / 1000);
const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });

/** Requests as WakaTime's clients send them: wakatime-cli 2.20, browser-wakatime 4.1.1, and the Python client 13.1. */
const cliHeaders = {
  'content-type': 'application/json',
  accept: 'application/json',
  'user-agent': 'wakatime/v2.20.3 (linux-6.1.0-x86_64) go1.26.4 vim/9.1 vim-wakatime/11.3.0',
  'x-machine-name': 'desk',
  timezone: 'Europe/Berlin',
};
const cliBeat = {
  branch: 'main',
  category: 'coding',
  cursorpos: 12,
  entity: '/home/ada/shop/src/cart.ts',
  is_write: true,
  language: 'TypeScript',
  lineno: 42,
  lines: 120,
  project: 'shop',
  project_root_count: 4,
  time: now - 600.25,
  type: 'file',
  user_agent: cliHeaders['user-agent'],
};

describe('the hub as a WakaTime server', () => {
  let hub: StartedHub;
  let key: string;
  const post = (address: string, sent: Sent) => hub.send(address, { method: 'POST', ...sent });

  beforeEach(async () => {
    hub = await new StartedHub().start();
    key = hub.token('write', 'read');
  });
  afterEach(() => hub.stop());

  it('takes what wakatime-cli sends, in bulk', async () => {
    const sent = await post(`${base}/heartbeats.bulk`, { headers: { ...cliHeaders, ...basic(key) }, body: [cliBeat] });
    assert.equal(sent.status, 202);
    assert.deepEqual(sent.json(), { responses: [[{ data: { id: null } }, 201]] });
    const [span] = hub.spans.values();
    assert.deepEqual(
      [span?.project, span?.file, span?.scheme, span?.language, span?.start, span?.saves],
      ['/home/ada/shop', 'src/cart.ts', 'vim', 'typescript', Math.round(cliBeat.time * 1000), 1],
    );
    assert.deepEqual(span?.edits, {}, 'no lines are told');
    assert.ok([60, 120].includes(span?.offset ?? 0), 'the offset is that of the time zone in the header');
  });

  it('takes the key in every form that clients send it', async () => {
    const forms: Sent[] = [
      { headers: basic(key) },
      { headers: basic(`${key}:`) },
      { headers: basic(`:${key}`) },
      { headers: basic(`waka_${key}`) },
      { headers: { authorization: `Bearer ${key}` } },
      { headers: { authorization: `Bearer ${Buffer.from(key).toString('base64')}` } },
      { headers: { authorization: `bearer ${key.toUpperCase()}` } },
    ];
    for (const form of forms) {
      const { status } = await post(`${base}/heartbeats`, { ...form, body: cliBeat });
      assert.equal(status, 202, JSON.stringify(form));
    }
    assert.equal((await post(`${base}/heartbeats?api_key=${key}`, { body: cliBeat })).status, 202);
    assert.equal(hub.spans.size, 1);
  });

  it('answers each item by itself: a bad one neither holds up the others nor comes again', async () => {
    const bad = [
      { entity: '/a', type: 'file' },
      { time: now, type: 'file' },
      'text',
      null,
      { ...cliBeat, time: now + 86_400 },
    ];
    const body = [cliBeat, ...bad, { ...cliBeat, time: now - 60 }];
    const { status, json } = await post(`${base}/heartbeats.bulk`, { headers: basic(key), body });
    assert.equal(status, 202);
    const { responses } = json() as { responses: [Record<string, unknown>, number][] };
    assert.deepEqual(
      responses.map(([, item]) => item),
      [201, 400, 400, 400, 400, 400, 201],
    );
    // A truthy "error" makes the browser extension send the item again for ever.
    for (const [answer] of responses) assert.equal(answer['error'], undefined);
    for (const [answer] of responses.slice(1, -1))
      assert.ok(Object.values(answer['errors'] as object).every((texts) => Array.isArray(texts)));
    assert.equal(hub.spans.size, 2);
  });

  it('takes what the browser extension sends: plain text, times as text, and ids', async () => {
    const page = {
      id: '0a5c1f7f-2b11-4a53-9d6b-3f2c7d3e1b7c',
      branch: '<<LAST_BRANCH>>',
      category: 'code reviewing',
      entity: 'https://github.com',
      language: '<<LAST_LANGUAGE>>',
      plugin: 'Chrome/156.0.0.0 linux_x86-64 chrome-wakatime/4.1.1',
      project: '<<LAST_PROJECT>>',
      time: String(now - 30.5),
      type: 'domain',
    };
    const news = { ...page, id: 'b', category: 'browsing', entity: 'https://news.example' };
    const origin = 'chrome-extension://jnbbnacmeggbgdjgaoojpmhdlkkpblgi';
    const headers = { 'content-type': 'text/plain;charset=UTF-8', origin };
    const {
      status,
      json,
      headers: answered,
    } = await post(`${base}/heartbeats.bulk?api_key=${key}`, {
      headers,
      body: [page, news],
    });
    assert.equal(status, 202);
    assert.deepEqual(json(), {
      responses: [
        [{ data: { id: page.id } }, 201],
        [{ data: { id: 'b' } }, 201],
      ],
    });
    assert.equal(answered['access-control-allow-origin'], origin);
    const [span, ...others] = hub.spans.values();
    assert.deepEqual(
      [span?.kind, span?.file, span?.scheme, span?.project, others],
      ['reviewing', 'github.com', 'chrome', undefined, []],
    );
    const { clients } = hub.hub.status();
    assert.deepEqual(
      clients.map(({ app, accepted, ignored }) => [app, accepted, ignored]),
      [['chrome', 1, { browsing: 1 }]],
    );
  });

  it('takes the Python client’s nulls, and other units of time', async () => {
    const nulls = {
      alternate_project: null,
      branch: null,
      category: null,
      cursorpos: null,
      dependencies: null,
      language: null,
      lineno: null,
      lines: null,
      project: null,
    };
    const old = {
      ...nulls,
      entity: '/a.py',
      is_write: null,
      type: 'file',
      user_agent: 'wakatime/13.1.0 (Linux) Python3.11.2 emacs-wakatime/1.0',
    };
    const times = [now - 5, (now - 4) * 1000, (now - 3) * 1e6];
    const body = times.map((time) => ({ ...old, time }));
    assert.equal((await post('/api/heartbeats', { headers: basic(key), body })).status, 202);
    assert.deepEqual(
      [...hub.spans.values()].map(({ start }) => start / 1000 - now),
      [-5, -4, -3],
    );
  });

  it('records nothing of an excluded place, and lets the client forget it', async () => {
    hub.excluded = ({ project }) => project === '/home/ada/shop';
    const { json } = await post(`${base}/heartbeats.bulk`, { headers: basic(key), body: [cliBeat] });
    assert.deepEqual(json(), { responses: [[{ data: { id: null } }, 201]] });
    assert.equal(hub.spans.size, 0);
  });

  it('lets the client keep its queue while the disk refuses', async () => {
    hub.refuse = new AppError('storage-full', 'The disk is full.');
    const { status } = await post(`${base}/heartbeats.bulk`, { headers: basic(key), body: [cliBeat] });
    assert.equal(status, 503);
    hub.refuse = undefined;
    assert.equal((await post(`${base}/heartbeats.bulk`, { headers: basic(key), body: [cliBeat] })).status, 202);
  });

  describe('asked for time', () => {
    const days = Array.from({ length: 7 }, (_, i) =>
      new Date((now - (6 - i) * 86_400) * 1000).toISOString().slice(0, 10),
    );
    const rangeOf = (names: readonly string[]) => ({
      parts: names.map((name) => ({ type: 'name', id: name, name, ms: 0 })),
      days: days.map((day, i) => ({ day, ms: names.map((_, part) => (i === 6 ? (5400 - part * 1800) * 1000 : 0)) })),
    });
    const read = async (address: string, token: string) => {
      const { status, json } = await hub.send(address, { headers: basic(token) });
      assert.equal(status, 200, address);
      return json() as { data: Record<string, unknown> & Record<string, unknown>[] };
    };

    beforeEach(() => {
      hub.answerOf = (operation, params) => {
        if (operation === 'day.get')
          return {
            timeline: [{ start: now * 1000, end: now * 1000 + 60_000, kind: 'coding', source: 'hub', project: 'shop' }],
          };
        const { by } = params as { by: string };
        return rangeOf(by === 'kind' ? ['coding', 'reviewing'] : [`secret-${by}`]);
      };
    });

    it('says today’s total in the status bar, with every list that a client reads', async () => {
      const { data } = await read(`${base}/statusbar/today`, key);
      assert.deepEqual(data['grand_total'], {
        digital: '2:30',
        decimal: '2.50',
        hours: 2,
        minutes: 30,
        seconds: 0,
        text: '2 hrs 30 mins',
        total_seconds: 9000,
      });
      assert.equal((data['range'] as { text: string }).text, 'Today');
      assert.deepEqual(
        (data['categories'] as { name: string }[]).map(({ name }) => name),
        ['Coding', 'Code Reviewing'],
      );
      for (const list of ['projects', 'languages', 'editors', 'machines', 'operating_systems', 'dependencies'])
        assert.deepEqual(data[list], [], list);
    });

    it('says names only to a token that may read them', async () => {
      const names = hub.token('read', 'names');
      const addresses = [
        `${base}/statusbar/today`,
        `${base}/summaries?start=${days[0]}&end=${days[6]}`,
        `${base}/stats/last_7_days`,
        `${base}/projects`,
        `${base}/durations?date=${days[6]}`,
      ];
      for (const address of addresses) {
        assert.doesNotMatch(JSON.stringify(await read(address, key)), /secret|shop/, address);
        assert.match(JSON.stringify(await read(address, names)), /secret|shop/, address);
      }
    });

    it('says null for a project whose name is not told, since clients expect one', async () => {
      const nameless = (await read(`${base}/durations?date=${days[6]}`, key)).data;
      assert.deepEqual(nameless, [{ project: null, time: now, duration: 60 }]);
      const named = (await read(`${base}/durations?date=${days[6]}`, hub.token('read', 'names'))).data;
      assert.equal(named[0]?.['project'], 'shop');
    });

    it('gives a summary for each day of a range, and says which ranges there are', async () => {
      const { data } = await read(`${base}/summaries?start=${days[5]}&end=${days[6]}`, key);
      assert.deepEqual(
        data.map(({ range, grand_total: total }) => [
          (range as { date: string }).date,
          (total as { total_seconds: number }).total_seconds,
        ]),
        [
          [days[5], 0],
          [days[6], 9000],
        ],
      );
      assert.equal((await read(`${base}/summaries?range=Today`, key)).data.length, 1);
      const week = (await read(`${base}/summaries?range=Last%207%20Days`, key)).data;
      assert.deepEqual(
        week.map(({ range }) => (range as { date: string }).date),
        days,
      );
      const yesterday = (await read(`${base}/summaries?range=yesterday`, key)).data;
      assert.deepEqual(
        yesterday.map(({ range }) => (range as { date: string }).date),
        [days[5]],
      );
      const instants = `start=${days[6]}T00:00:00Z&end=${days[6]}T23:59:59Z`;
      const [day] = (await read(`${base}/summaries?${instants}`, key)).data;
      assert.equal((day?.range as { text: string } | undefined)?.text, days[6]);
      for (const [address, status] of [
        ['summaries', 400],
        ['summaries?start=2001-01-01&end=2001-01-02', 400],
        ['stats/all_time', 404],
        ['durations', 400],
      ] as const)
        assert.equal((await hub.send(`${base}/${address}`, { headers: basic(key) })).status, status, address);
    });

    it('answers what else clients ask', async () => {
      assert.equal((await read(base, key)).data['display_name'], 'test');
      assert.equal((await post(`${base}/file_experts`, { headers: basic(key), body: {} })).status, 200);
      assert.equal(
        (await post('/api/v1/plugins/errors', { headers: basic(key), body: { logs: '/home/ada' } })).status,
        201,
      );
    });
  });
});
