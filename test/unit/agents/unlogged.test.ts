import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isLarger, lineagesOf, unloggedUsage, type SessionTotal } from '../../../src/agents/unlogged.ts';
import { noTokens, totalOf, type ReportedTotal, type TokenCounts, type UsageEntry } from '../../../src/agents/usage.ts';

const tokens = (output: number, input = 0): TokenCounts => ({ ...noTokens, output, input });
const total = (session: string, models: Readonly<Record<string, number>>, more: Partial<ReportedTotal> = {}) => ({
  session,
  lineage: session,
  project: '/p',
  at: 5,
  usd: 1,
  models: Object.entries(models).map(([model, output]) => ({ model, tokens: tokens(output) })),
  ...more,
});
const entry = (session: string, output: number, more: Partial<UsageEntry> = {}): UsageEntry => ({
  key: `${session} ${output}`,
  session,
  at: 10,
  model: 'opus-20260101',
  project: '/p',
  tokens: tokens(output),
  ...more,
});
const started = (largest: ReportedTotal, ...starts: string[]): SessionTotal => ({ largest, starts: new Set(starts) });
const one = (largest: ReportedTotal, ...sessions: string[]) => [{ sessions: new Set(sessions), largest }];

describe('sessions that continue each other', () => {
  it('are one where a start is the same, however they come, with the largest total of them', () => {
    const totals: [string, SessionTotal][] = [
      ['a', started(total('a', { opus: 5 }), '1')],
      ['b', started(total('b', { opus: 9 }), '2')],
      ['c', started(total('c', { opus: 7 }), '1', '2')],
      ['d', started(total('d', { opus: 3 }), '3')],
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(totals, { minLength: totals.length }), (order) => {
        const found = lineagesOf(new Map(order));
        const shown = found.map(({ sessions, largest }) => `${[...sessions].sort().join()} ${largest.session}`);
        assert.deepEqual(shown.sort(), ['a,b,c b', 'd d']);
      }),
    );
    assert.deepEqual(lineagesOf(new Map()), []);
  });

  it('have one largest total: by tokens, then cost, then any order that is always the same', () => {
    const [few, many, dear] = [total('a', { opus: 5 }), total('b', { opus: 6 }), total('c', { opus: 5 }, { usd: 2 })];
    assert.deepEqual([isLarger(many, few), isLarger(few, many)], [true, false]);
    assert.deepEqual([isLarger(many, dear), isLarger(dear, few), isLarger(few, dear)], [true, true, false]);
    const [twin, other] = [total('x', { opus: 5 }), total('y', { opus: 5 })];
    assert.notEqual(isLarger(twin, other), isLarger(other, twin));
    assert.equal(isLarger(twin, twin), false);
  });
});

describe('usage that a tool counted and did not log', () => {
  it('is its total without the logged calls, by model, at the time of the last call', () => {
    const logged = [
      entry('a', 3, { at: 10 }),
      entry('b', 4, { at: 30, project: '/q', branch: 'main' }),
      entry('z', 50, { at: 99 }),
    ];
    const [found, ...more] = unloggedUsage(logged, one(total('a', { 'opus[1m]': 12 }), 'a', 'b'));
    assert.deepEqual(more, []);
    assert.deepEqual(found, {
      key: 'unlogged a opus',
      session: 'b',
      at: 30,
      model: 'opus-20260101',
      project: '/q',
      branch: 'main',
      tokens: tokens(5),
      summed: true,
      unlogged: true,
    });
  });

  it('adds the parts of a model under its several names, and keeps each model apart', () => {
    const largest = total('a', { opus: 4, 'opus-20260101[1m]': 6, haiku: 2 });
    const found = unloggedUsage([entry('a', 3)], one(largest, 'a'));
    assert.deepEqual(
      found.map(({ model, tokens: { output } }) => [model, output]),
      [
        ['opus-20260101', 7],
        ['haiku', 2],
      ],
    );
  });

  it('is at the start of the session where nothing is logged, and none where no time is known', () => {
    const [found] = unloggedUsage([], one(total('a', { opus: 4 }), 'a'));
    assert.deepEqual([found?.at, found?.session, found?.project, found?.branch], [5, 'a', '/p', undefined]);
    const { at: _, ...timeless } = total('a', { opus: 4 });
    assert.deepEqual(unloggedUsage([], one(timeless, 'a')), []);
  });

  it('is none where all is logged, or a call has a model that the total doesn’t name', () => {
    assert.deepEqual(unloggedUsage([entry('a', 4)], one(total('a', { opus: 4 }), 'a')), []);
    assert.deepEqual(unloggedUsage([entry('a', 9)], one(total('a', { opus: 4 }), 'a')), [], 'never less than none');
    const other = [entry('a', 1), entry('a', 1, { model: 'sonnet' })];
    assert.deepEqual(unloggedUsage(other, one(total('a', { opus: 4 }), 'a')), []);
    assert.deepEqual(unloggedUsage([entry('a', 1)], []), []);
  });

  it('is never more than the total, and with the logged calls at least as much (law)', () => {
    const counts = fc.array(fc.nat(20), { maxLength: 6 });
    fc.assert(
      fc.property(counts, fc.nat(100), (calls, sum) => {
        const logged = calls.map((output, i) => entry('a', output, { key: `${i}` }));
        const [found] = unloggedUsage(logged, one(total('a', { opus: sum }), 'a'));
        const known = calls.reduce((all, output) => all + output, 0);
        assert.equal(totalOf(found?.tokens ?? noTokens), Math.max(0, sum - known));
      }),
    );
  });
});
