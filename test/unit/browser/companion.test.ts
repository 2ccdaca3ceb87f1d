import assert from 'node:assert/strict';
import { Companion } from '../../../browser/src/companion.ts';
import { readShownState, type State } from '../../../browser/src/state.ts';
import type { Message } from '../../../browser/src/messages.ts';
import { isPageOf } from '../../../browser/src/page.ts';
import { withPort } from '../../../src/hub/browser/pairing.ts';
import { FakeChrome } from './fakeChrome.ts';
import { proofAnswer } from './fakeHub.ts';

const minute = 60_000;

describe('the browser companion', () => {
  const { now } = Date;
  const realFetch = globalThis.fetch;
  let at = 0;
  let fake: FakeChrome;
  let companion: Companion;

  beforeEach(() => {
    at = new Date(2026, 10, 4, 10).getTime();
    Date.now = () => at;
    fake = new FakeChrome();
    Object.assign(globalThis, { chrome: fake.api });
    companion = new Companion();
  });
  afterEach(() => {
    Date.now = now;
    globalThis.fetch = realFetch;
    Reflect.deleteProperty(globalThis, 'chrome');
  });

  const ask = (message: Message) => companion.answer(message);
  /** Reports an event; returns what is stored then. */
  const look = async (): Promise<State> => {
    companion.look();
    await ask({ type: 'settings', change: {} });
    return fake.stored as unknown as State;
  };
  /** Advances time, with the browser's alarm every 30 s. */
  const wait = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 30_000) {
      at += Math.min(30_000, left);
      await look();
    }
  };
  const lengths = ({ outbox }: Partial<State>) =>
    (outbox ?? []).map(({ host, start, end }) => [host, (end - start) / 1000]);

  it('keeps what the popup shows in memory too, but not where that fails', async () => {
    assert.equal((await readShownState()).open, null, 'nothing was recorded yet');
    companion.start();
    await look();
    await wait(2 * minute);
    fake.url = 'https://www.other.org/x';
    const { open, totals, outbox } = await look();
    assert.equal(outbox.length, 1);
    fake.stored = {};
    const shown = await readShownState();
    assert.deepEqual([shown.open, shown.totals], [open, totals]);
    assert.ok(!('outbox' in fake.copy), 'visits that wait are many');
    fake.refusesCopy = true;
    await ask({ type: 'settings', change: { isPaused: true } });
    assert.equal((await readShownState()).settings.isPaused, true);
  });

  it('counts the active tab while its window has the focus, and switches with it', async () => {
    await look();
    await wait(2 * minute);
    fake.url = 'https://www.other.org/x';
    await look();
    await wait(minute);
    fake.isFocused = false;
    assert.deepEqual(lengths(await look()), [
      ['example.com', 120],
      ['other.org', 60],
    ]);
    await wait(5 * minute);
    assert.equal(lengths(await look()).length, 2);
  });

  it('takes back the time in which nobody was there, and counts what is played meanwhile', async () => {
    await look();
    await wait(5 * minute);
    fake.presence = 'idle';
    assert.deepEqual(lengths(await look()), [['example.com', 180]]);
    fake.presence = 'active';
    fake.isAudible = true;
    await look();
    await wait(minute);
    fake.presence = 'idle';
    await wait(10 * minute);
    fake.presence = 'locked';
    assert.deepEqual(lengths(await look()).slice(1), [['example.com', 660]]);
    await wait(10 * minute);
    assert.equal((await look()).open, null);
  });

  it('ends where it was last seen when the machine slept, the browser crashed, or the clock went back', async () => {
    await look();
    await wait(minute);
    at += 60 * minute;
    assert.deepEqual(lengths(await look()), [['example.com', 60]]);
    await wait(minute);
    at += 10_000;
    companion = new Companion();
    companion.recover();
    assert.deepEqual(lengths(await look()).slice(1), [['example.com', 60]]);
    await wait(minute);
    at -= 10 * minute;
    assert.deepEqual(lengths(await look()).slice(2), [['example.com', 60]]);
  });

  it('continues with the visit when only its worker ended', async () => {
    await look();
    await wait(minute);
    companion = new Companion();
    await wait(minute);
    const { open } = await look();
    assert.equal(open && open.seen - open.start, 2 * minute);
  });

  it('counts no private window unless it is allowed, no page of the browser, and nothing while paused', async () => {
    fake.isPrivate = true;
    assert.equal((await look()).open, null);
    await ask({ type: 'settings', change: { privateWindows: true } });
    assert.equal((await look()).open?.host, 'example.com');
    fake.isPrivate = false;
    for (const url of ['chrome://settings/', 'file:///etc/passwd', 'about:blank', undefined]) {
      fake.url = url;
      assert.equal((await look()).open, null, url);
    }
    fake.url = 'https://example.com/';
    await ask({ type: 'settings', change: { isPaused: true } });
    assert.deepEqual([(await look()).open, fake.badge], [null, 'off']);
  });

  it('keeps a path only of sites where it is allowed, and never a query', async () => {
    fake.url = 'https://user:pw@example.com/a/b?token=1#frag';
    await look();
    assert.doesNotMatch(JSON.stringify(fake.stored), /token|frag|\/a\/b|pw/);
    await ask({ type: 'settings', change: { pathsOf: ['example.com'] } });
    assert.equal((await look()).open?.path, '/a/b');
    assert.doesNotMatch(JSON.stringify(fake.stored), /token|frag|pw/);
  });

  it('keeps what the hub did not take, in order, and no more than it can', async () => {
    await ask({ type: 'settings', change: {} });
    Object.assign(fake.stored, { connection: { url: 'http://127.0.0.1:1', token: 't' } });
    let answer: () => Promise<Response> = () => Promise.reject(new TypeError('refused'));
    const sent: string[][] = [];
    globalThis.fetch = (async (url: string, { body }: { body: string }) => {
      if (url.endsWith('/proof')) return proofAnswer(url, body, 't');
      if (url.endsWith('/state')) return Response.json({ todayMinutes: 1, focus: { phase: 'none' } });
      sent.push((JSON.parse(body) as { visits: { id: string }[] }).visits.map(({ id }) => id));
      return answer();
    }) as never;
    const visits = Array.from({ length: 5100 }, (_, i) => i);
    const outbox = visits.slice(0, 5000).map((i) => {
      return { id: `v${i}`, start: at, end: at + 1, host: 'a.com', kind: 'browsing', category: 'other' };
    });
    Object.assign(fake.stored, {
      outbox,
      open: { id: 'v5000', start: at, seen: at + 5000, host: 'a.com', category: 'other', kind: 'browsing' },
    });
    at += 10_000;
    await ask({ type: 'sync' });
    const kept = fake.stored as unknown as State;
    assert.deepEqual(
      [kept.outbox.length, kept.outbox[0]?.id, kept.dropped, kept.delivery],
      [5000, 'v1', 1, 'unreachable'],
    );
    answer = async () => new Response('', { status: 401 });
    await ask({ type: 'sync' });
    assert.deepEqual([kept.outbox.length, kept.delivery, fake.badge], [5000, 'refused', '!']);
    answer = async () => new Response('', { status: 503 });
    await ask({ type: 'sync' });
    assert.equal(kept.outbox.length, 5000);
    answer = async () => Response.json({ answers: sent.at(-1)?.map((id) => ({ id, status: 'recorded' })) });
    sent.length = 0;
    for (let i = 0; i < 3; i++) await ask({ type: 'sync' });
    assert.deepEqual([kept.outbox.length, kept.delivery], [0, 'delivered']);
    const ids = sent.flat();
    assert.deepEqual(
      ids,
      visits.slice(1, 5001).map((i) => `v${i}`),
    );
  });

  it('shows its page in no private window, whose address would be in the history of the others', async () => {
    fake.url = 'https://example.com/secret';
    await ask({ type: 'settings', change: { blocked: ['example.com'], privateWindows: true } });
    fake.isPrivate = true;
    await ask({ type: 'focus', minutes: 25 });
    assert.deepEqual([fake.blocked, fake.shown], [['example.com'], []]);
    fake.isPrivate = false;
    await look();
    assert.ok(fake.shown.length > 0);
  });

  it('shows its page instead of a blocked one of which the tab has no address, as in Firefox', async () => {
    const missed = async (url: string) => {
      companion.missed(1, url);
      await look();
      return fake.shown.splice(0);
    };
    await ask({ type: 'settings', change: { blocked: ['fun.org'] } });
    assert.deepEqual(await missed('https://fun.org/'), []);
    await ask({ type: 'focus', minutes: 25 });
    assert.deepEqual(await missed('https://other.org/'), []);
    assert.match(
      (await missed('https://fun.org/a')).join(),
      /blocked\.html#site=fun\.org&to=https%3A%2F%2Ffun\.org%2Fa$/,
    );
    fake.isPrivate = true;
    assert.deepEqual(await missed('https://fun.org/'), []);
  });

  it('leads from a blocked site to pages of that site alone', () => {
    for (const url of ['https://fun.org/', 'http://www.fun.org:8080/a?b', 'https://m.fun.org/'])
      assert.ok(isPageOf(url, 'fun.org'), url);
    for (const url of [
      'https://evil.org/fun.org',
      'https://notfun.org/',
      'https://fun.org.evil.org/',
      'javascript:1',
      '',
    ])
      assert.ok(!isPageOf(url, 'fun.org'), url);
    assert.ok(!isPageOf('https://evil.org/', ''));
  });

  it('gives the code to the hub that it names, and to no other port', async () => {
    const asked: string[] = [];
    globalThis.fetch = (async (url: string) => {
      asked.push(new URL(url).port);
      throw new Error('refused');
    }) as typeof fetch;
    await assert.rejects(ask({ type: 'pair', code: 'ABCD-EFGH' }), /No hub answers/);
    await assert.rejects(ask({ type: 'pair', code: 'ABCD-EFGH@38419' }), /No hub answers/);
    assert.deepEqual(asked, ['38417', '38419']);
    for (const code of ['ABCD-EFGH@80.evil.example', 'ABCD-EFGH@', 'ABCD-EFGH@1/x'])
      await assert.rejects(ask({ type: 'pair', code }), /as VS Code shows it/);
    assert.equal(asked.length, 2);
    assert.deepEqual([withPort('ABCD-EFGH', 38_417), withPort('ABCD-EFGH', 38_418)], ['ABCD-EFGH', 'ABCD-EFGH@38418']);
  });

  it('makes a rule of Daymark of a choice, keeps it until then, and goes by the rules of Daymark', async () => {
    await ask({ type: 'category', host: 'example.com', category: 'leisure' });
    assert.deepEqual([(await look()).open?.category, fake.choices], ['leisure', { 'example.com': 'leisure' }]);
    Object.assign(fake.stored, { connection: { url: 'http://127.0.0.1:1', token: 't' } });
    const sent: unknown[] = [];
    let status = 503;
    const client = { id: 'c1', name: 'Client', color: 'blue', counts: 'productive', parent: 'planning' };
    const planning = { ...client, id: 'planning', name: 'Planning', parent: undefined };
    const categories = { categories: [planning, client], rules: [{ id: 'r', domain: 'example.com', category: 'c1' }] };
    globalThis.fetch = (async (url: string, { body }: { body: string }) => {
      if (url.endsWith('/proof')) return proofAnswer(url, body, 't');
      if (url.endsWith('/state')) return Response.json({ todayMinutes: 1, focus: { phase: 'none' }, categories });
      if (url.endsWith('/visits')) return Response.json({ answers: [] });
      sent.push(JSON.parse(body));
      return Response.json({}, { status });
    }) as never;
    await ask({ type: 'sync' });
    assert.deepEqual(fake.choices, { 'example.com': 'leisure' });
    status = 200;
    await ask({ type: 'sync' });
    assert.deepEqual(sent.at(-1), { host: 'example.com', category: 'leisure' });
    const { open } = await look();
    assert.deepEqual([fake.choices, open?.category, open?.kind], [{}, 'c1', 'planning']);
    // A deleted category doesn't block the others.
    await ask({ type: 'category', host: 'example.com', category: 'gone' });
    status = 422;
    await ask({ type: 'sync' });
    assert.deepEqual(fake.choices, {});
  });

  it('blocks chosen sites while focus lasts, and lets one through for five minutes', async () => {
    await ask({ type: 'settings', change: { blocked: ['example.com', 'fun.org'] } });
    assert.deepEqual(fake.blocked, []);
    await ask({ type: 'focus', minutes: 25 });
    assert.deepEqual([fake.blocked, fake.badge], [['example.com', 'fun.org'], '25']);
    assert.match(fake.shown[0] ?? '', /blocked\.html#site=example\.com&to=https/);
    await ask({ type: 'letThrough', host: 'example.com' });
    assert.deepEqual(fake.blocked, ['fun.org']);
    at += 6 * minute;
    companion.tick();
    await look();
    assert.deepEqual(fake.blocked, ['example.com', 'fun.org']);
    at += 20 * minute;
    companion.tick();
    await look();
    assert.deepEqual([fake.blocked, fake.badge], [[], '']);
  });
});
