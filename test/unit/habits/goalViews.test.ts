import assert from 'node:assert/strict';
import { kindLabel, projectNames } from '../../../src/analytics/labels.ts';
import type { DayTotals } from '../../../src/core/facts/dailyTotals.ts';
import type { Reading } from '../../../src/core/operations/reading.ts';
import { addDays, daysBetween, minuteMs, type Day } from '../../../src/core/time/days.ts';
import { goalsQuery, recordedFrom } from '../../../src/habits/goalQueries.ts';
import { goalsView } from '../../../src/habits/goalViews.ts';
import { goals, type Goal } from '../../../src/habits/goals.ts';
import { everyDay, goalOf } from './given.ts';
import { stubReading } from './stubReading.ts';

// A Friday.
const today = '2026-11-20';

interface Given {
  readonly goals?: readonly Partial<Goal>[];
  /** Minutes of a day, by name of a language; the total is their sum. */
  readonly minutes: (day: Day) => Readonly<Record<string, number>>;
  readonly firstInstant?: number | undefined;
  readonly workdays?: readonly number[];
}

function view(given: Given) {
  const totals = (day: Day): DayTotals => {
    const of = new Map(Object.entries(given.minutes(day)).map(([name, minutes]) => [name, minutes * minuteMs]));
    const by = { project: of, language: of, kind: new Map(), category: new Map() };
    return { day, totalMs: [...of.values()].reduce((sum, ms) => sum + ms, 0), by };
  };
  const read = stubReading({
    now: Date.parse(`${today}T15:00:00Z`),
    records: { [goals.name]: (given.goals ?? []).map((goal) => ({ ...goalOf(), status: 'active', ...goal })) },
    firstInstant: 'firstInstant' in given ? given.firstInstant : Date.parse('2020-01-01T09:00:00Z'),
    ...(given.workdays && { workdays: given.workdays }),
  });
  const asked: Day[] = [];
  const basis = {
    totals: {
      prepare: () => 0,
      since: (_: Reading, from: Day) => (asked.push(from), daysBetween(from, today).map(totals)),
    },
    tasksDone: () => [],
    projectNames,
    kindLabel,
  };
  return { ...goalsQuery(basis).run(read, { archived: false }), asked, recordedFrom: recordedFrom(read) };
}

describe('a goal as it is shown', () => {
  const steady = () => ({ css: 100 });

  it('has the present period from its first day to its last', () => {
    const isNow = (change: Partial<Goal>) => view({ goals: [change], minutes: steady }).goals[0]?.now !== undefined;
    assert.deepEqual([isNow({}), isNow({ firstDay: today }), isNow({ firstDay: '2026-11-21' })], [true, true, false]);
    assert.deepEqual([isNow({ lastDay: today }), isNow({ lastDay: '2026-11-19' })], [true, false]);
  });

  it('fits its description where nothing was reached yet', () => {
    const { asked: _, recordedFrom: __, ...shown } = view({ goals: [{}], minutes: () => ({}), workdays: [0, 6] });
    const parse = (change: object) => goalsView.safeParse({ ...shown, ...change }).success;
    assert.ok(parse({}));
    const codingDays = { current: 0, longest: 0, consistency: { met: 0, due: 0 } };
    assert.ok(
      !parse({ codingDays: { ...codingDays, current: -1 } }) && !parse({ workdays: [7] }) && !parse({ workdays: [-1] }),
    );
    const [goal] = shown.goals;
    assert.ok(!parse({ goals: [{ ...goal, target: -1 }] }) && !parse({ goals: [{ ...goal, weekdays: [7] }] }));
  });

  it('has its last 28 periods, oldest first', () => {
    const [goal] = view({ goals: [{ firstDay: '2026-09-01', weekdays: everyDay }], minutes: steady }).goals;
    assert.deepEqual(
      [goal?.recent.length, goal?.recent[0]?.from, goal?.recent.at(-1)?.from],
      [28, '2026-10-24', today],
    );
  });

  it('fits in quarters of an hour for time, and in ones for a number', () => {
    const fitting = (change: Partial<Goal>) =>
      view({ goals: [{ firstDay: '2026-09-01', ...change }], minutes: steady }).goals[0]?.fitting;
    assert.equal(fitting({ target: 240 }), 90);
    assert.equal(fitting({ measure: 'tasks', target: 9 }), 1);
  });

  it('is about its project, or its subject', () => {
    const titles = view({
      goals: [
        { measure: 'project', project: '/home/ada/shop' },
        { measure: 'language', subject: 'css' },
        { measure: 'category', subject: 'gone' },
      ],
      minutes: steady,
    }).goals.map(({ title }) => title);
    assert.deepEqual(titles, [
      'At least 4h of shop a day',
      'At least 4h of CSS a day',
      'At least 4h of a deleted category a day',
    ]);
  });
});

describe('what goals are read from', () => {
  it('are 53 weeks for coding days, but nothing before the first fact', () => {
    const on = (day: string) => view({ minutes: () => ({}), firstInstant: Date.parse(`${day}T09:00:00Z`) }).asked;
    assert.deepEqual([on('2020-01-01'), on('2026-11-02')], [[addDays(today, -371)], ['2026-11-02']]);
    assert.equal(view({ minutes: () => ({}), firstInstant: undefined }).recordedFrom, today);
    assert.equal(view({ minutes: () => ({}), firstInstant: Date.parse('2027-01-01T09:00:00Z') }).recordedFrom, today);
  });

  it('are workdays with a quarter of an hour', () => {
    const current = (minutes: number) => view({ minutes: () => ({ css: minutes }) }).codingDays.current > 0;
    assert.deepEqual([current(15), current(14.9)], [true, false]);
    const none = { current: 0, longest: 0, consistency: { met: 0, due: 0 } };
    assert.deepEqual(view({ minutes: () => ({}) }).codingDays, none);
    assert.deepEqual(view({ minutes: () => ({ css: 60 }), workdays: [] }).codingDays, none);
    const friday = view({ minutes: () => ({ css: 60 }), workdays: [5] }).codingDays;
    assert.deepEqual(friday, { current: 54, longest: 54, consistency: { met: 8, due: 8 } });
  });

  it('are the 30 names with the most time in 90 days, without those that have none', () => {
    const names = Array.from({ length: 31 }, (_, at) => `${at}`.padStart(2, '0'));
    const { choices } = view({
      minutes: () => ({ '': 500, nothing: 0, ...Object.fromEntries(names.map((name) => [name, 10])), b: 99, a: 99 }),
    });
    assert.deepEqual(
      choices.languages.map(({ id }) => id),
      ['a', 'b', ...names.slice(0, 28)],
    );
    const since = (days: number) =>
      view({ minutes: (day): Record<string, number> => (day === addDays(today, -days) ? { css: 5 } : {}) }).choices
        .languages.length;
    assert.deepEqual([since(89), since(90)], [1, 0]);
    assert.deepEqual(view({ minutes: () => ({ nothing: 0 }) }).choices.languages, []);
  });
});
