import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { repeating, type RepeatOptions } from '../../../../src/integrations/github/repeats.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';

type Answer = { readonly data: unknown } | Error;

const now = Date.UTC(2026, 10, 20, 9);
const failure = (status: number, headers: Readonly<Record<string, string>> = {}, message = ''): Error =>
  Object.assign(new Error(`answered ${status}`), { status, response: { headers, data: { message } } });
const networkFailure = (): Error => Object.assign(new Error('cut'), { status: 500 });

describe('requests that are tried again', () => {
  /** Sends one request that is answered so, one answer after the other. */
  async function send(answers: readonly Answer[], repeats: RepeatOptions = {}, controller = new AbortController()) {
    const waits: number[] = [];
    const clock = new FakeClock(now);
    const wait = (ms: number): Promise<void> => Promise.resolve(void waits.push(ms));
    const wrap = repeating<{ url: string }, { data: unknown }>(
      { clock, signal: controller.signal, now: () => now },
      { wait, ...repeats },
    );
    let tries = 0;
    const request = (): { data: unknown } => {
      const answer = answers[Math.min(tries++, answers.length - 1)] ?? new Error('no answer');
      if (answer instanceof Error) throw answer;
      return answer;
    };
    const outcome = await wrap(request, { url: '/repos' }).then(
      ({ data }) => data,
      (error: Error) => error.message,
    );
    return { outcome, tries, waits };
  }

  it('are so up to three times when the server or the network failed, after ever longer waits', async () => {
    assert.deepEqual(await send([failure(502), networkFailure(), failure(500), { data: 1 }]), {
      outcome: 1,
      tries: 4,
      waits: [1000, 4000, 9000],
    });
    assert.deepEqual(await send([failure(503)]), { outcome: 'answered 503', tries: 4, waits: [1000, 4000, 9000] });
    assert.equal((await send([failure(503)], { retries: 0 })).tries, 1);
  });

  it('are not when they were refused for good, or nothing has changed', async () => {
    for (const status of [304, 400, 401, 403, 404, 409, 410, 422, 429, 451])
      assert.equal((await send([failure(status)])).tries, 1, String(status));
  });

  it('wait once for a limit that is soon over, and for none that is not', async () => {
    const soon = failure(403, { 'retry-after': '30' });
    assert.deepEqual(await send([soon, { data: 1 }]), { outcome: 1, tries: 2, waits: [31_000] });
    assert.equal((await send([soon, soon, { data: 1 }])).tries, 2);
    const limit = { 'retry-after': '30' };
    assert.deepEqual((await send([failure(429, limit), { data: 1 }])).waits, [31_000]);
    assert.deepEqual(
      (await send([failure(502, limit), { data: 1 }])).waits,
      [1000],
      'a server that failed has no limit',
    );
    assert.equal((await send([failure(429, { 'retry-after': '61' })])).tries, 1);
    const used = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-limit': '30',
      'x-ratelimit-reset': String(now / 1000 + 20),
    };
    assert.deepEqual((await send([failure(403, used), { data: 1 }])).waits, [21_000]);
    assert.deepEqual((await send([failure(403, {}, 'You have exceeded a secondary rate limit.')])).waits, [61_000]);
  });

  it('are when GraphQL says in an answer that it failed', async () => {
    const failed = { data: { errors: [{ message: 'Something went wrong while executing your query. Sorry.' }] } };
    assert.deepEqual(await send([failed, { data: 1 }]), { outcome: 1, tries: 2, waits: [1000] });
    const partial = { data: { errors: [{ type: 'NOT_FOUND', message: 'no' }] } };
    assert.equal((await send([partial])).tries, 1);
    assert.equal((await send([{ data: { errors: 'strange' } }])).tries, 1);
    assert.equal((await send([{ data: { errors: [null] } }])).tries, 1);
  });

  it('leave nothing behind on the signal of the sync', async () => {
    const controller = new AbortController();
    await send([failure(502), failure(502), { data: 1 }], {}, controller);
    assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
  });

  it('end when the sync is canceled, also while they wait', async () => {
    const controller = new AbortController();
    const wait = (): Promise<void> => (controller.abort(), new Promise(() => undefined));
    const { outcome, tries } = await send([failure(502), { data: 1 }], { wait }, controller);
    assert.deepEqual([outcome, tries], ['answered 502', 1]);
    assert.equal((await send([failure(502)], {}, controller)).tries, 1);
  });
});

describe('searches', () => {
  it('go ten at once, then one every three seconds, and nothing else waits for them', async () => {
    const clock = new FakeClock(now);
    const wrap = repeating<{ url: string }, { data: unknown }>(
      { clock, signal: new AbortController().signal, now: () => now },
      {},
    );
    const sent: string[] = [];
    const send = (url: string): void => void wrap(() => ({ data: sent.push(url) }), { url });
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    for (let n = 0; n < 12; n++) send(n % 2 ? '/search/issues' : 'https://git.example/api/v3/search/issues?q=1');
    send('/repos/o/search');
    send('/user?next=/search/');
    await settle();
    assert.equal(sent.length, 12);
    assert.deepEqual(
      sent.filter((url) => /^\/(?:repos|user)/.test(url)),
      ['/repos/o/search', '/user?next=/search/'],
    );
    for (const [ms, count] of [
      [2999, 12],
      [1, 13],
      [2999, 13],
      [1, 14],
    ] as const) {
      clock.advance(ms);
      await settle();
      assert.equal(sent.length, count);
    }
  });
});
