import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { HubLog } from '../../../src/hub/hubLog.ts';
import { GroupCommit } from '../../../src/hub/groupCommit.ts';
import { addressOf, checkCaller } from '../../../src/hub/http/guard.ts';
import { HubServer } from '../../../src/hub/http/hubServer.ts';
import { HttpProblem } from '../../../src/hub/http/problem.ts';
import { RateLimit } from '../../../src/hub/http/rateLimit.ts';
import { Router, type Route } from '../../../src/hub/http/router.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';

describe('the rate of a client', () => {
  let now = 0;
  const limit = (perSecond = 2, atOnce = 3) => new RateLimit({ perSecond, atOnce, now: () => now });
  const take = (of: RateLimit, client = 'a') => Object.values(of.take(client));

  it('has some requests at once, and then as many a second', () => {
    now = 1000;
    const rate = limit();
    // isAllowed, left, retryAfter
    assert.deepEqual(
      [take(rate), take(rate), take(rate)],
      [
        [true, 2, 1],
        [true, 1, 1],
        [true, 0, 1],
      ],
    );
    assert.deepEqual(take(rate), [false, 0, 1]);
    now += 499;
    assert.deepEqual(take(rate), [false, 0, 1]);
    now += 1;
    assert.deepEqual(
      [take(rate), take(rate)],
      [
        [true, 0, 1],
        [false, 0, 1],
      ],
    );
    assert.deepEqual(take(rate, 'b'), [true, 2, 1]);
    now += 60_000;
    assert.deepEqual(take(rate), [true, 2, 1]);
  });

  it('says for how many whole seconds to wait', () => {
    now = 0;
    const rate = limit(0.25, 1);
    assert.deepEqual(take(rate), [true, 0, 4]);
    now = 1000;
    assert.deepEqual(take(rate), [false, 0, 3]);
    now = 1001;
    assert.deepEqual(take(rate), [false, 0, 3]);
    now = 3999;
    assert.deepEqual(take(rate), [false, 0, 1]);
    now = 4000;
    assert.deepEqual(take(rate), [true, 0, 4]);
  });

  it('is remembered for the thousand that came last', () => {
    now = 0;
    const rate = limit(1, 1);
    for (let i = 0; i < 1000; i++) rate.take(`c${i}`);
    assert.equal(rate.take('c0').isAllowed, false);
    rate.take('new');
    assert.deepEqual([rate.take('c0').isAllowed, rate.take('c2').isAllowed], [false, false]);
    assert.equal(rate.take('c1').isAllowed, true);
  });
});

describe('a write that many wait for', () => {
  it('is one for all who come while another is under way', async () => {
    const writes: { readonly done: () => void; readonly fail: (error: Error) => void }[] = [];
    const commit = new GroupCommit(() => new Promise<void>((done, fail) => void writes.push({ done, fail })));
    const order: string[] = [];
    const one = (name: string) =>
      commit.commit().then(
        () => void order.push(name),
        () => void order.push(`${name} failed`),
      );
    const [a, b, c] = [one('a'), one('b'), one('c')];
    assert.equal(writes.length, 1);
    writes[0]?.fail(new Error('full'));
    await a;
    // Those that came later get a write of their own.
    await new Promise(setImmediate);
    assert.equal(writes.length, 2);
    const d = one('d');
    writes[1]?.done();
    await Promise.all([b, c]);
    await new Promise(setImmediate);
    assert.equal(writes.length, 3);
    writes[2]?.done();
    await d;
    assert.deepEqual(order, ['a failed', 'b', 'c', 'd']);
    const e = one('e');
    assert.equal(writes.length, 4);
    writes[3]?.done();
    await e;
  });
});

describe('the log of the hub', () => {
  it('keeps 200 clients and 50 refusals, those that came last', () => {
    const log = new HubLog();
    for (let i = 0; i < 200; i++) log.seen('t', `app${i}`, { at: i });
    log.seen('t', 'app0', { at: 5, ignored: 'why' });
    log.seen('t', 'app0', { at: 3, ignored: 'why' });
    log.seen('u', 'app0', { at: 9 });
    assert.equal(log.clients().length, 200);
    assert.deepEqual(log.clients().slice(0, 2), [
      { token: 'u', app: 'app0', last: 9, accepted: 1, ignored: {} },
      { token: 't', app: 'app0', last: 5, accepted: 1, ignored: { why: 2 } },
    ]);
    assert.ok(!log.clients().some(({ app }) => app === 'app1'));
    assert.ok(log.clients().some(({ app }) => app === 'app2'));
    for (let i = 0; i < 51; i++) log.refused(400, `r${i}`, i);
    log.refused(401, 'r50', 7);
    log.refused(400, 'r50', 99);
    const refusals = log.refusals();
    assert.deepEqual(
      [refusals.length, refusals[0], refusals[1]],
      [50, { status: 400, reason: 'r50', count: 2, last: 99 }, { status: 401, reason: 'r50', count: 1, last: 7 }],
    );
    assert.equal(refusals.at(-1)?.reason, 'r2');
  });

  it('takes no client that hangs up for one that was refused', () => {
    const log = new HubLog();
    const { server } = new HubServer({ log, clock: new FakeClock(1000), router: new Router([]) } as never);
    const destroyed: string[] = [];
    for (const code of ['ECONNRESET', 'EPIPE', 'HPE_INVALID_METHOD']) {
      const socket = { writable: false, destroy: () => destroyed.push(code) };
      server.emit('clientError', Object.assign(new Error(code), { code }), socket);
    }
    assert.equal(destroyed.length, 3);
    assert.deepEqual(log.refusals(), [{ status: 400, reason: 'Not valid HTTP.', count: 1, last: 1000 }]);
  });
});

describe('a request to the hub', () => {
  const status = (act: () => unknown): number => {
    try {
      act();
    } catch (error) {
      return error instanceof HttpProblem ? error.status : 0;
    }
    return 200;
  };
  const caller = (headers: Record<string, string>) =>
    status(() => checkCaller({ headers } as unknown as IncomingMessage, 80));
  const own = { host: 'LOCALHOST:80' };

  it('names this machine, and comes from no web page', () => {
    for (const [headers, expected] of [
      [{ host: '127.0.0.1:80' }, 200],
      [own, 200],
      [{}, 400],
      [{ host: '127.0.0.1' }, 421],
      [{ host: '127.0.0.1:81' }, 421],
      [{ ...own, origin: 'moz-extension://a-b' }, 200],
      [{ ...own, origin: `chrome-extension://${'a'.repeat(64)}` }, 200],
      [{ ...own, origin: `chrome-extension://${'a'.repeat(65)}` }, 403],
      [{ ...own, origin: 'null' }, 403],
      [{ ...own, 'sec-fetch-site': 'cross-site' }, 403],
      [{ ...own, 'sec-fetch-site': 'same-site' }, 403],
      [{ ...own, 'sec-fetch-site': 'none' }, 200],
      [{ ...own, 'sec-fetch-site': 'cross-site', origin: 'moz-extension://a' }, 200],
    ] as const)
      assert.equal(caller(headers), expected, JSON.stringify(headers));
  });

  it('has an address of 4,096 characters at most, which can be read in one way', () => {
    const read = (url: string) => addressOf({ url } as IncomingMessage);
    const { path, query } = read('//a//b?x=1?2&y=%2F');
    assert.deepEqual([path, query.get('x'), query.get('y')], ['/a/b', '1?2', '/']);
    assert.equal(read(`/${'a'.repeat(4095)}`).path.length, 4096);
    assert.equal(
      status(() => read(`/${'a'.repeat(4096)}`)),
      414,
    );
    for (const url of ['', 'a', '/a/../b', '/./a', '/a%2fb', '/a%5Cb', '/a%2e', '/a\\b', '/ä', '/a b', '/a%00'])
      assert.equal(
        status(() => read(url)),
        400,
        url,
      );
  });

  it('finds its route by method and path', () => {
    const route = (method: Route['method'], path: string): Route => ({
      method,
      path,
      scope: 'open',
      run: () => ({ status: 200 }),
    });
    const router = new Router([route('GET', '/a/:id'), route('POST', '/a/:id'), route('GET', '/a/b/c')]);
    const found = (method: string, path: string) => {
      const { route: one, params } = router.find(method, path);
      return `${one.method} ${one.path} ${JSON.stringify(params)}`;
    };
    assert.equal(found('GET', '/a/x%20y/'), 'GET /a/:id {"id":"x y"}');
    assert.equal(found('HEAD', '/a/b/c'), 'GET /a/b/c {}');
    for (const [method, path, expected] of [
      ['PUT', '/a/x', 405],
      ['GET', '/a', 404],
      ['GET', '/a/b/d', 404],
      ['GET', '/a/%E4', 400],
    ] as const)
      assert.equal(
        status(() => found(method, path)),
        expected,
        path,
      );
  });
});
