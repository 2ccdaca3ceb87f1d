import assert from 'node:assert/strict';
import { activityRangeOf } from '../../../../src/analytics/history/activityRange.ts';
import { patternsOf } from '../../../../src/analytics/history/patterns.ts';
import { topDaysOf, topViewOf } from '../../../../src/analytics/history/top.ts';
import type { DaySum } from '../../../../src/analytics/rollups/daySum.ts';

/** The sums of a day in some languages, with its time in some hours. */
function sum(day: string, language: Record<string, number>, hours: Record<number, number> = {}): DaySum {
  const totalMs = Object.values(language).reduce((total, ms) => total + ms, 0);
  const of = new Map(Object.entries(language));
  const none = new Map([['', totalMs]]);
  const by = { source: none, kind: none, project: none, category: none, file: none, branch: none };
  const all = Array.from({ length: 24 }, (_, hour) => hours[hour] ?? 0);
  return { day, totalMs, by: { ...by, language: of }, hours: all };
}

describe('days in parts', () => {
  it('have for each part its time, and sum to their total', () => {
    const names = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`l${i}`, 20 - i]));
    const { by, parts, days } = activityRangeOf(
      [sum('2026-03-02', { ...names, '': 4 }), sum('2026-03-03', { l1: 5 })],
      'language',
    );
    assert.equal(by, 'language');
    assert.deepEqual(parts.map(({ type, id, ms }) => [type, id, ms]).slice(0, 1), [['name', 'l1', 24]]);
    assert.deepEqual(days, [
      { day: '2026-03-02', ms: [19, 20, 18, 17, 16, 15, 14, 13, 4, 23] },
      { day: '2026-03-03', ms: [5, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
    ]);
    const plain = activityRangeOf([sum('2026-03-02', { go: 3 })], 'language');
    assert.deepEqual(plain.days, [{ day: '2026-03-02', ms: [3] }]);
    const rest = activityRangeOf([sum('2026-03-02', names)], 'language').days;
    assert.deepEqual(rest, [{ day: '2026-03-02', ms: [20, 19, 18, 17, 16, 15, 14, 13, 23] }]);
  });
});

describe('the patterns of a week', () => {
  it('are the time by weekday and hour, the days with work, and where most of it is', () => {
    // Two Mondays, one without work, and a Sunday.
    const { hours, worked, best } = patternsOf([
      sum('2026-03-02', { go: 30 }, { 9: 20, 10: 10 }),
      sum('2026-03-09', { go: 10 }, { 10: 10 }),
      sum('2026-03-16', {}),
      sum('2026-03-08', { go: 25 }, { 23: 5, 22: 20 }),
    ]);
    assert.deepEqual([hours.length, hours[0]?.length], [7, 24]);
    assert.deepEqual([hours[0]?.[9], hours[0]?.[10], hours[6]?.[23], hours[3]?.[9]], [20, 20, 5, 0]);
    assert.deepEqual(worked, [2, 0, 0, 0, 0, 0, 1]);
    // 40 of 65 from nine to eleven; the Sunday's hour is fuller than the mean of two Mondays.
    assert.deepEqual(best, { from: 9, share: 40 / 65, weekday: 6, hour: 22, meanMs: 20 });
  });

  it('find two hours over midnight, the first of equal ones, and nothing without work', () => {
    const mondays = ['2026-03-02', '2026-03-09', '2026-03-16'];
    const best = (hours: Record<number, number>) => patternsOf(mondays.map((day) => sum(day, { go: 1 }, hours))).best;
    assert.deepEqual(best({ 23: 5, 0: 5, 12: 6 }), { from: 23, share: 10 / 16, weekday: 0, hour: 12, meanMs: 6 });
    assert.deepEqual(best({ 9: 5, 15: 5 }), { from: 8, share: 0.5, weekday: 0, hour: 9, meanMs: 5 });
    assert.deepEqual(best({ 0: 5 })?.from, 0);
    assert.equal(best({}), null);
    assert.equal(patternsOf([]).best, null);
  });
});

describe('the days behind a figure', () => {
  it('are ten, those with the most, the latest of equal ones first; the rest is counted', () => {
    const days = Array.from({ length: 12 }, (_, i) =>
      sum(`2026-03-${String(i + 1).padStart(2, '0')}`, { go: i === 4 ? 9 : 2 }),
    );
    const none = [sum('2026-03-20', { css: 5 }), sum('2026-03-21', { go: 0 })];
    const told = topDaysOf([...none, ...days], 'language', 'go');
    assert.deepEqual(
      told.days.map(({ day, ms }) => [day.slice(-2), ms]),
      [['05', 9], ...['12', '11', '10', '09', '08', '07', '06', '04', '03'].map((day) => [day, 2])],
    );
    assert.deepEqual([told.restDays, told.restMs], [2, 4]);
    assert.deepEqual(topDaysOf(days.slice(0, 1), 'language', 'css'), { days: [], restDays: 0, restMs: 0 });
  });

  it('are of one total', () => {
    const { totalMs, lists } = topViewOf([sum('2026-03-02', { go: 3 }), sum('2026-03-03', { css: 2, go: 1 })], []);
    assert.equal(totalMs, 6);
    assert.deepEqual(
      lists.language.map(({ id, ms }) => [id, ms]),
      [
        ['go', 4],
        ['css', 2],
      ],
    );
    assert.deepEqual(lists.project, [{ type: 'none', id: '', name: '', ms: 6 }]);
  });
});
