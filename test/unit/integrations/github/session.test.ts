import assert from 'node:assert/strict';
import { dayMs, minuteMs } from '../../../../src/core/time/days.ts';
import type { DocumentFact } from '../../../../src/core/facts/facts.ts';
import { LimitReached, StoreFailed } from '../../../../src/integrations/github/failures.ts';
import type { Step } from '../../../../src/integrations/github/session.ts';
import { now } from './given.ts';
import { scripted } from './scripted.ts';

const overlapMs = 10 * minuteMs;
const forgetMs = 120 * dayMs;
const step = (run: () => unknown = () => undefined, more: Partial<Step> = {}): Step => ({
  key: 'k',
  what: 'things',
  run: async () => void (await run()),
  ...more,
});
const failing = (status: number) => () => {
  throw Object.assign(new Error('x'), { status, response: {} });
};
const documentAs = (id: string, rev: number, body: object = {}): DocumentFact => ({
  type: 'document',
  collection: 'github',
  id: `github:${id}`,
  rev,
  at: now,
  start: now,
  end: now,
  offset: 0,
  body: JSON.stringify({
    kind: 'comment',
    repo: 'o/r',
    isPrivate: false,
    url: 'u',
    number: 1,
    about: 'github:issue:1',
    author: 'ada',
    isMine: false,
    at: now,
    of: 'issue',
    ...body,
  }),
});

describe('a sync that begins', () => {
  it('forgets steps after 120 days without any, read or refused', () => {
    const times = { old: now - forgetMs - 1, kept: now - forgetMs };
    const { session } = scripted({ state: { through: times, skipped: times } });
    assert.deepEqual(session.state.through, { kept: now - forgetMs });
    assert.deepEqual(session.state.skipped, { kept: now - forgetMs });
  });

  it('reads everything again that was read by a clock that was ahead by more than its overlap', () => {
    const known = { skipped: { s: now }, etags: { e: '"1"' }, running: { r: now } };
    const within = { through: { a: now, b: now + overlapMs }, ...known };
    const { through, skipped, etags, running } = scripted({ state: within }).session.state;
    assert.deepEqual({ through, skipped, etags, running }, within);
    const ahead = scripted({ state: { through: { a: now, b: now + overlapMs + 1 }, ...known } }).session.state;
    assert.deepEqual([ahead.through, ahead.skipped, ahead.etags, ahead.running], [{}, {}, {}, {}]);
  });

  it('searches again from the first look once a repository is on again, and not when one is switched off', () => {
    const through = { 'search:pr:involves': now, 'commits:o/r': now, refresh: now };
    const on = scripted({ state: { through, off: ['o/r', 'o/x'] }, request: { off: ['o/x'] } }).session.state;
    assert.deepEqual([on.through, on.off], [{ 'commits:o/r': now, refresh: now }, ['o/x']]);
    const off = scripted({ state: { through, off: ['o/x'] }, request: { off: ['o/x', 'o/r'] } }).session.state;
    assert.deepEqual([off.through, off.off], [through, ['o/x', 'o/r']]);
  });

  it('reads each step from ten minutes before its last reading, or as far back as the first look', () => {
    const { session } = scripted({ state: { through: { k: now } } });
    assert.deepEqual([session.since('k'), session.since('k', 5)], [now - overlapMs, now - overlapMs - 5]);
    assert.deepEqual([session.since('new'), session.since('new', 5)], [now - 30 * dayMs, now - 30 * dayMs]);
  });
});

describe('a step of a sync', () => {
  it('that was done is read up to the beginning, and no longer refused', async () => {
    const { session, clock } = scripted({ state: { skipped: { k: 5 } } });
    clock.advance(1000);
    await session.take(step());
    assert.deepEqual([session.state.through, session.state.skipped, session.problems], [{ k: now }, {}, []]);
  });

  it('saves the state every five seconds', async () => {
    const { session, clock, store } = scripted();
    const savesAfter = async (ms: number) => {
      clock.advance(ms);
      await session.take(step());
      return store.saves;
    };
    assert.deepEqual(
      [await savesAfter(4999), await savesAfter(1), await savesAfter(4999), await savesAfter(1)],
      [0, 1, 1, 2],
    );
    assert.deepEqual(store.state?.through, { k: now });
  });

  it('that was refused is remembered as that, and one that failed is read again', async () => {
    const { session } = scripted();
    await session.take(step(failing(404), { repo: 'o/r' }));
    assert.deepEqual(session.problems.at(-1), { what: 'things', repo: 'o/r', status: 404, remedy: 'skipped' });
    assert.deepEqual([session.state.through, session.state.skipped], [{}, { k: now }]);
    await session.take(step(failing(502), { key: 'other' }));
    assert.deepEqual(session.problems.at(-1), { what: 'things', status: 502, remedy: 'again' });
    assert.deepEqual([session.state.through, session.state.skipped], [{}, { k: now }]);
    await session.take(
      step(() => {
        throw new TypeError('x is undefined');
      }),
    );
    assert.deepEqual(session.problems.at(-1), { what: 'things', status: 200, isUnreadable: true, remedy: 'again' });
    assert.equal(session.problems.length, 3);
  });

  it('ends the sync with the third failure in a row, which a success or a refusal is not', async () => {
    const { session } = scripted();
    const fail = () => session.take(step(failing(502)));
    await fail();
    await fail();
    await session.take(step());
    await fail();
    await session.take(step(failing(404)));
    await fail();
    await assert.rejects(fail(), { status: 502 });
  });

  it('ends it when the sign-in is over, GitHub asks to wait, nothing can be kept, or the person cancels', async () => {
    const { session } = scripted();
    await assert.rejects(session.take(step(failing(401))), { status: 401 });
    for (const error of [new LimitReached(5), new StoreFailed('x')])
      await assert.rejects(session.take(step(() => Promise.reject(error))), error);
    assert.deepEqual(session.problems, []);
    const abort = new AbortController();
    const cancelled = scripted({ request: { signal: abort.signal } }).session;
    const error = new Error('cut');
    await assert.rejects(cancelled.take(step(() => (abort.abort(), Promise.reject(error)))), error);
    let ran = false;
    await assert.rejects(cancelled.take(step(() => (ran = true))), { name: 'AbortError' });
    assert.equal(ran, false);
  });
});

describe('what a sync finds', () => {
  it('is kept where it is new or newer, and counted once', async () => {
    const { session, store } = scripted();
    const kinds = ['commit', 'pull', 'review', 'comment', 'issue', 'run', 'ending', 'constructor'];
    const all = (rev: number) => kinds.map((kind) => documentAs(`${kind}:1`, rev));
    await session.keep(all(2));
    const each = { commits: 1, pulls: 1, reviews: 1, comments: 1, issues: 1, runs: 1 };
    assert.deepEqual(session.counts(), each);
    assert.equal(store.written.length, kinds.length);
    await session.keep([...all(1), ...all(2)]);
    assert.equal(store.written.length, kinds.length);
    assert.deepEqual([session.counts(), store.saves], [each, 1], 'nothing is written where nothing is new');
    await session.keep(all(3));
    assert.equal(store.written.length, 2 * kinds.length);
    assert.deepEqual(session.counts(), each);
  });

  it('counts a pull request or an issue that changed, and nothing else that did', async () => {
    const { session, store } = scripted();
    const all = ['commit', 'pull', 'review', 'comment', 'issue', 'run'].map((kind) => documentAs(`${kind}:1`, 1));
    for (const one of all) store.put(one);
    await session.keep(all.map((one) => ({ ...one, rev: 2 })));
    assert.deepEqual(session.counts(), { commits: 0, pulls: 1, reviews: 0, comments: 0, issues: 1, runs: 0 });
  });

  it('is left out where it can’t be read again, which is said once for a step', async () => {
    const { session, store } = scripted();
    const bad = [{ ...documentAs('comment:2', 1), start: Number.NaN }, documentAs('comment:3', 1, { author: 5 })];
    const keep = (repo: string) => step(() => session.keep([documentAs('comment:1', 1), ...bad]), { repo });
    await session.take(keep('o/r'));
    await session.take(keep('o/r'));
    await session.take(keep('o/x'));
    assert.deepEqual(
      store.written.map(({ id }) => id),
      ['github:comment:1'],
    );
    const problem = { what: 'things', status: 200, isUnreadable: true, remedy: 'skipped' };
    assert.deepEqual(session.problems, [
      { ...problem, repo: 'o/r' },
      { ...problem, repo: 'o/x' },
    ]);
    // Another problem of the same step, or of another step of the same repository, is not that one.
    const other = scripted().session;
    await other.take(step(failing(404), { repo: 'o/r' }));
    await other.take({ ...keep('o/r'), what: 'others', run: async () => other.leaveOut(new TypeError('no form')) });
    await other.take({ ...keep('o/r'), run: async () => other.leaveOut(new TypeError('no form')) });
    assert.deepEqual(
      other.problems.map(({ what, status }) => [what, status]),
      [
        ['things', 404],
        ['others', 200],
        ['things', 200],
      ],
    );
    for (const change of [{ end: now - 1 }, { rev: -1.5 }, { offset: 1e9 }, { at: Number.NaN }, { id: '' }])
      await session.keep([{ ...documentAs('comment:4', 1), ...change }]);
    assert.equal(store.written.length, 1);
  });

  it('is made of each item that has GitHub’s form, and an error of another kind is none of an item', () => {
    const { session } = scripted();
    const make = (n: number | undefined) => {
      if (n === 2) throw new TypeError('no form');
      return n === 3 ? undefined : n;
    };
    assert.deepEqual(session.each([1, 2, 3, 4], make), [1, 4]);
    assert.equal(session.problems.length, 1);
    const fault = new RangeError('own fault');
    assert.throws(
      () =>
        session.each([1], () => {
          throw fault;
        }),
      fault,
    );
  });
});
