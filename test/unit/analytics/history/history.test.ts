import assert from 'node:assert/strict';
import fc from 'fast-check';
import { daySumOf } from '../../../../src/analytics/rollups/daySum.ts';
import { activityRangeOf } from '../../../../src/analytics/history/activityRange.ts';
import { DailyRollups } from '../../../../src/analytics/rollups/dailyRollups.ts';
import { History } from '../../../../src/analytics/history/history.ts';
import { patternsOf } from '../../../../src/analytics/history/patterns.ts';
import { topDaysOf, topViewOf } from '../../../../src/analytics/history/top.ts';
import type { Segment } from '../../../../src/analytics/segment.ts';
import { activityKinds, sources } from '../../../../src/core/facts/activity.ts';
import { addDays, daysBetween, hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import { groupings, namesAtMost, topOf } from '../../../../src/core/views/history.ts';
import { activityRange, topView } from '../../../../src/core/views/historyViews.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { at, context, day, nine, span } from '../given.ts';

const name = fc.option(
  fc.integer({ min: 1, max: 14 }).map((number) => `name${number}`),
  { nil: undefined },
);
const oneSegment = fc
  .record({
    from: fc.integer({ min: 0, max: 1380 }),
    minutes: fc.integer({ min: 1, max: 60 }),
    kind: fc.constantFrom(...activityKinds),
    source: fc.constantFrom(...sources),
    project: name,
    file: name,
    language: name,
    branch: name,
  })
  .map(({ from, minutes, ...doing }): Segment => {
    const start = nine + from * minuteMs;
    return { ...doing, start, end: start + minutes * minuteMs, offset: 90, basis: 'observed', factId: 'w:1' };
  });
const someDays = fc
  .array(fc.array(oneSegment, { maxLength: 30 }), { minLength: 1, maxLength: 10 })
  .map((days) => days.map((segments, index) => daySumOf(addDays(day, index), segments, ({ kind }) => kind)));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('sums of days', () => {
  it('sum to the total in every breakdown: of a day, of a range, and of each list', () => {
    fc.assert(
      fc.property(someDays, (sums) => {
        const total = sum(sums.map(({ totalMs }) => totalMs));
        for (const { totalMs, by, hours } of sums) {
          for (const parts of Object.values(by)) assert.equal(sum([...parts.values()]), totalMs);
          assert.equal(sum(hours), totalMs);
        }
        for (const by of groupings) {
          const range = activityRange.parse(activityRangeOf(sums, by));
          assert.equal(sum(range.parts.map(({ ms }) => ms)), total);
          range.days.forEach(({ ms }, index) => {
            assert.equal(ms.length, range.parts.length);
            assert.equal(sum(ms), sums[index]?.totalMs);
          });
          range.parts.forEach(({ ms }, index) => assert.equal(sum(range.days.map((one) => one.ms[index] ?? 0)), ms));
        }
        const top = topView.parse(topViewOf(sums, []));
        assert.equal(top.totalMs, total);
        for (const of of topOf) assert.equal(sum(top.lists[of].map(({ ms }) => ms)), total);
        assert.equal(sum(patternsOf(sums).hours.flat()), total);
      }),
    );
  });

  it('tell behind each figure days that sum to it', () => {
    fc.assert(
      fc.property(someDays, (sums) => {
        for (const of of topOf)
          for (const { type, id, ms } of topViewOf(sums, []).lists[of]) {
            if (type !== 'name') continue;
            const { days, restMs } = topDaysOf(sums, of, id);
            assert.equal(sum(days.map((one) => one.ms)) + restMs, ms);
          }
      }),
    );
  });

  it('name the first ones, and take the others together', () => {
    const segments = Array.from({ length: 12 }, (_, index) => ({
      ...({ kind: 'coding', source: 'editor', file: undefined, branch: undefined, language: undefined } as const),
      ...({ project: `/p/${index}`, offset: 0, basis: 'observed', factId: 'w:1' } as const),
      start: nine + index * hourMs,
      end: nine + index * hourMs + (index + 1) * minuteMs,
    }));
    const { parts } = activityRangeOf([daySumOf(day, segments, () => 'coding')], 'project');
    assert.deepEqual(
      parts.map(({ type }) => type),
      [...Array.from({ length: namesAtMost }, () => 'name'), 'rest'],
    );
    assert.equal(parts[0]?.name, '11');
    assert.equal(parts.at(-1)?.ms, (1 + 2 + 3 + 4) * minuteMs);
  });

  it("put time into the hours of the clock that held there, over a day's end too", () => {
    const segment = { kind: 'coding', source: 'editor', basis: 'observed', factId: 'w:1' } as const;
    const none = { project: undefined, file: undefined, language: undefined, branch: undefined };
    const late = { ...segment, ...none, start: at(-30), end: at(45), offset: 15 * 60 };
    const { hours } = daySumOf(day, [late], () => 'coding');
    assert.equal(hours[23], 30 * minuteMs);
    assert.equal(hours[0], 45 * minuteMs);
  });
});

describe('the hours of the week', () => {
  it('name the two hours with the most time, and the fullest one by its mean', () => {
    const of = (date: string, from: number, to: number) =>
      daySumOf(date, [{ ...oneAt(from, to), offset: 0 }], () => '');
    // Two Fridays and a Monday.
    const days = [of('2026-11-13', 60, 120), of('2026-11-16', 0, 60), of('2026-11-20', 60, 90)];
    const { best, worked } = patternsOf(days);
    assert.deepEqual(worked, [1, 0, 0, 0, 2, 0, 0]);
    assert.deepEqual(best, { from: 9, share: 1, weekday: 0, hour: 9, meanMs: hourMs });
    assert.equal(patternsOf([...days.slice(1), daySumOf(day, [], () => '')]).best, null, 'two days may be chance');
  });
});

function oneAt(from: number, to: number): Segment {
  const none = { project: undefined, file: undefined, language: undefined, branch: undefined };
  const what = { kind: 'coding', source: 'editor', basis: 'observed', factId: 'w:1', offset: 0 } as const;
  return { ...what, ...none, start: at(from), end: at(to) };
}

describe('finished days', () => {
  const facts = daysBetween('2026-09-01', day).flatMap((_, back) => {
    const shift = back * 24 * hourMs;
    const one = span(0, 30, { project: back % 2 === 0 ? '/p/even' : '/p/odd' });
    return [{ ...one, start: one.start - shift, end: one.end - shift }];
  });

  it('are read in steps, and once', () => {
    const reader = new MemoryReader(facts);
    const history = new History(new DailyRollups());
    let steps = 0;
    while (history.prepare(90, reader, context()) > 0) steps++;
    assert.ok(steps >= 2, `${steps} steps`);
    const reads = reader.reads;
    const range = history.range({ days: 90, by: 'project' }, reader, context());
    assert.equal(reader.reads, reads + 1, 'today only');
    assert.equal(range.days.length, 90);
    assert.equal(range.days.at(-1)?.day, day);
    assert.deepEqual(
      range.parts.map((part) => part.name),
      ['even', 'odd'],
    );
  });

  it('are read again when a fact of them is written, and come from what is kept as they were', () => {
    const reader = new MemoryReader(facts);
    const sums = new DailyRollups();
    const days = daysBetween('2026-11-10', '2026-11-19');
    const before = sums.sums(days, reader, context());
    const reads = reader.reads;
    assert.deepEqual(new DailyRollups().sums(days, reader, context()), before);
    assert.equal(reader.reads, reads);
    const late = span(60, 120);
    reader.add({ ...late, start: late.start - 24 * hourMs, end: late.end - 24 * hourMs });
    assert.equal(sums.sums(days, reader, context()).at(-1)?.totalMs, 90 * minuteMs);
  });

  it('since a fact of the year 2000 are those around facts, and all of the last year', () => {
    const [first, second] = ['2000-01-05', '2012-06-01'].map((from) => {
      const shift = daysBetween(from, day).length * 24 * hourMs - 24 * hourMs;
      const one = span(0, 30);
      return { ...one, start: one.start - shift, end: one.end - shift };
    });
    const reader = new MemoryReader([...facts, ...(first && second ? [first, second] : [])]);
    const history = new History(new DailyRollups());
    const sums = history.since('2000-01-05', reader, context());
    assert.ok(sums.length < 3 * 420, `${sums.length} days`);
    const worked = sums.filter(({ totalMs }) => totalMs > 0).map((one) => one.day);
    assert.deepEqual(worked, ['2000-01-05', '2012-06-01', ...daysBetween('2026-09-01', day)]);
    assert.deepEqual(
      sums.map((one) => one.day),
      [...new Set(sums.map((one) => one.day))].sort(),
      'in order, each once',
    );
    const year = daysBetween(addDays(day, -366), day);
    assert.deepEqual(
      sums.slice(-367).map((one) => one.day),
      year,
    );
    assert.deepEqual(history.since('2026-11-01', reader, context()).length, 20);
    assert.deepEqual(history.since('2027-01-01', reader, context()), []);
    while (history.prepareSince('2000-01-05', reader, context()) > 0);
    const reads = reader.reads;
    history.since('2000-01-05', reader, context());
    assert.equal(reader.reads, reads + 1, 'today only');
  });

  it('are known to the calendar, which compares weeks and months', () => {
    const reader = new MemoryReader(facts);
    const { days, week, month, bestWeek } = new History(new DailyRollups()).overview(reader, context());
    assert.equal(days.length, 52 * 7 + 5);
    assert.equal(days[0]?.day, '2025-11-17');
    assert.equal(week.ms, 5 * 30 * minuteMs);
    assert.equal(week.beforeMs, week.ms);
    assert.equal(month.ms, 20 * 30 * minuteMs);
    assert.deepEqual(bestWeek, { from: '2026-11-09', ms: 7 * 30 * minuteMs });
  });
});
