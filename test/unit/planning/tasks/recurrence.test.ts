import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, weekdayOf, type Day } from '../../../../src/core/time/days.ts';
import { addMonths, lastDateOf, partsOf } from '../../../../src/core/time/civil.ts';
import {
  nextByRule,
  occurrenceId,
  openOccurrence,
  parseOccurrenceId,
  type Recurrence,
  type SettledOccurrence,
} from '../../../../src/planning/tasks/recurrence.ts';

const day = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays('2000-01-01', count));
const rule: fc.Arbitrary<Recurrence> = fc.record(
  {
    every: fc.constantFrom('day', 'workday', 'week', 'month'),
    interval: fc.integer({ min: 1, max: 40 }),
    weekdays: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
    monthDay: fc.integer({ min: 1, max: 31 }),
    from: fc.constantFrom('due', 'done'),
  },
  { requiredKeys: ['every', 'interval', 'from'] },
);
const plain = (every: Recurrence['every'], changes: Partial<Recurrence> = {}): Recurrence => ({
  every,
  interval: 1,
  from: 'due',
  ...changes,
});

/** Completes a task repeatedly, each time some days after it was due, and returns the days on which it was due. */
function run(first: Day, repeat: Recurrence, delays: readonly number[]): Day[] {
  const settled: SettledOccurrence[] = [];
  for (const delay of delays) {
    const open = openOccurrence(first, repeat, settled);
    if (open !== undefined) settled.push({ day: open, settledOn: addDays(open, delay) });
  }
  return settled.map((one) => one.day);
}
const onTime = (count: number) => Array.from({ length: count }, () => 0);

describe('recurrence', () => {
  it('keeps the date of the first day where a month is too short for it', () => {
    assert.deepEqual(run('2026-01-31', plain('month'), onTime(5)), [
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
    ]);
    assert.deepEqual(run('2026-08-30', plain('month', { interval: 6 }), onTime(3)), [
      '2026-08-30',
      '2027-02-28',
      '2027-08-30',
    ]);
    // Postponed to the 3rd, once: the next one is on the 31st again.
    assert.equal(nextByRule('2026-03-03', plain('month', { monthDay: 31 }), '2026-03-03'), '2026-03-31');
  });

  it('goes by weekdays, each week or every other one', () => {
    // A Friday.
    assert.deepEqual(run('2026-11-27', plain('workday'), onTime(3)), ['2026-11-27', '2026-11-30', '2026-12-01']);
    const every = plain('week', { weekdays: [1, 4] });
    assert.deepEqual(run('2026-11-26', every, onTime(4)), ['2026-11-26', '2026-11-30', '2026-12-03', '2026-12-07']);
    const other = { ...every, interval: 2 };
    assert.deepEqual(run('2026-11-26', other, onTime(4)), ['2026-11-26', '2026-12-07', '2026-12-10', '2026-12-21']);
  });

  it('counts from the day on which it was due, or on which it was done', () => {
    const late = [3, 0];
    assert.deepEqual(run('2026-11-02', plain('week'), late), ['2026-11-02', '2026-11-09']);
    assert.deepEqual(run('2026-11-02', plain('week', { from: 'done' }), late), ['2026-11-02', '2026-11-12']);
  });

  it('asks once for what was missed for weeks', () => {
    assert.deepEqual(run('2026-11-02', plain('day'), [20, 0]), ['2026-11-02', '2026-11-23']);
  });

  it('ends after its last day', () => {
    const ending = plain('day', { until: '2026-11-03' });
    assert.deepEqual(run('2026-11-02', ending, onTime(5)), ['2026-11-02', '2026-11-03']);
  });

  it('is due when a person postponed it to', () => {
    const settled = [{ day: '2026-11-02', settledOn: '2026-11-02' }];
    assert.equal(openOccurrence('2026-11-05', plain('day'), settled), '2026-11-05');
  });

  it('never goes back, and always ends', () => {
    const delays = fc.array(fc.integer({ min: -30, max: 400 }), { maxLength: 20 });
    fc.assert(
      fc.property(day, rule, delays, (first, repeat, late) => {
        const days = run(first, repeat, late);
        assert.equal(new Set(days).size, days.length, 'no day twice');
        if (repeat.from === 'due') assert.deepEqual(days, days.toSorted());
      }),
    );
  });

  it('is the same in whatever order occurrences arrive, and on every machine', () => {
    const settled = fc.array(fc.record({ day, settledOn: day }), { maxLength: 8 });
    fc.assert(
      fc.property(day, rule, settled, (first, repeat, all) => {
        const open = openOccurrence(first, repeat, all);
        assert.equal(openOccurrence(first, repeat, all.toReversed()), open);
        assert.equal(openOccurrence(first, repeat, [...all, ...all]), open);
        assert.ok(open !== undefined && !all.some((one) => one.day === open), 'the open one is not settled');
      }),
    );
  });

  it('keeps to its rule', () => {
    fc.assert(
      fc.property(day, rule, fc.nat(2000), (first, repeat, later) => {
        const after = addDays(first, later);
        const next = nextByRule(first, repeat, after);
        assert.ok(next > after);
        const { year, month, date } = partsOf(next);
        if (repeat.every === 'workday') assert.ok(weekdayOf(next) >= 1 && weekdayOf(next) <= 5);
        if (repeat.every === 'week') assert.ok((repeat.weekdays ?? [weekdayOf(first)]).includes(weekdayOf(next)));
        if (repeat.every === 'month')
          assert.equal(date, Math.min(repeat.monthDay ?? partsOf(first).date, lastDateOf(year, month)));
      }),
    );
  });

  it('has an id that names the series and the day', () => {
    const id = occurrenceId('1a2b3c4d5e6f:12', '2026-11-02');
    assert.deepEqual(parseOccurrenceId(id), { series: '1a2b3c4d5e6f:12', day: '2026-11-02' });
    assert.equal(parseOccurrenceId('1a2b3c4d5e6f:12'), undefined);
  });

  it('adds months without leaving the month', () => {
    assert.equal(addMonths('2026-12-31', 2), '2027-02-28');
    assert.equal(addMonths('2026-01-15', -13), '2024-12-15');
    assert.equal(addMonths('2028-01-31', 1), '2028-02-29');
  });
});
