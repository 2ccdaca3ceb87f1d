import assert from 'node:assert/strict';
import { addDays, type Day } from '../../../src/core/time/days.ts';
import { goalInput, type GoalPeriod } from '../../../src/habits/goals.ts';
import { periodOf, reserveOf } from '../../../src/habits/periods.ts';
import type { PeriodResult } from '../../../src/habits/progress.ts';
import { fittingTarget, streaksOf } from '../../../src/habits/streaks.ts';
import { goalOf } from './given.ts';

const first = '2026-01-01';
const outcomes = { m: 'met', x: 'missed', r: 'rest', o: 'open' } as const;

/** Results of periods in a row, a letter for each. */
function results(letters: string, stepDays = 1, value = 100): PeriodResult[] {
  return Array.from(letters, (letter, at): PeriodResult => {
    const from: Day = addDays(first, at * stepDays);
    const outcome = outcomes[letter as keyof typeof outcomes];
    return { from, to: addDays(from, stepDays - 1), value, target: 240, outcome };
  });
}
const streak = (letters: string, period: GoalPeriod = 'day', stepDays = 1) => {
  const { current, longest, consistency, results: shown } = streaksOf(results(letters, stepDays), period);
  return [current, longest, consistency.met, consistency.due, shown.map(({ outcome }) => outcome[0]).join('')];
};

describe('a streak', () => {
  it('has no spared miss while nothing was met in it', () => {
    assert.deepEqual(streak('xx'), [0, 0, 0, 2, 'mm']);
    assert.deepEqual(streak('mx'), [1, 1, 1, 2, 'ms']);
    assert.deepEqual(streak('xmx'), [1, 1, 1, 3, 'sms']);
    // The third miss of the month pushes the first one out, and what was met before it.
    assert.deepEqual(streak('mxxmx'), [1, 2, 2, 5, 'mmsms']);
  });

  it('spares two days a month, one week a quarter, and one month a year', () => {
    assert.deepEqual(streak('mxmxm').slice(0, 2), [3, 3]);
    assert.deepEqual(streak('mxmxmxm').slice(0, 2), [3, 3]);
    assert.deepEqual(streak('mxm', 'week', 7).slice(0, 2), [2, 2]);
    assert.deepEqual(streak('mxmxm', 'week', 7).slice(0, 2), [2, 2]);
    // Weeks 12 and 14 end in different quarters.
    assert.deepEqual(streak('mmmmmmmmmmmxmxm', 'week', 7).slice(0, 2), [13, 13]);
    assert.deepEqual(streak('mxm', 'month', 28).slice(0, 2), [2, 2]);
    assert.deepEqual(streak('mxmxm', 'month', 28).slice(0, 2), [2, 2]);
  });

  it('is consistent over 56 days, 8 weeks, or 6 months that are over, rests not counted', () => {
    const due = (period: GoalPeriod, letters: string, stepDays = 1) => streak(letters, period, stepDays)[3];
    const met = (count: number) => 'm'.repeat(count);
    assert.deepEqual([due('day', met(56)), due('day', met(57)), due('day', met(70))], [56, 56, 56]);
    assert.deepEqual([due('week', met(9), 7), due('month', met(7), 28)], [8, 6]);
    assert.deepEqual([due('day', `r${met(3)}`), due('day', `${met(3)}o`), due('day', `${met(56)}ro`)], [3, 3, 55]);
  });

  it('uses the reserve of the month, the quarter, or the year that a period ends in', () => {
    const of = (day: Day, period: GoalPeriod) => reserveOf(periodOf(day, period), period);
    assert.equal(of('2026-03-31', 'day'), '2026-03');
    assert.deepEqual(
      ['2026-01-05', '2026-03-30', '2026-06-22', '2026-09-28', '2026-12-28'].map((day) => of(day, 'week')),
      ['2026-Q1', '2026-Q2', '2026-Q2', '2026-Q4', '2027-Q1'],
    );
    assert.equal(of('2026-12-05', 'month'), '2026');
  });
});

describe('a target that fits', () => {
  const fitting = (value: number, direction: 'atLeast' | 'atMost' = 'atLeast', target = 240) =>
    fittingTarget(results('x'.repeat(20), 1, value), { period: 'day', direction, target }, 15);

  it('is another one than the target, in its direction', () => {
    assert.deepEqual([fitting(224), fitting(239), fitting(240), fitting(300)], [210, 225, undefined, undefined]);
    assert.deepEqual([fitting(61, 'atMost', 60), fitting(75, 'atMost', 60)], [75, 75]);
    assert.deepEqual([fitting(60, 'atMost', 60), fitting(50, 'atMost', 60)], [undefined, undefined]);
    assert.deepEqual([fitting(0), fitting(14), fitting(0, 'atLeast', 15)], [15, 15, undefined]);
  });

  it('needs 20 days, 4 weeks, or 3 months', () => {
    const known = (period: GoalPeriod, count: number) =>
      fittingTarget(results('x'.repeat(count)), { period, direction: 'atLeast', target: 240 }, 15) !== undefined;
    assert.deepEqual([known('day', 19), known('day', 20)], [false, true]);
    assert.deepEqual([known('week', 3), known('week', 4)], [false, true]);
    assert.deepEqual([known('month', 2), known('month', 3)], [false, true]);
  });
});

describe('a goal that is saved', () => {
  it('has names of at least one letter, and limits', () => {
    const isFit = (change: object) => goalInput.safeParse({ ...goalOf(), ...change }).success;
    const project = (name: string) => isFit({ measure: 'project', project: name });
    const language = (name: string) => isFit({ measure: 'language', subject: name });
    assert.deepEqual(
      [project(''), project('p'), project('p'.repeat(1000)), project('p'.repeat(1001))],
      [false, true, true, false],
    );
    assert.deepEqual([language(''), language('c'), language('c'.repeat(1001))], [false, true, false]);
    assert.deepEqual([isFit({ target: 44_640 }), isFit({ target: 44_641 })], [true, false]);
    assert.deepEqual(
      [isFit({ measure: 'commits', target: 10_000 }), isFit({ measure: 'commits', target: 10_001 })],
      [true, false],
    );
    assert.deepEqual([isFit({ weekdays: [0] }), isFit({ weekdays: [0, 0, 1, 2, 3, 4, 5, 6] })], [true, false]);
    assert.deepEqual([isFit({ lastDay: '2026-11-02' }), isFit({ lastDay: '2026-11-01' })], [true, false]);
  });
});
