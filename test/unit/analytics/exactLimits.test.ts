import assert from 'node:assert/strict';
import { staleBranches } from '../../../src/analytics/collaboration/staleBranches.ts';
import { RememberedDays } from '../../../src/analytics/rollups/rememberedDays.ts';
import { judgeFocus } from '../../../src/analytics/score/focus.ts';
import type { JudgedDay } from '../../../src/analytics/score/judgedDay.ts';
import { durationOf, type Segment } from '../../../src/analytics/segment.ts';
import { machineTimeOf, timelineOf } from '../../../src/analytics/timeline.ts';
import type { DocumentFact, RunFact } from '../../../src/core/facts/facts.ts';
import type { GithubState } from '../../../src/core/github/githubState.ts';
import type { DayBasis } from '../../../src/core/time/dayCache.ts';
import { dayMs, hourMs, minuteMs } from '../../../src/core/time/days.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { at, context, day, nine, rows, run, shown, span } from './given.ts';

const rules = { idleLimitMs: 2 * minuteMs, dayStartsAt: 0 };

describe('waiting for a run', () => {
  /** Work up to a run, from its start to its end, and work again from some minute on. */
  const waited = (from: number, to: number, back: number): boolean => {
    const segments = timelineOf(rows({ spans: [span(-5, 0), span(back, back + 5)], runs: [run(from, to)] }), rules);
    return segments.some(({ basis }) => basis === 'waiting');
  };

  for (const [name, from, to, back, counts] of [
    ['that begins within the idle limit of the last sign', 2, 5, 5, true],
    ['that begins later', 2.1, 5, 5, false],
    ['that began as long before the last sign', -2, 5, 5, true],
    ['that began earlier than that', -2.1, 5, 5, false],
    ['of five minutes, with the person back within the idle limit of its end', 0, 3, 5, true],
    ['of five minutes, with the person back later', 0, 2.9, 5, false],
    ['of a little more, with the person back after a minute', 0, 4.5, 5.5, true],
    ['of a little more, with the person back later', 0, 4.4, 5.5, false],
    ['of ten minutes', 0, 10, 10, true],
    ['of more', 0, 10.1, 10.1, false],
    ['that went on after the person was back', 0, 5.1, 5, false],
  ] as const)
    it(`${counts ? 'counts' : 'does not count'} for one ${name}`, () => assert.equal(waited(from, to, back), counts));

  it('belongs to the run that ended first, of two with one end to the one that began first', () => {
    const spans = [span(-5, 0), span(5, 10)];
    const owner = (...runs: RunFact[]) =>
      timelineOf(rows({ spans, runs }), rules).find(({ basis }) => basis === 'waiting')?.factId;
    const [first, second] = [run(0.5, 4, { id: 'w:a' }), run(1, 5, { id: 'w:b' })];
    assert.equal(owner(second, first), 'w:a');
    const [late, early] = [run(1, 5, { id: 'w:a' }), run(0.5, 5, { id: 'w:b' })];
    assert.equal(owner(late, early), 'w:b');
    const twins = [run(1, 5, { id: 'w:a' }), run(1, 5, { id: 'w:b' })] as const;
    assert.deepEqual([owner(twins[0], twins[1]), owner(twins[1], twins[0])], ['w:a', 'w:a']);
  });
});

describe('the time of machines', () => {
  const minutes = (...runs: RunFact[]) => durationOf(machineTimeOf({ runs, spans: [] }, [])) / minuteMs;

  it('has a run that was stopped after half an hour at most, and no longer one', () => {
    assert.equal(minutes(run(0, 30, { exitCode: 130 })), 30);
    assert.equal(minutes(run(0, 30.1, { exitCode: 130 })), 0);
    assert.equal(minutes(run(0, 30.1, { exitCode: 1 })), 30.1);
  });

  it('has a run as long as it took, before that of another', () => {
    const both = machineTimeOf({ runs: [run(0, 20), run(10, 40, { group: 'build' })], spans: [] }, []);
    assert.deepEqual(shown(both), ['0-10 testing', '10-40 building']);
  });
});

describe('focus in the score', () => {
  const segment = (from: number, to: number) => ({ start: at(from), end: at(to), source: 'editor' }) as Segment;
  const judged = (work: Segment[], changes: Partial<JudgedDay> = {}) =>
    judgeFocus({ work, goalMs: 6 * hourMs, isEnough: true, isSettled: true, now: at(600), ...changes } as JudgedDay);

  it('gives its facts: minutes, those in long stretches, the longest, and how many are long', () => {
    // 25 minutes count whole, 15 count half, 5 nothing; a pause of five minutes breaks no stretch.
    const work = [segment(0, 10), segment(15, 30), segment(40, 55), segment(70, 75)];
    assert.deepEqual(judged(work), {
      value: 32.5 / 45,
      facts: { minutes: 45, unbrokenMinutes: 32.5, longestMinutes: 25, stretches: 1 },
    });
    assert.equal(judged([segment(0, 24.9)]).facts['stretches'], 0);
  });

  it('is judged from a quarter of an hour on, or from a smaller goal', () => {
    assert.equal(judged([segment(0, 15)]).value, 0.5);
    assert.equal(judged([segment(0, 14.9)]).value, null);
    assert.equal(judged([segment(0, 10)], { goalMs: 10 * minuteMs }).value, 0.25);
    assert.equal(judged([segment(0, 15)], { isEnough: false }).value, null);
  });

  it('counts the present stretch whole while it may go on', () => {
    const value = (now: number, isSettled = false) => judged([segment(0, 15)], { isSettled, now: at(now) }).value;
    assert.deepEqual([value(15), value(20), value(20.1), value(20, true)], [1, 1, 0.5, 0.5]);
  });
});

describe('abandoned branches', () => {
  const repo = 'acme/shop';
  const now = nine;
  /** A commit of one's own so many days ago. */
  const commit = (branch: string, days: number): DocumentFact => {
    const instant = now - days * dayMs;
    const sha = `${Buffer.from(branch).toString('hex')}${'0'.repeat(40)}`.slice(0, 40);
    const body = { kind: 'commit', repo, isPrivate: false, url: 'https://github.com/x', sha, subject: 'x', branch };
    return {
      type: 'document',
      collection: 'github',
      id: `github:commit:${sha}`,
      rev: 1,
      at: instant,
      start: instant,
      end: instant,
      offset: 0,
      body: JSON.stringify({ ...body, isMerge: false, authoredAt: instant, committedAt: instant }),
    };
  };
  const state = (pushed: Record<string, number>, of = repo): GithubState =>
    ({
      host: 'github.com',
      repos: [{ name: repo, defaultBranch: 'main', pushedAt: now, isPrivate: true }],
      pushed: { [of]: Object.fromEntries(Object.entries(pushed).map(([name, days]) => [name, now - days * dayMs])) },
    }) as unknown as GithubState;
  const found = (pushed: Record<string, number>, facts: DocumentFact[], given: { off?: string; of?: string } = {}) =>
    staleBranches(new MemoryReader(facts), {
      state: state(pushed, given.of),
      off: new Set(given.off === undefined ? [] : [given.off]),
      now,
    });

  it('are those without a push for 7 to 60 days, with commits of one’s own, other than the default branch', () => {
    const facts = ['a', 'b', 'c', 'd', 'e', 'main'].map((branch) => commit(branch, 40));
    const pushed = { a: 6.99, b: 7, c: 7.9, d: 60.9, e: 61, main: 30, f: 30 };
    assert.deepEqual(
      found(pushed, facts).map(({ branch, days }) => [branch, days]),
      [
        ['b', 7],
        ['c', 7],
        ['d', 60],
      ],
    );
  });

  it('have an address, and say that their repository is private', () => {
    assert.deepEqual(found({ 'fix/a b#1': 8 }, [commit('fix/a b#1', 9)]), [
      { repo, isPrivate: true, branch: 'fix/a b#1', days: 8, url: 'https://github.com/acme/shop/tree/fix/a%20b%231' },
    ]);
  });

  it('may have commits that are 14 days older than the last push, up to 74 days in all', () => {
    assert.equal(found({ a: 60 }, [commit('a', 74)]).length, 1);
    assert.equal(found({ a: 60 }, [commit('a', 74.1)]).length, 0);
  });

  it('are not those of a repository that is switched off or unknown', () => {
    const facts = [commit('a', 9)];
    assert.equal(found({ a: 8 }, facts).length, 1);
    assert.equal(found({ a: 8 }, facts, { off: repo }).length, 0);
    assert.equal(found({ a: 8 }, facts, { of: 'acme/other' }).length, 0);
  });
});

describe('days that are remembered', () => {
  it('are decoded once, and again when their text has changed', () => {
    const decoded: string[] = [];
    const codec = {
      encode: (value: string) => value,
      decode: (_: string, text: string) => (decoded.push(text), text.toUpperCase()),
    };
    const kept = new Map<string, { mark: number; text: () => string | undefined }>();
    const reader = Object.assign(new MemoryReader(), { dayCache: () => ({ read: () => kept, keep: () => new Map() }) });
    const days = new RememberedDays<string>('score', codec);
    const get = () => days.get([day], reader, context()).get(day);
    assert.equal(get(), undefined);
    kept.set(day, { mark: 1, text: () => 'one' });
    assert.deepEqual([get(), get(), decoded], ['ONE', 'ONE', ['one']]);
    kept.set(day, { mark: 2, text: () => 'two' });
    assert.deepEqual([get(), get(), decoded], ['TWO', 'TWO', ['one', 'two']]);
    kept.set(day, { mark: 3, text: () => undefined });
    assert.equal(get(), undefined, 'it cannot be opened');
    assert.deepEqual(days.missing([day, '2026-11-19'], reader, context()), [day, '2026-11-19']);
  });

  it('depend on names and on goals only where what is kept does', () => {
    const basisOf = (of: 'score' | 'sums', changes: Parameters<typeof context>[0] = {}) => {
      const asked: DayBasis[] = [];
      const none = { read: () => new Map(), keep: () => new Map() };
      const reader = Object.assign(new MemoryReader(), { dayCache: (basis: DayBasis) => (asked.push(basis), none) });
      new RememberedDays<string>(of, { encode: String, decode: String }).get([day], reader, context(changes));
      return asked[0];
    };
    const userRules = [{ id: 'r', pattern: '**', kind: 'reading' }] as never;
    const ruled = { rules: { ...context().rules, userRules } };
    assert.deepEqual(
      [basisOf('score'), basisOf('score', ruled), basisOf('sums'), basisOf('sums', ruled)].map((one) => one?.isByName),
      [false, true, true, true],
    );
    const goals = { ...context().goals, hoursPerDay: 3 };
    assert.notEqual(basisOf('score', { goals })?.settings, basisOf('score')?.settings);
    assert.equal(basisOf('sums', { goals })?.settings, basisOf('sums')?.settings);
    assert.notEqual(basisOf('sums')?.settings, basisOf('score')?.settings);
  });

  it('are kept only once they are over, and known at once', () => {
    const texts: [string, string][] = [];
    const kept = new Map<string, { mark: number; text: () => string }>();
    const keep = (all: ReadonlyMap<string, string>) => {
      texts.push(...all);
      for (const [one] of all) kept.set(one, { mark: 7, text: () => assert.fail('it is in memory') });
      return new Map([...all.keys()].map((one) => [one, 7]));
    };
    const reader = Object.assign(new MemoryReader(), { dayCache: () => ({ read: () => kept, keep }) });
    const days = new RememberedDays<number>('score', { encode: String, decode: (_, text) => Number(text) });
    days.keep(
      new Map([
        ['2026-11-19', 3],
        [day, 4],
      ]),
      reader,
      context(),
    );
    assert.deepEqual(texts, [['2026-11-19', '3']]);
    assert.deepEqual([...days.get(['2026-11-19', day], reader, context())], [['2026-11-19', 3]]);
  });
});
