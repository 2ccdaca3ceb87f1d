import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, daysBetween, type Day } from '../../../src/core/time/days.ts';
import { fittingTarget } from '../../../src/habits/streaks.ts';
import { everyDay, goalOf, results, steady, streaks, valuesFrom, workdays } from './given.ts';

const good = (from: Day, to: Day) => steady(from, to, 300);
const figures = ({ current, longest, consistency: { met, due } }: ReturnType<typeof streaks>) => ({
  current,
  longest,
  consistency: `${met}/${due}`,
});

// Realistic months, with the expected texts.
describe('streaks of days', () => {
  it('hold over weekends', () => {
    const values = new Map([...good('2026-11-02', '2026-11-06'), ...good('2026-11-09', '2026-11-13')]);
    assert.deepEqual(figures(streaks({ goal: goalOf(), values, today: '2026-11-15' })), {
      current: 10,
      longest: 10,
      consistency: '10/10',
    });
  });

  it('spare two misses a month, which protect and do not count', () => {
    const values = new Map([...good('2026-11-02', '2026-11-03'), ...good('2026-11-06', '2026-11-10')]);
    const found = streaks({ goal: goalOf(), values, today: '2026-11-10' });
    assert.deepEqual(figures(found), { current: 5, longest: 5, consistency: '5/7' });
    assert.deepEqual(
      found.results.map(({ outcome }) => outcome),
      ['met', 'met', 'spared', 'spared', 'met', 'rest', 'rest', 'met', 'met'],
    );
  });

  it('end with the third miss of a month, and continue from the misses that are left', () => {
    const values = new Map([...good('2026-11-02', '2026-11-04'), ...good('2026-11-10', '2026-11-11')]);
    const found = figures(streaks({ goal: goalOf(), values, today: '2026-11-12' }));
    // Missed on the 5th, 6th, and 9th.
    assert.deepEqual(found, { current: 2, longest: 3, consistency: '5/8' });
  });

  it('are not broken by a day that is not over', () => {
    const values = new Map(good('2026-11-02', '2026-11-12'));
    assert.equal(streaks({ goal: goalOf(), values, today: '2026-11-13' }).current, 9);
    assert.equal(streaks({ goal: goalOf(), values, today: '2026-11-12' }).current, 9);
  });

  it('hold over a vacation of any length', () => {
    const values = new Map([...good('2026-09-07', '2026-09-11'), ...good('2026-10-26', '2026-10-30')]);
    const rests = [{ from: '2026-09-12', to: '2026-10-25' }];
    const goal = goalOf({ firstDay: '2026-09-07' });
    assert.equal(streaks({ goal, values, rests, today: '2026-10-31' }).current, 10);
    assert.equal(streaks({ goal, values, today: '2026-10-31' }).current, 5);
  });

  it('count work on a day of rest', () => {
    const values = new Map(good('2026-11-02', '2026-11-06'));
    const rests = [{ from: '2026-11-04', to: '2026-11-05' }];
    assert.equal(streaks({ goal: goalOf(), values, rests, today: '2026-11-07' }).current, 5);
  });

  it('are repaired by what arrives late', () => {
    const known = [...good('2026-11-02', '2026-11-03'), ...good('2026-11-09', '2026-11-10')];
    const before = streaks({ goal: goalOf(), values: new Map(known), today: '2026-11-11' });
    const late = new Map([...known, ...good('2026-11-04', '2026-11-06')]);
    assert.equal(before.current, 2);
    assert.equal(streaks({ goal: goalOf(), values: late, today: '2026-11-11' }).current, 7);
  });

  it('fit part-time weeks', () => {
    const goal = goalOf({ weekdays: [1, 2, 3] });
    const values = new Map([...good('2026-11-02', '2026-11-04'), ...good('2026-11-09', '2026-11-11')]);
    assert.deepEqual(figures(streaks({ goal, values, today: '2026-11-15' })), {
      current: 6,
      longest: 6,
      consistency: '6/6',
    });
  });

  it('are gone when someone stopped, with the longest kept', () => {
    const values = new Map(good('2026-11-02', '2026-11-20'));
    assert.deepEqual(figures(streaks({ goal: goalOf(), values, today: '2027-02-01' })), {
      current: 0,
      longest: 15,
      consistency: '0/40',
    });
  });
});

describe('streaks of weeks and months', () => {
  it('spare one week a quarter', () => {
    const goal = goalOf({ period: 'week', target: 1200 });
    const weeks = (...minutes: number[]) =>
      new Map(minutes.map((value, at) => [addDays('2026-11-02', 7 * at), value] as [Day, number]));
    assert.equal(streaks({ goal, values: weeks(1200, 0, 1300, 1200), today: '2026-11-30' }).current, 3);
    assert.equal(streaks({ goal, values: weeks(1200, 0, 1300, 0, 1200), today: '2026-12-07' }).current, 2);
  });

  it('spare one month a year', () => {
    const goal = goalOf({ measure: 'commits', period: 'month', target: 1, firstDay: '2026-01-01' });
    const values = new Map(
      ['2026-01-05', '2026-02-05', '2026-04-07', '2026-05-04'].map((day) => [day, 1] as [Day, number]),
    );
    assert.equal(streaks({ goal, values, today: '2026-06-10' }).current, 4);
  });
});

describe('the laws of streaks', () => {
  const days = fc.array(fc.constantFrom(0, 300), { minLength: 1, maxLength: 120 });
  const weekdays = fc.constantFrom(workdays, everyDay, [1, 3, 5]);

  it('what was done more, or turns up late, never shortens one', () => {
    fc.assert(
      fc.property(days, weekdays, fc.nat(), (given, chosen, which) => {
        const goal = goalOf({ weekdays: chosen });
        const today = addDays(goal.firstDay, given.length - 1);
        const better = given.map((value, at) => (at === which % given.length ? 300 : value));
        const [before, after] = [given, better].map((of) =>
          streaks({ goal, values: valuesFrom(goal.firstDay, of), today }),
        );
        assert.ok(after!.current >= before!.current && after!.longest >= before!.longest);
      }),
    );
  });

  it('a day off that was planned never shortens one', () => {
    fc.assert(
      fc.property(days, weekdays, fc.nat(), (given, chosen, which) => {
        const goal = goalOf({ weekdays: chosen });
        const off = addDays(goal.firstDay, which % given.length);
        const judged = {
          goal,
          values: valuesFrom(goal.firstDay, given),
          today: addDays(goal.firstDay, given.length - 1),
        };
        const rested = streaks({ ...judged, rests: [{ from: off, to: off }] });
        assert.ok(rested.current >= streaks(judged).current && rested.longest >= streaks(judged).longest);
      }),
    );
  });

  it('a day that is not over never shortens one', () => {
    fc.assert(
      fc.property(days, weekdays, (given, chosen) => {
        const goal = goalOf({ weekdays: chosen });
        const values = valuesFrom(goal.firstDay, [...given, 0]);
        const evening = streaks({ goal, values, today: addDays(goal.firstDay, given.length - 1) });
        const morning = streaks({ goal, values, today: addDays(goal.firstDay, given.length) });
        // Yesterday's miss counts only this morning; nothing else may differ.
        const last = given.at(-1) ?? 0;
        if (last > 0) assert.equal(morning.current, evening.current);
      }),
    );
  });

  it('the current one is the longest row that ends now within the reserve, found by trying them all', () => {
    fc.assert(
      fc.property(days, (given) => {
        const goal = goalOf({ weekdays: everyDay });
        const judged = { goal, values: valuesFrom(goal.firstDay, given), today: addDays(goal.firstDay, given.length) };
        const over = results(judged).filter(({ outcome }) => outcome !== 'open');
        const rows = over.map((_, from) => over.slice(from));
        const fits = (row: typeof over) =>
          [...new Set(row.map(({ from }) => from.slice(0, 7)))].every(
            (month) => row.filter(({ from, outcome }) => from.startsWith(month) && outcome === 'missed').length <= 2,
          );
        const lengths = rows.filter(fits).map((row) => row.filter(({ outcome }) => outcome === 'met').length);
        assert.equal(streaks(judged).current, Math.max(0, ...lengths));
      }),
    );
  });
});

describe('a goal that is missed most of the time', () => {
  const days = daysBetween('2026-10-05', '2026-11-06');
  const goal = goalOf({ firstDay: '2026-10-05' });

  it('suggests what was really reached, to the quarter of an hour', () => {
    const values = new Map(days.map((day) => [day, 170] as [Day, number]));
    assert.equal(fittingTarget(results({ goal, values, today: '2026-11-07' }), goal, 15), 165);
    const atMost = { ...goal, direction: 'atMost', target: 60 } as const;
    assert.equal(fittingTarget(results({ goal: atMost, values, today: '2026-11-07' }), atMost, 15), 180);
  });

  it('suggests nothing while it fits, or while there is little to tell by', () => {
    const half = new Map(days.map((day, at) => [day, at % 2 ? 0 : 300] as [Day, number]));
    const mostly = new Map(days.map((day) => [day, 300] as [Day, number]));
    assert.equal(fittingTarget(results({ goal, values: mostly, today: '2026-11-07' }), goal, 15), undefined);
    assert.equal(fittingTarget(results({ goal, values: half, today: '2026-10-15' }), goal, 15), undefined);
    assert.equal(fittingTarget(results({ goal, values: new Map(), today: '2026-11-07' }), goal, 15), 15);
    // Twenty days of the week are enough, of which fewer than half were met.
    const due = (count: number, met: number) => {
      const all = Array.from({ length: count }, (_, i) => ({
        outcome: i < met ? 'met' : 'missed',
        value: i < met ? 300 : 100,
      }));
      return fittingTarget(all as never, goal, 15);
    };
    assert.deepEqual([due(19, 0), due(20, 0)], [undefined, 90]);
    assert.deepEqual([due(20, 9), due(20, 10), due(21, 10)], [90, undefined, 90]);
  });
});
