import assert from 'node:assert/strict';
import { addDays, dayOf, hourMs, minuteMs, type Day } from '../../../src/core/time/days.ts';
import type { Goal, RestDays } from '../../../src/habits/goals.ts';
import { judgePeriods } from '../../../src/habits/progress.ts';
import { streaksOf } from '../../../src/habits/streaks.ts';
import { goalOf } from './given.ts';

// Scripted months with results that were written by hand, before they were run. All begin on Monday, March 2, 2026, and last four weeks.
const monday = '2026-03-02';
const march = (date: number): Day => `2026-03-${String(date).padStart(2, '0')}`;
const workdays = [1, 2, 3, 4, 5];

/** Two hours on each workday. */
const daily: Goal = goalOf({ target: 120, period: 'day', weekdays: workdays, firstDay: monday });
/** Ten hours a week, on workdays. */
const weekly: Goal = { ...daily, target: 600, period: 'week' };

interface Month {
  readonly name: string;
  readonly goal: Goal;
  /** Hours of each day from Monday; a point is none. */
  readonly hours?: string;
  readonly values?: ReadonlyMap<Day, number>;
  readonly rests?: readonly RestDays[];
  readonly today?: Day;
  /** Mark of each period: met, missed (x), spared, rest, open. */
  readonly outcomes: string;
  readonly current: number;
  readonly longest: number;
  readonly consistency: readonly [met: number, due: number];
}

const kept = '33333.. 33333.. 33333.. 33333..';
const allMet = 'mmmmmrr mmmmmrr mmmmmrr mmmmmrr';

interface DayRules {
  readonly offsetOf?: (day: Day) => number;
  readonly dayStartsAt?: number;
}

const oneHour = (): number => 60;

/** Minutes by day, of hours that are worked on workdays at a local time, each in the offset that holds there. */
function worked(from: number, count: number, { offsetOf = oneHour, dayStartsAt = 0 }: DayRules = {}): Map<Day, number> {
  const values = new Map<Day, number>();
  for (let at = 0; at < 28; at++) {
    const date = addDays(monday, at);
    if (at % 7 > 4) continue;
    for (let hour = from; hour < from + count; hour++) {
      const offset = offsetOf(date);
      const start = Date.parse(`${date}T00:00:00Z`) + hour * hourMs - offset * minuteMs;
      const day = dayOf(start, offset, dayStartsAt);
      values.set(day, (values.get(day) ?? 0) + 60);
    }
  }
  return values;
}

const months: readonly Month[] = [
  {
    name: 'a habit that is kept',
    goal: daily,
    hours: kept,
    outcomes: allMet,
    current: 20,
    longest: 20,
    consistency: [20, 20],
  },
  {
    name: 'one missed day, which the reserve excuses',
    goal: daily,
    hours: '33333.. 33.33.. 33333.. 33333..',
    outcomes: 'mmmmmrr mmsmmrr mmmmmrr mmmmmrr',
    current: 19,
    longest: 19,
    consistency: [19, 20],
  },
  {
    name: 'a third missed day in a month, from which the row begins after the first',
    goal: daily,
    hours: '33.33.. 33.33.. 33.33.. 33333..',
    outcomes: 'mmxmmrr mmsmmrr mmsmmrr mmmmmrr',
    current: 15,
    longest: 15,
    consistency: [17, 20],
  },
  {
    name: 'the same once an import has filled in one of them',
    goal: daily,
    hours: '33.33.. 33333.. 33.33.. 33333..',
    outcomes: 'mmsmmrr mmmmmrr mmsmmrr mmmmmrr',
    current: 18,
    longest: 18,
    consistency: [18, 20],
  },
  {
    name: 'a kept habit of which a correction took a day away',
    goal: daily,
    hours: '33333.. 33333.. 33331.. 33333..',
    outcomes: 'mmmmmrr mmmmmrr mmmmsrr mmmmmrr',
    current: 19,
    longest: 19,
    consistency: [19, 20],
  },
  {
    name: 'a vacation of two weeks',
    goal: daily,
    hours: '33333.. ....... ....... 33333..',
    rests: [{ from: march(9), to: march(22) }],
    outcomes: 'mmmmmrr rrrrrrr rrrrrrr mmmmmrr',
    current: 10,
    longest: 10,
    consistency: [10, 10],
  },
  {
    name: 'a vacation with a day of work, which counts',
    goal: daily,
    hours: '33333.. .3..... ....... 33333..',
    rests: [{ from: march(9), to: march(22) }],
    outcomes: 'mmmmmrr rmrrrrr rrrrrrr mmmmmrr',
    current: 11,
    longest: 11,
    consistency: [11, 11],
  },
  {
    name: 'the same two weeks without a plan, which break it',
    goal: daily,
    hours: '33333.. ....... ....... 33333..',
    outcomes: 'mmmmmrr xxxxxrr xxxssrr mmmmmrr',
    current: 5,
    longest: 5,
    consistency: [10, 20],
  },
  {
    name: 'a habit that is given up',
    goal: daily,
    hours: '33333.. 33333.. ....... .......',
    outcomes: 'mmmmmrr mmmmmrr xxxxxrr xxxxxrr',
    current: 0,
    longest: 10,
    consistency: [10, 20],
  },
  {
    name: 'part-time on three days',
    goal: { ...daily, weekdays: [1, 2, 3] },
    hours: '222.... 222.... 222.... 222....',
    outcomes: 'mmmrrrr mmmrrrr mmmrrrr mmmrrrr',
    current: 12,
    longest: 12,
    consistency: [12, 12],
  },
  {
    name: 'night shifts from 22:00 to 2:00, with a day that begins at 5:00',
    goal: { ...daily, target: 240 },
    values: worked(22, 4, { dayStartsAt: 300 }),
    outcomes: allMet,
    current: 20,
    longest: 20,
    consistency: [20, 20],
  },
  {
    name: 'the same shifts with a day that begins at midnight: Mondays have two hours, and what is after Friday is on a Saturday',
    goal: { ...daily, target: 240 },
    values: worked(22, 4),
    // The third missed Monday moves the start of the row behind the first, and the fourth behind the second.
    outcomes: 'xmmmmrr xmmmmrr smmmmrr smmmmrr',
    current: 12,
    longest: 12,
    consistency: [16, 20],
  },
  {
    name: 'a flight from Berlin to San Francisco and back, with evenings at each place',
    goal: daily,
    values: worked(20, 3, { offsetOf: (day) => (day >= march(11) && day < march(19) ? -480 : 60) }),
    outcomes: allMet,
    current: 20,
    longest: 20,
    consistency: [20, 20],
  },
  {
    name: 'at most five hours a week, in a week that is not over',
    goal: { ...weekly, direction: 'atMost', target: 300 },
    hours: '22..... 222.... 221.... 12.....',
    outcomes: 'msmo',
    current: 2,
    longest: 2,
    consistency: [2, 3],
  },
  {
    name: 'a week with three days off, which asks for two fifths, and a missed one',
    goal: weekly,
    hours: '22222.. 22..... 22221.. 22222..',
    rests: [{ from: march(11), to: march(13) }],
    today: march(30),
    outcomes: 'mmsmo',
    current: 3,
    longest: 3,
    consistency: [3, 4],
  },
  {
    name: 'a goal that begins on a Thursday and ends on a Wednesday',
    goal: { ...weekly, firstDay: march(5), lastDay: march(18) },
    // 4 of 4 hours, 10 of 10, and 5 of 6.
    hours: '...22.. 22222.. 221.... .......',
    outcomes: 'mms',
    current: 2,
    longest: 2,
    consistency: [2, 3],
  },
];

const letters = { met: 'm', missed: 'x', spared: 's', rest: 'r', open: 'o' } as const;

describe('scripted months', () => {
  for (const { name, goal, hours = '', values, rests = [], today = march(29), ...expected } of months)
    it(`come out as by hand: ${name}`, () => {
      const script = Array.from(hours.replaceAll(' ', '')).map(
        (digit, at) => [addDays(monday, at), digit === '.' ? 0 : Number(digit) * 60] as const,
      );
      const results = judgePeriods(goal, { values: values ?? new Map(script), rests, today });
      const { current, longest, consistency, results: shown } = streaksOf(results, goal.period);
      assert.deepEqual(
        {
          outcomes: shown.map(({ outcome }) => letters[outcome]).join(''),
          current,
          longest,
          consistency: [consistency.met, consistency.due],
        },
        { ...expected, outcomes: expected.outcomes.replaceAll(' ', '') },
      );
    });
});
