import assert from 'node:assert/strict';
import { translator } from '../../../../src/core/base/translate.ts';
import type { DayTotals } from '../../../../src/core/facts/dailyTotals.ts';
import { addDays, daysBetween, hourMs, minuteMs, type Day } from '../../../../src/core/time/days.ts';
import type { CauseSummary } from '../../../../src/habits/focus/patterns.ts';
import { tipIds, tipOf, type DailyTip, type TipFacts, type TipId } from '../../../../src/habits/tips/tips.ts';

const today = '2026-11-20';
const t = translator();

const daysOf = (ms: readonly number[], otherMs = 0): DayTotals[] =>
  ms.map((totalMs, index) => ({
    day: addDays(today, index - ms.length),
    totalMs,
    by: { project: new Map(), language: new Map(), kind: new Map([['other', otherMs]]), category: new Map() },
  }));
const nothing: TipFacts = {
  today,
  dismissed: new Set(),
  days: [],
  longestWork: new Map(),
  best: undefined,
  interruptions: [],
  hasGoal: true,
};
const switches = (change: Partial<CauseSummary>): Partial<TipFacts> => ({
  interruptions: [{ cause: 'projectSwitch', count: 10, days: 4, medianMs: 10 * minuteMs, ...change }],
});

/** The tip, whichever rule the day begins with. */
function found(facts: Partial<TipFacts>): DailyTip | undefined {
  const tips = daysBetween(today, addDays(today, tipIds.length - 1)).map((day) =>
    tipOf({ ...nothing, ...facts, today: day }, t),
  );
  for (const tip of tips) assert.deepEqual(tip, tips[0]);
  return tips[0];
}

describe('the tip of the day', () => {
  it('is none where nothing is known', () => {
    assert.equal(found({}), undefined);
    assert.equal(found({ hasGoal: false }), undefined);
  });

  it('names the best hours with their figures', () => {
    const best = { fromHour: 9, toHour: 11, share: 0.718, overall: 0.51, days: 14, measuredMs: 20 * hourMs };
    assert.deepEqual(found({ best }), {
      id: 'bestHours',
      text: 'Your longest stretches are between 9:00 and 11:00. Put the hardest task of the day there.',
      evidence:
        'Of the time in these hours, 72% was in stretches of 25 minutes or more; over all hours it was 51%. Seen on 14 days.',
    });
  });

  it('speaks of breaks from the fifth day with more than three hours without one, of ten days of work', () => {
    const longOn = (count: number, days: number, longMs = 3 * hourMs + 1): Partial<TipFacts> => {
      const worked = daysOf(Array<number>(days).fill(4 * hourMs));
      return { days: worked, longestWork: new Map(worked.slice(0, count).map(({ day }) => [day, longMs])) };
    };
    assert.equal(
      found(longOn(5, 10))?.evidence,
      'On 5 of 10 days you worked for more than 3 hours without a break of 5 minutes.',
    );
    assert.equal(found(longOn(4, 10)), undefined);
    assert.equal(found(longOn(5, 9)), undefined);
    assert.equal(found(longOn(10, 10, 3 * hourMs)), undefined);
  });

  it('speaks of switching where it is frequent and costs something', () => {
    assert.equal(
      found(switches({}))?.evidence,
      'You switched to another project 10 times on 4 days. It usually took 10m until you were back.',
    );
    assert.equal(found(switches({ count: 9 })), undefined);
    assert.equal(found(switches({ medianMs: 10 * minuteMs - 1 })), undefined);
    assert.equal(found(switches({ cause: 'away' })), undefined);
  });

  it('proposes a goal that three of four days would have met, in quarters of an hour, where there is none', () => {
    const days = daysOf([2, 3, 3.1, 4, 4, 4, 5, 5, 6, 7, 8, 9].map((hours) => hours * hourMs));
    const tip = found({ hasGoal: false, days });
    assert.match(tip?.text ?? '', /such as 4h on a workday/);
    assert.equal(tip?.evidence, 'You reached at least that much on 9 of 12 days.');
    const uneven = daysOf(Array<number>(10).fill(4.2 * hourMs));
    assert.match(found({ hasGoal: false, days: uneven })?.text ?? '', /such as 4h on a workday/);
    assert.equal(found({ hasGoal: true, days }), undefined);
    assert.equal(found({ hasGoal: false, days: days.slice(3) }), undefined, 'nine days are too few');
    assert.equal(found({ hasGoal: false, days: daysOf(Array<number>(20).fill(hourMs)) }), undefined, 'no day of work');
  });

  it('speaks of time without a kind from 15 % and five hours on', () => {
    const withOther = (hours: number, other: number) => daysOf(Array<number>(5).fill(hours * hourMs), other * hourMs);
    assert.equal(found({ days: withOther(4, 1) })?.evidence, '5h of 20h in the last 4 weeks have no kind of activity.');
    assert.equal(found({ days: withOther(4, 0.9) }), undefined);
    assert.equal(found({ days: withOther(7, 1) }), undefined);
    const exact = 20 / 3;
    assert.match(found({ days: withOther(exact, 1) })?.evidence ?? '', /^5h of 33h 20m /);
    assert.equal(found({ days: withOther(exact + 0.001, 1) }), undefined);
  });

  it('is another rule each day where several have something to say, and never one that was dismissed', () => {
    const facts: TipFacts = {
      ...nothing,
      ...switches({}),
      hasGoal: false,
      days: daysOf(Array<number>(12).fill(4 * hourMs), hourMs),
    };
    const on = (day: Day, dismissed: readonly TipId[] = []) =>
      tipOf({ ...facts, today: day, dismissed: new Set(dismissed) }, t)?.id;
    const five = daysBetween(today, addDays(today, 4));
    assert.deepEqual(new Set(five.map((day) => on(day))), new Set(['goal', 'switching', 'unnamedTime']));
    for (const day of five) assert.notEqual(on(day, ['goal']), 'goal');
    for (const day of five) assert.equal(on(day, tipIds), undefined);
  });
});
