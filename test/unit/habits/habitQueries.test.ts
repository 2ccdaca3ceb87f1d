import assert from 'node:assert/strict';
import type { DayTotals } from '../../../src/core/facts/dailyTotals.ts';
import type { MeasuredStretch } from '../../../src/core/facts/measuredTime.ts';
import { addDays, daysBetween, hourMs, minuteMs, type Day } from '../../../src/core/time/days.ts';
import { breakFactsQuery, breaksQuery } from '../../../src/habits/breaks/breaks.ts';
import { focusDaysQuery } from '../../../src/habits/focus/focusQueries.ts';
import { focusPatternsQuery } from '../../../src/habits/focus/patternQuery.ts';
import type { LocalStretch } from '../../../src/habits/focus/patterns.ts';
import { focusNow, sessionsIn } from '../../../src/habits/focus/readSessions.ts';
import { focusSessions, focusStops } from '../../../src/habits/focus/sessions.ts';
import { tipQuery } from '../../../src/habits/tips/tipQuery.ts';
import { stubReading } from './stubReading.ts';

const day = '2026-03-02';
const nine = Date.parse(`${day}T09:00:00Z`);
const at = (minutes: number) => nine + minutes * minuteMs;
const stretch = (from: number, to: number, more: Partial<LocalStretch> = {}): LocalStretch => ({
  start: at(from),
  end: at(to),
  kind: 'coding',
  project: '/p',
  branch: undefined,
  offset: 0,
  ...more,
});
const measured = (...list: MeasuredStretch[]) => ({ days: () => new Map([[day, list]]) });
const pomodoro = { breakMinutes: 5, longBreakMinutes: 15, every: 4 };
const session = (from: number, more: object = {}) => ({
  title: '',
  start: at(from),
  began: at(from),
  offset: 0,
  minutes: 25,
  ...more,
});
/** Neither agents nor CI. */
const quiet = { agentPrompts: () => [], ciRuns: () => [] };

describe('the breaks of days', () => {
  it('are gaps between stretches of work, and those that were logged', () => {
    const query = breaksQuery(measured(stretch(0, 30), stretch(30, 40, { kind: 'break' }), stretch(40, 50)));
    const of = (breakMinutes: number) =>
      query.run(stubReading({ now: at(60) }), { from: day, to: addDays(day, 1), breakMinutes });
    assert.deepEqual(of(10).days, [
      { day, count: 1, medianMs: 10 * minuteMs, longestWorkMs: 30 * minuteMs },
      { day: addDays(day, 1), count: 0, medianMs: 0, longestWorkMs: 0 },
    ]);
    assert.deepEqual(of(11).days[0], { day, count: 0, medianMs: 0, longestWorkMs: 50 * minuteMs });
    query.result.parse(of(11));
    const asked = (breakMinutes?: number) =>
      query.params.safeParse({ from: day, to: day, breakMinutes }).data?.breakMinutes;
    assert.deepEqual([asked(), asked(1), asked(60), asked(0), asked(61)], [5, 1, 60, undefined, undefined]);
  });

  it('are asked for a month at most', () => {
    const ask = (days: number) => () =>
      breaksQuery(measured()).run(stubReading({ now: nine }), {
        from: day,
        to: addDays(day, days - 1),
        breakMinutes: 5,
      });
    assert.doesNotThrow(ask(31));
    assert.throws(ask(32));
  });
});

describe('what a reminder of a break depends on', () => {
  const facts = (list: MeasuredStretch[], sessions: object[] = []) =>
    breakFactsQuery(measured(...list)).run(stubReading({ now: at(60), records: { [focusSessions.name]: sessions } }), {
      breakMs: 5 * minuteMs,
    });

  it('is the work since the last break, in which a logged break is none', () => {
    assert.equal(facts([stretch(0, 20), stretch(20, 30, { kind: 'break' }), stretch(30, 60)]).since, at(30));
    assert.equal(facts([stretch(0, 20), stretch(20, 30), stretch(30, 60)]).since, nine);
  });

  it('is how the reminders of the last day were answered', () => {
    const answers = [-1500, -1380, 0, 59].map((from) => ({ start: at(from), answer: 'notNow' }));
    const read = stubReading({ now: at(60), records: { breakAnswers: answers } });
    assert.deepEqual(breakFactsQuery(measured()).run(read, { breakMs: 5 * minuteMs }).answers, answers.slice(1));
  });

  it('is a meeting, or a focus session that runs', () => {
    const meeting = stretch(50, 60, { kind: 'meeting' });
    assert.equal(facts([stretch(0, 50), meeting]).isBusy, true);
    assert.equal(facts([meeting, stretch(60, 70)]).isBusy, true, 'what begins now comes later');
    assert.equal(facts([stretch(40, 50, { kind: 'meeting' }), stretch(50, 60)]).isBusy, false);
    assert.equal(facts([stretch(0, 60)], [session(50)]).isBusy, true);
    assert.equal(facts([stretch(0, 60)], [session(20)]).isBusy, false);
  });
});

describe('focus sessions by day', () => {
  const basis = {
    measured: measured(stretch(0, 10), stretch(20, 30)),
    projectNames: () => (root: string) => root.slice(1),
    agentPrompts: () => [at(5)],
  };
  const ask = (sessions: object[], more: { now?: number; stops?: object[]; runs?: object[] } = {}) =>
    focusDaysQuery(basis).run(
      stubReading({
        now: more.now ?? at(600),
        records: { [focusSessions.name]: sessions, [focusStops.name]: more.stops ?? [] },
        runs: more.runs ?? [],
      }),
      { from: day, to: day },
    ).days[0];

  it('say how long each ran and how much of it was measured', () => {
    const runs = [
      { start: at(1), end: at(2), exitCode: 1 },
      { start: at(3), end: at(4), exitCode: 0 },
      { start: at(3), end: at(4) },
      { start: at(3), exitCode: 1 },
    ];
    const found = ask([session(0, { project: '/p', task: 't' })], { runs });
    assert.equal(found?.completed, 1);
    assert.deepEqual(found?.sessions, [
      {
        id: '0',
        title: '',
        start: nine,
        end: at(25),
        isPomodoro: false,
        project: '/p',
        projectName: 'p',
        task: 't',
        ms: 25 * minuteMs,
        measuredMs: 15 * minuteMs,
        isCompleted: true,
        interruptions: {
          projectSwitches: 0,
          away: 1,
          meetings: 0,
          sites: 0,
          failedRuns: 1,
          agentPrompts: 1,
        },
      },
    ]);
  });

  it('have no end while they run, and run until now', () => {
    const [running] = ask([session(0)], { now: at(10) })?.sessions ?? [];
    assert.deepEqual([running && 'end' in running, running?.ms, running?.isCompleted], [false, 10 * minuteMs, false]);
    const [early] = ask([session(0)], { now: at(-10) })?.sessions ?? [];
    assert.equal(early?.ms, 0, 'the clock was set back');
    const days: Day[][] = [];
    const later = {
      ...basis,
      measured: { days: (_: unknown, from: Day, to: Day) => (days.push([from, to]), new Map()) },
    };
    const read = stubReading({ now: at(-24 * 60), records: { [focusSessions.name]: [session(0)] } });
    focusDaysQuery(later).run(read, { from: day, to: day });
    assert.deepEqual(days, [[day, day]], 'it ends no earlier than it began');
    assert.equal(ask([])?.sessions.length, 0);
  });

  it('without a planned length are completed after a quarter of an hour', () => {
    const completed = (to: number) =>
      ask([session(0, { minutes: undefined })], { stops: [{ session: '0', start: at(to) }] })?.completed;
    assert.deepEqual([completed(14.9), completed(15)], [0, 1]);
  });

  it('are compared with what was measured from the first start to the last end', () => {
    const asked: Day[][] = [];
    const days = (_: unknown, from: Day, to: Day) => (asked.push([from, to]), new Map());
    const records = { [focusSessions.name]: [session(-720), session(1000, { minutes: 5 })] };
    focusDaysQuery({ ...basis, measured: { days } }).run(stubReading({ now: at(2000), records }), {
      from: addDays(day, -1),
      to: addDays(day, 1),
    });
    assert.deepEqual(asked, [[addDays(day, -1), addDays(day, 1)]]);
  });

  it('are asked for a month at most', () => {
    const of = (days: number) => () =>
      focusDaysQuery(basis).run(stubReading({ now: nine }), { from: day, to: addDays(day, days - 1) });
    assert.doesNotThrow(of(31));
    assert.throws(of(32));
  });

  it('overlap a range, one that runs everything before now', () => {
    const inRange = (from: number, to: number, now = 600) =>
      sessionsIn(stubReading({ now: at(now), records: { [focusSessions.name]: [session(0)] } }), {
        from: at(from),
        to: at(to),
      }).length;
    assert.deepEqual([inRange(24.9, 60), inRange(25, 60), inRange(-60, 0), inRange(-60, 0.1)], [1, 0, 0, 1]);
    assert.deepEqual([inRange(10, 60, 10), inRange(10 + 1 / minuteMs, 60, 10)], [1, 0]);
  });

  it('say when the latest began', () => {
    const lastBegan = (sessions: object[]) =>
      focusNow(stubReading({ now: at(60), records: { [focusSessions.name]: sessions } })).lastBegan;
    assert.deepEqual([lastBegan([]), lastBegan([session(50), session(0, { pomodoro })])], [0, at(50)]);
  });
});

describe('focus patterns', () => {
  it('are those of the 28 days before today, without what is unknown', () => {
    const asked: Day[][] = [];
    const query = focusPatternsQuery({ ...quiet, stretches: (_, from, to) => (asked.push([from, to]), new Map()) });
    const view = query.run(stubReading({ now: nine }), {});
    assert.deepEqual(view, { from: '2026-02-02', to: '2026-03-01', interruptions: [] });
    const best = { fromHour: 0, toHour: 23, share: 1, overall: 0, days: 0, measuredMs: 0 };
    const cause = { cause: 'away', count: 0, days: 0, medianMs: 0 };
    const parse = (change: object) =>
      query.result.safeParse({ ...view, best: { ...best, ...change }, interruptions: [cause] });
    assert.ok(parse({}).success);
    for (const change of [{ share: 1.01 }, { overall: -0.01 }, { days: -1 }, { days: 0.5 }])
      assert.ok(!parse(change).success, JSON.stringify(change));
    assert.deepEqual(asked, [['2026-02-02', '2026-03-01']]);
  });

  it('take a run that failed for what ended a block, and no run that did well or goes on', () => {
    const causeWith = (runs: object[]) => {
      const days = daysBetween('2026-02-02', '2026-02-08');
      const byDay = new Map(
        days.map((one, i) => {
          const shift = (i - 28) * 24 * 60;
          return [one, [stretch(shift, shift + 20), stretch(shift + 40, shift + 60)]] as const;
        }),
      );
      return focusPatternsQuery({ ...quiet, stretches: () => byDay }).run(stubReading({ now: nine, runs }), {})
        .interruptions[0]?.cause;
    };
    const ends = Array.from({ length: 7 }, (_, i) => at((i - 28) * 24 * 60 + 20));
    assert.equal(causeWith(ends.map((end) => ({ end, exitCode: 2 }))), 'failedRun');
    for (const exitCode of [0, undefined]) assert.equal(causeWith(ends.map((end) => ({ end, exitCode }))), 'away');
    assert.equal(causeWith(ends.map(() => ({ exitCode: 2 }))), 'away');
  });
});

describe('the tip of a day', () => {
  /** Four hours on each of some days before today, and on today. */
  const totals = (days: number, hours = 4): DayTotals[] =>
    daysBetween(addDays(day, -days), day).map((one) => ({
      day: one,
      totalMs: hours * hourMs,
      by: { project: new Map(), language: new Map(), kind: new Map(), category: new Map() },
    }));
  const tip = (list: DayTotals[], records: Readonly<Record<string, readonly object[]>> = {}) => {
    const asked: Day[] = [];
    const basis = {
      totals: { prepare: () => 0, since: (_: unknown, from: Day) => (asked.push(from), list) },
      ...quiet,
      stretches: () => new Map(),
    };
    return { ...tipQuery(basis).run(stubReading({ now: nine, records }), {}).tip, asked };
  };

  it('counts finished days only, of four weeks', () => {
    const found = tip(totals(10));
    assert.deepEqual([found.id, found.asked], ['goal', ['2026-02-02']]);
    assert.match(found.evidence ?? '', /10 of 10 days/);
    assert.equal(tip(totals(9)).id, undefined);
  });

  it('looks at the stretches of the four weeks before today', () => {
    const asked: Day[][] = [];
    const stretches = (_: unknown, from: Day, to: Day) => (asked.push([from, to]), new Map());
    const basis = { totals: { prepare: () => 0, since: () => [] }, ...quiet, stretches };
    tipQuery(basis).run(stubReading({ now: nine }), {});
    assert.deepEqual(asked, [['2026-02-02', '2026-03-01']]);
  });

  it('takes two hours for a day of work', () => {
    assert.deepEqual([tip(totals(10, 2)).id, tip(totals(10, 1.99)).id], ['goal', undefined]);
  });

  it('proposes what three of four days reached, of any number of days', () => {
    const days = totals(11)
      .slice(0, 11)
      .map((one, i) => ({ ...one, totalMs: (i + 2) * hourMs }));
    // Nine of eleven reached it: 4 h.
    assert.match(tip(days).evidence ?? '', /9 of 11 days/);
  });

  it('is none on a day on which one was dismissed', () => {
    assert.equal(tip(totals(10), { dismissedTips: [{ tip: 'breaks', day }] }).id, undefined);
    assert.equal(tip(totals(10), { dismissedTips: [{ tip: 'breaks', day: addDays(day, -1) }] }).id, 'goal');
    assert.equal(tip(totals(10), { dismissedTips: [{ tip: 'goal', day: addDays(day, -1) }] }).id, undefined);
  });
});
