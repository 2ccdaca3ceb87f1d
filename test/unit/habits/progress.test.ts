import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, daysBetween, weekdayOf } from '../../../src/core/time/days.ts';
import { goalPeriods } from '../../../src/habits/goals.ts';
import { periodOf, periodsBetween } from '../../../src/habits/periods.ts';
import { everyDay, goalOf, results, steady, valuesFrom } from './given.ts';

describe('the periods of goals', () => {
  it('are days, weeks from Monday, and calendar months', () => {
    assert.deepEqual(periodOf('2026-11-01', 'week'), { from: '2026-10-26', to: '2026-11-01' });
    assert.deepEqual(periodOf('2028-02-29', 'month'), { from: '2028-02-01', to: '2028-02-29' });
    assert.deepEqual(periodOf('2026-12-31', 'month'), { from: '2026-12-01', to: '2026-12-31' });
  });

  it('cover every day of a range once', () => {
    const day = fc.integer({ min: 0, max: 4000 }).map((count) => addDays('2020-01-01', count));
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 100 }), fc.constantFrom(...goalPeriods), (from, length, period) => {
        const to = addDays(from, length);
        const covered = periodsBetween(from, to, period).flatMap((span) => daysBetween(span.from, span.to));
        assert.deepEqual(covered, daysBetween(covered[0]!, covered.at(-1)!));
        assert.ok(covered[0]! <= from && covered.at(-1)! >= to);
      }),
    );
  });
});

describe('the progress of a goal', () => {
  it('is judged day by day, on the chosen weekdays only', () => {
    const values = valuesFrom('2026-11-02', [240, 239, 300, 0, 240, 500, 0, 10]);
    const found = results({ goal: goalOf(), values, today: '2026-11-09' });
    assert.deepEqual(
      found.map(({ from, value, outcome }) => [from, value, outcome]),
      [
        ['2026-11-02', 240, 'met'],
        ['2026-11-03', 239, 'missed'],
        ['2026-11-04', 300, 'met'],
        ['2026-11-05', 0, 'missed'],
        ['2026-11-06', 240, 'met'],
        ['2026-11-07', 0, 'rest'],
        ['2026-11-08', 0, 'rest'],
        ['2026-11-09', 10, 'open'],
      ],
    );
  });

  it('meets "at least" as soon as it is reached, and "at most" only when the period is over', () => {
    const atMost = goalOf({ direction: 'atMost', target: 60, measure: 'kind', subject: 'meeting' });
    const values = valuesFrom('2026-11-02', [60, 61, 90]);
    const outcomes = results({ goal: atMost, values, today: '2026-11-04' }).map(({ outcome }) => outcome);
    assert.deepEqual(outcomes, ['met', 'missed', 'open']);
    const today = results({ goal: goalOf(), values: valuesFrom('2026-11-02', [240]), today: '2026-11-02' });
    assert.equal(today[0]?.outcome, 'met');
  });

  it('lowers the target of a week by days of rest, and by days before the goal', () => {
    const goal = goalOf({ period: 'week', target: 1500, firstDay: '2026-11-04' });
    const values = new Map(steady('2026-11-04', '2026-11-13', 300));
    const rests = [{ from: '2026-11-12', to: '2026-11-20' }];
    const found = results({ goal, values, rests, today: '2026-11-30' });
    assert.deepEqual(
      found.map(({ target, value, outcome }) => [target, value, outcome]),
      [
        [900, 900, 'met'],
        // Worked on two days of rest as well: that counts.
        [900, 1500, 'met'],
        [1500, 0, 'rest'],
        [1500, 0, 'missed'],
        [1500, 0, 'open'],
      ],
    );
  });

  it('rounds the share of a count in favor of the person', () => {
    const rests = [{ from: '2026-11-05', to: '2026-11-06' }];
    const goal = goalOf({ measure: 'tasks', period: 'week', target: 7 });
    const of = (changes: object) =>
      results({ goal: { ...goal, ...changes }, values: new Map(), rests, today: '2026-11-09' })[0]?.target;
    assert.equal(of({}), 4);
    assert.equal(of({ direction: 'atMost' }), 5);
    assert.equal(of({ target: 1 }), 1);
  });

  it('ends with the goal', () => {
    const open = results({ goal: goalOf({ lastDay: '2026-12-31' }), values: new Map(), today: '2026-11-12' });
    assert.equal(open.at(-1)?.from, '2026-11-12', 'days to come are not judged');
    const goal = goalOf({ period: 'week', target: 300, lastDay: '2026-11-10' });
    const found = results({ goal, values: valuesFrom('2026-11-09', [60, 60, 600]), today: '2026-11-12' });
    assert.deepEqual(found.at(-1), { from: '2026-11-09', to: '2026-11-15', value: 120, target: 120, outcome: 'met' });
    assert.deepEqual(results({ goal: goalOf({ firstDay: '2026-12-01' }), values: new Map(), today: '2026-11-12' }), []);
  });

  it('adds up to what was measured on the chosen days, whatever the period', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 90 });
    const weekdays = fc.uniqueArray(fc.constantFrom(...everyDay), { minLength: 1 });
    fc.assert(
      fc.property(minutes, weekdays, fc.constantFrom(...goalPeriods), (given, chosen, period) => {
        const goal = goalOf({ weekdays: chosen, period });
        const values = valuesFrom(goal.firstDay, given);
        const found = results({ goal, values, today: addDays(goal.firstDay, 90) });
        const sum = [...values].reduce(
          (total, [day, value]) => total + (chosen.includes(weekdayOf(day)) ? value : 0),
          0,
        );
        assert.equal(
          found.reduce((total, { value }) => total + value, 0),
          sum,
        );
      }),
    );
  });
});
