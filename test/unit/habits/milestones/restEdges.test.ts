import assert from 'node:assert/strict';
import { translator } from '../../../../src/core/base/translate.ts';
import type { DayTotals } from '../../../../src/core/facts/dailyTotals.ts';
import { addDays, daysBetween, minuteMs, weekdayOf, type Day } from '../../../../src/core/time/days.ts';
import { milestonesOf, type MilestoneFacts } from '../../../../src/habits/milestones/milestones.ts';

// A Monday.
const first = '2026-03-02';
const after = (days: number): Day => addDays(first, days);

/** The minutes of days from the first on. */
function totals(minutes: readonly number[]): DayTotals[] {
  const by = { project: new Map(), language: new Map(), kind: new Map(), category: new Map() };
  return minutes.map((one, at) => ({ day: after(at), totalMs: one * minuteMs, by }));
}

function dayOf(id: string, given: Partial<MilestoneFacts>): Day | undefined {
  const facts: MilestoneFacts = {
    totals: [],
    today: '2027-01-01',
    workdays: [1, 2, 3, 4, 5],
    hoursPerDay: 6,
    rests: [],
    tasks: [],
    commits: [],
    sessions: [],
    goalsMet: [],
    ...given,
  };
  return milestonesOf(facts, translator()).find((one) => one.id === id)?.day;
}

describe('a vacation', () => {
  const rests = [{ from: after(1), to: after(5) }];
  const worked = totals([60, 0, 0, 0, 0, 0, 60]);

  it('is five planned days off in a row, its first and last day included, once it is over', () => {
    assert.equal(dayOf('vacation', { totals: worked, rests }), after(5));
    assert.equal(dayOf('vacation', { totals: worked, rests: [{ from: after(1), to: after(4) }] }), undefined);
    assert.equal(dayOf('vacation', { totals: worked, rests, today: after(5) }), undefined);
    assert.equal(dayOf('vacation', { totals: worked, rests, today: after(6) }), after(5));
    assert.equal(dayOf('vacation', { totals: totals([]), rests }), undefined);
    const first = [{ from: after(0), to: after(4) }];
    assert.equal(dayOf('vacation', { totals: worked.slice(1), rests: first }), undefined, 'one day is not known');
    assert.equal(dayOf('vacation', { totals: totals([0, 0, 0, 0, 0, 60]), rests: first }), after(4));
  });

  it('ends with a quarter of an hour of work, and begins again', () => {
    assert.equal(dayOf('vacation', { totals: totals([60, 0, 0, 14, 0, 0]), rests }), after(5));
    assert.equal(dayOf('vacation', { totals: totals([60, 0, 0, 15, 0, 0]), rests }), undefined);
    const long = [{ from: after(1), to: after(8) }];
    assert.equal(dayOf('vacation', { totals: totals([60, 0, 0, 15, 0, 0]), rests: long }), after(8));
  });

  it('may be made of several rests', () => {
    const parts = [
      { from: after(1), to: after(3) },
      { from: after(4), to: after(5) },
    ];
    assert.equal(dayOf('vacation', { totals: worked, rests: parts }), after(5));
  });
});

describe('free weekends', () => {
  /** Four weeks of work on workdays. */
  const weeks = (change: (day: Day, at: number) => number | undefined = () => undefined) =>
    totals(daysBetween(first, after(27)).map((day, at) => change(day, at) ?? (weekdayOf(day) % 6 === 0 ? 0 : 60)));

  it('are four whole weeks in a row, and known when the last one is over', () => {
    assert.equal(dayOf('weekends-4', { totals: weeks() }), after(27));
    assert.equal(dayOf('weekends-4', { totals: weeks(), today: after(27) }), undefined);
    assert.equal(dayOf('weekends-4', { totals: weeks(), today: after(28) }), after(27));
  });

  it('end with a quarter of an hour on a day off', () => {
    const on = (minutes: number) => weeks((_, at) => (at === 12 ? minutes : undefined));
    assert.equal(dayOf('weekends-4', { totals: on(14) }), after(27));
    assert.equal(dayOf('weekends-4', { totals: on(15) }), undefined);
  });

  it('are no weeks without any work, and begin on a Monday', () => {
    assert.equal(dayOf('weekends-4', { totals: weeks((_, at) => (at >= 7 && at < 14 ? 0 : undefined)) }), undefined);
    const fromTuesday = weeks().slice(1);
    assert.equal(dayOf('weekends-4', { totals: fromTuesday }), undefined);
  });

  it('take a single workday for a week of work', () => {
    assert.equal(
      dayOf('weekends-4', {
        totals: totals(
          Array<number>(28)
            .fill(0)
            .map((_, at) => (at % 7 === 2 ? 60 : 0)),
        ),
      }),
      after(27),
    );
  });

  it('begin on the first Monday, whichever day is the first that is known', () => {
    const known = [...Array<number>(7).keys()].map((skipped) =>
      dayOf('weekends-4', {
        totals: totals(
          Array(63)
            .fill(0)
            .map((_, at) => ([5, 6].includes(at % 7) ? 0 : 60)),
        ).slice(skipped),
      }),
    );
    assert.deepEqual(known, [after(27), ...Array<Day>(6).fill(after(34))]);
  });

  it('are none where every day is a workday, or none is', () => {
    assert.equal(dayOf('weekends-4', { totals: weeks(), workdays: [0, 1, 2, 3, 4, 5, 6] }), undefined);
    assert.equal(dayOf('weekends-4', { totals: weeks(), workdays: [] }), undefined);
    assert.equal(dayOf('weekends-4', { totals: weeks(), workdays: [1, 2, 3, 4, 5, 6] }), after(27));
  });
});

describe('the other rests', () => {
  it('are five days of work in a row within the hours, today not among them', () => {
    assert.equal(dayOf('within-5', { totals: totals([60, 60, 0, 60, 60, 60]) }), after(5));
    assert.equal(dayOf('within-5', { totals: totals([60, 60, 60, 60, 60]), today: after(4) }), undefined);
    assert.equal(dayOf('within-5', { totals: totals([60, 60, 400, 60, 60, 60, 60, 60]) }), after(7));
  });

  it('are two weeks away, and back', () => {
    const gap = (days: number) => totals([60, ...Array<number>(days).fill(0), 60]);
    assert.deepEqual([dayOf('back', { totals: gap(14) }), dayOf('back', { totals: gap(13) })], [after(15), undefined]);
    assert.equal(dayOf('back', { totals: totals([60]) }), undefined);
  });
});
