import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { companionBase, type Visit, type VisitAnswer } from '../../../src/core/views/companion.ts';
import { Pairing } from '../../../src/hub/browser/pairing.ts';
import { clock, StartedHub } from './startedHub.ts';

const minute = 60_000;
const start = Math.floor(Date.now() / minute) * minute - 60 * minute;
const visit = (id: string, { from = 0, minutes = 1, host = 'example.com' } = {}): Visit => {
  const at = start + from * minute;
  return { id, start: at, end: at + minutes * minute, host, kind: 'learning' };
};

describe('the browser companion at the hub', () => {
  let hub: StartedHub;
  beforeEach(async () => {
    hub = await new StartedHub().start();
  });
  afterEach(() => hub.stop());

  const pair = (code: string) =>
    hub.send(`${companionBase}/pair`, {
      method: 'POST',
      body: { code, name: 'Chrome' },
      headers: { origin: 'chrome-extension://abc' },
    });
  const paired = async (): Promise<string> => {
    const { code } = new Pairing(hub.folder, clock).create();
    return ((await pair(code)).json() as { token: string }).token;
  };
  const send = async (token: string, visits: readonly unknown[]): Promise<VisitAnswer[]> => {
    const body = { install: 'i', visits };
    const headers = { authorization: `Bearer ${token}` };
    const answer = await hub.send(`${companionBase}/visits`, { method: 'POST', body, headers });
    assert.equal(answer.status, 200, answer.text);
    return (answer.json() as { answers: VisitAnswer[] }).answers;
  };

  it('is paired by a code that works once, in any writing, and only for a while', async () => {
    const pairing = new Pairing(hub.folder, clock);
    const { code } = pairing.create();
    if (process.platform !== 'win32')
      assert.equal(statSync(path.join(hub.folder, 'hub', 'pairing.json')).mode & 0o77, 0);
    const { token } = (await pair(` ${code.toLowerCase().replace('-', ' ')}`)).json() as { token: string };
    assert.deepEqual(hub.tokens.list()[0]?.scopes, ['browser']);
    assert.deepEqual(await send(token, [visit('a')]), [{ id: 'a', status: 'recorded' }]);
    assert.equal((await pair(code)).status, 403);
    const old = new Pairing(hub.folder, { ...clock, now: () => Date.now() - 6 * minute }).create();
    assert.equal((await pair(old.code)).status, 403);
  });

  it('can’t be paired by guessing: after five wrong codes the right one is refused too', async () => {
    const { code } = new Pairing(hub.folder, clock).create();
    for (let i = 0; i < 5; i++) assert.equal((await pair('AAAA-AAAA')).status, 403);
    assert.equal((await pair(code)).status, 403);
    assert.deepEqual(hub.tokens.list(), []);
    const next = new Pairing(hub.folder, clock).create();
    assert.equal((await pair(next.code)).status, 201);
  });

  it('can’t be paired from a web page that learned the code', async () => {
    const { code } = new Pairing(hub.folder, clock).create();
    const headers = { origin: 'http://127.0.0.1:8080' };
    const answer = await hub.send(`${companionBase}/pair`, { method: 'POST', body: { code, name: 'x' }, headers });
    assert.deepEqual([answer.status, hub.tokens.list()], [403, []]);
  });

  it('may do nothing but what it is for', async () => {
    const headers = { authorization: `Bearer ${await paired()}` };
    for (const address of ['/api/daymark/v1/today.get', '/api/v1/users/current', '/api/daymark/v1/events'])
      assert.equal((await hub.send(address, { headers })).status, 403, address);
    const other = { authorization: `Bearer ${hub.token('read', 'write', 'names')}` };
    assert.equal((await hub.send(`${companionBase}/state`, { headers: other })).status, 403);
  });

  it('delivers each visit exactly once, in any order, however often and however late', async () => {
    const token = await paired();
    const visits = Array.from({ length: 12 }, (_, i) => visit(`v${i}`, { from: i * 2, host: `site${i % 3}.com` }));
    await send(token, visits);
    const expected = new Map(hub.spans);
    assert.equal(expected.size, visits.length);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(visits.length - 1), { maxLength: 30 }), async (order) => {
        hub.spans.clear();
        await send(token, [...order.map((i) => visits[i]), ...visits.toReversed()]);
        assert.equal(hub.spans.size, expected.size);
        for (const [id, span] of expected) assert.deepEqual(hub.spans.get(id), span);
      }),
      { numRuns: 15 },
    );
  });

  it('keeps the site, the kind, and the path only where it was sent', async () => {
    const token = await paired();
    const local = { ...visit('c', { host: 'localhost', from: 2 }), kind: 'browsing' };
    await send(token, [visit('a'), { ...visit('b', { from: 1 }), path: '/docs/a' }, local]);
    assert.deepEqual(
      [...hub.spans.values()].map(({ file, kind, scheme, source }) => [file, kind, scheme, source]),
      [
        ['example.com', 'learning', 'web', 'hub'],
        ['example.com/docs/a', 'learning', 'web', 'hub'],
        ['localhost', 'coding', 'web', 'hub'],
      ],
    );
  });

  it('records nothing of a site that is excluded, whatever its path', async () => {
    hub.excluded = ({ file }) => file === 'bank.com';
    const bank = visit('a', { host: 'bank.com' });
    const answers = await send(await paired(), [bank, { ...bank, path: '/account' }]);
    assert.deepEqual([answers.map(({ status }) => status), hub.spans.size], [['excluded', 'excluded'], 0]);
  });

  it('gets the categories and the rules for sites alone, and can put a site into one', async () => {
    const headers = { authorization: `Bearer ${await paired()}` };
    const client = { id: 'c1', name: 'Client', color: 'blue', counts: 'productive', fullName: 'Client' };
    const rules = [
      { id: 'r1', category: 'c1', domain: 'acme.com' },
      { id: 'r2', category: 'c1', project: 'secret', domain: 'acme.com' },
      { id: 'r3', category: 'c1', title: 'secret' },
    ];
    hub.operations = [{ name: 'categories.list' } as never];
    hub.answerOf = (operation) => (operation === 'categories.list' ? { categories: [client], rules } : {});
    const answer = await hub.send(`${companionBase}/state`, { headers });
    const { categories } = answer.json() as { categories: unknown };
    const { fullName: _, ...shown } = client;
    assert.deepEqual(categories, { categories: [shown], rules: [rules[0]] });
    const body = { host: 'acme.com', category: null };
    assert.equal((await hub.send(`${companionBase}/category`, { method: 'POST', body, headers })).status, 200);
    const params = { domain: 'acme.com', category: null };
    assert.deepEqual(hub.asked.at(-1), { operation: 'categories.setSite', params, names: true });
    const wrong = { method: 'POST', body: { host: 7 }, headers };
    assert.equal((await hub.send(`${companionBase}/category`, wrong)).status, 422);
    const other = { authorization: `Bearer ${hub.token('read', 'write', 'names')}` };
    assert.equal((await hub.send(`${companionBase}/category`, { method: 'POST', body, headers: other })).status, 403);
  });

  it('is told which visits can’t be true, and the rest is recorded', async () => {
    const good = visit('good');
    const wrong = [
      { ...good, id: '1', end: good.start - 1 },
      { ...good, id: '2', end: good.start + 25 * 60 * minute },
      { ...good, id: '3', start: Date.now() + 10 * minute, end: Date.now() + 11 * minute },
      { ...good, id: '4', host: 'a b' },
      { ...good, id: '5', path: '/a?secret=1' },
      { ...good, id: '6', kind: 'sleeping' },
      { id: '7' },
    ];
    const answers = await send(await paired(), [...wrong, good]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [...wrong.map(() => 'invalid'), 'recorded'],
    );
    assert.equal(hub.spans.size, 1);
  });

  it('reads the total and the focus of today', async () => {
    const headers = { authorization: `Bearer ${await paired()}` };
    const state = async () => (await hub.send(`${companionBase}/state`, { headers })).json();
    assert.deepEqual(await state(), { todayMinutes: 0, focus: { phase: 'none' } });
    const schema = { params: {}, result: {} };
    hub.operations = ['today.get', 'focus.state'].map((name) => {
      return { name, title: '', description: '', access: 'read' as const, ...schema };
    });
    hub.answerOf = (name) => (name === 'today.get' ? { minutes: 42, byProject: [] } : { phase: 'focus', until: 5 });
    assert.deepEqual(await state(), { todayMinutes: 42, focus: { phase: 'focus', until: 5 } });
  });
});
