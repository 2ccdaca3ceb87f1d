import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dailyTotals } from '../../../src/analytics/history/historyQueries.ts';
import { kindLabel, projectNames } from '../../../src/analytics/labels.ts';
import { translator } from '../../../src/core/base/translate.ts';
import type { Fact, RecordFact } from '../../../src/core/facts/facts.ts';
import { defaultGoals, defaultTimeRules } from '../../../src/core/rules/rules.ts';
import { addDays, daysBetween, hourMs, minuteMs, weekdayOf, type Day } from '../../../src/core/time/days.ts';
import { goalsQuery } from '../../../src/habits/goalQueries.ts';
import { goals, goalPeriods, restDays, type Goal } from '../../../src/habits/goals.ts';
import { readingsOf } from '../../../src/headless/answering.ts';
import { tasksDone } from '../../../src/planning/tasks/doneTasks.ts';
import type { Store } from '../../../src/storage/store.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { span } from '../storage/facts.ts';
import { everyDay, goalOf } from './given.ts';

const query = goalsQuery({ totals: dailyTotals, tasksDone, projectNames, kindLabel });

const firstDay = '2026-11-02';
const today = addDays(firstDay, 20);
const [web, shop] = ['/home/ada/web', '/home/ada/shop'];
const clock = { time: 1, count: 0, writer: 'w' };
const record = (collection: string, id: string, fields: object): RecordFact =>
  ({ type: 'record', id, collection, clock, fields }) as RecordFact;
const dayOfIndex = (at: number): Day => addDays(firstDay, at);

function readingOf(facts: readonly Fact[]) {
  const reader = new MemoryReader(facts);
  const store = Object.assign(reader, { refresh: () => false }) as unknown as Store;
  const now = Date.parse(`${today}T23:30:00Z`);
  const options = { now, offset: 0, rules: defaultTimeRules, goals: defaultGoals, planFor: 'today' } as const;
  return readingsOf(store, translator())(options);
}

// Zones: at home, then somewhere else for a week, then at home again.
const offsetOn = (at: number, away: number): number => (at >= 7 && at < 14 ? away : 0);

const work = fc.record({
  at: fc.integer({ min: 0, max: 19 }),
  hour: fc.integer({ min: 8, max: 18 }),
  minutes: fc.integer({ min: 1, max: 110 }),
  project: fc.constantFrom(web, shop),
  language: fc.constantFrom('typescript', 'css'),
});
const aGoal = fc.record({
  measure: fc.constantFrom('time', 'project', 'language', 'tasks'),
  period: fc.constantFrom(...goalPeriods),
  weekdays: fc.uniqueArray(fc.constantFrom(...everyDay), { minLength: 1 }),
  target: fc.integer({ min: 1, max: 600 }),
  direction: fc.constantFrom('atLeast', 'atMost'),
});
const history = fc.record({
  work: fc.array(work, { maxLength: 25 }),
  away: fc.constantFrom(-480, 60, 540),
  goals: fc.array(aGoal, { minLength: 1, maxLength: 3 }),
  rest: fc.option(fc.tuple(fc.integer({ min: 0, max: 19 }), fc.integer({ min: 0, max: 6 }))),
  done: fc.array(fc.integer({ min: 0, max: 19 }), { maxLength: 6 }),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

function factsOf(given: History): { goals: Goal[]; facts: Fact[] } {
  const spans = given.work.map(({ at, hour, minutes, project, language }, n): Fact => {
    const offset = offsetOn(at, given.away);
    const start = Date.parse(`${dayOfIndex(at)}T00:00:00Z`) + hour * hourMs - offset * minuteMs;
    const file = `file${n}.ts`;
    return span({ id: `w:${n}`, start, end: start + minutes * minuteMs, offset, project, language, file });
  });
  const stored = given.goals.map((goal) =>
    goalOf({
      ...goal,
      firstDay,
      ...(goal.measure === 'project' && { project: web }),
      ...(goal.measure === 'language' && { subject: 'typescript' }),
    }),
  );
  const tasks = given.done.map((at, n) => {
    const doneAt = Date.parse(`${dayOfIndex(at)}T12:00:00Z`);
    const fields = {
      title: `Task ${n}`,
      priority: 'low',
      status: 'done',
      sort: n,
      createdAt: doneAt,
      updatedAt: doneAt,
    };
    return record('tasks', `t:${n}`, { ...fields, doneAt });
  });
  const [from, more] = given.rest ?? [0, 0];
  return {
    goals: stored,
    facts: [
      ...spans,
      ...tasks,
      ...stored.map((goal, n) => record(goals.name, `g:${n}`, { ...goal, status: 'active' })),
      ...(given.rest ? [record(restDays.name, 'r', { from: dayOfIndex(from), to: dayOfIndex(from + more) })] : []),
      // So that every history begins on the same day.
      span({
        id: 'w:first',
        start: Date.parse(`${firstDay}T00:00:00Z`),
        end: Date.parse(`${firstDay}T00:01:00Z`),
        offset: 0,
      }),
    ],
  };
}

const shown = (facts: readonly Fact[]) => query.run(readingOf(facts), { archived: false });

describe('goals by what was recorded', () => {
  it('are as far as the sums of the dashboard, in any zone (law)', () => {
    fc.assert(
      fc.property(history, (given) => {
        const { goals: stored, facts } = factsOf(given);
        const days = new Map(dailyTotals.since(readingOf(facts), firstDay).map((total) => [total.day, total]));
        const measured = ({ measure }: Goal, day: Day): number => {
          if (measure === 'tasks') return given.done.filter((at) => dayOfIndex(at) === day).length;
          const { totalMs = 0, by } = days.get(day) ?? {};
          const ms =
            measure === 'project'
              ? by?.project.get(web)
              : measure === 'language'
                ? by?.language.get('typescript')
                : totalMs;
          return (ms ?? 0) / minuteMs;
        };
        for (const { recent, id } of shown(facts).goals) {
          const goal = stored[Number(id.slice(2))];
          assert.ok(goal);
          for (const { from, to, value } of recent) {
            const within = daysBetween(from, to).filter((day) => goal.weekdays.includes(weekdayOf(day)));
            const sum = within.reduce((all, day) => all + (day >= firstDay ? measured(goal, day) : 0), 0);
            assert.ok(Math.abs(value - sum) < 1e-6, `${goal.measure} ${from} to ${to}: ${value} for ${sum}`);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('have the same progress and streaks whatever the order in which facts arrive, and once all were imported (law)', () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (given, picks) => {
        const { facts } = factsOf(given);
        const usual = shown(facts);
        const order = facts.map((fact) => ({ fact, at: picks.next().value as number }));
        const shuffled = order.toSorted((a, b) => a.at - b.at).map(({ fact }) => fact);
        // Some of them twice, as an import of what is here already.
        const again = shuffled.slice(0, Math.floor(shuffled.length / 2));
        const byId = (view: typeof usual) => view.goals.toSorted((a, b) => (a.id < b.id ? -1 : 1));
        const late = shown([...shuffled, ...again]);
        assert.deepEqual(byId(late), byId(usual));
        assert.deepEqual(late.codingDays, usual.codingDays);
      }),
      { numRuns: 60 },
    );
  });

  it('lose no row by what arrives late or is corrected upward, and by a day that is not over (law)', () => {
    fc.assert(
      fc.property(history, work, (given, late) => {
        // Work elsewhere at the same time may take some from what a goal measures.
        const more = { ...late, project: web, language: 'typescript' as const };
        const atLeast = { ...given, goals: given.goals.map((goal) => ({ ...goal, direction: 'atLeast' as const })) };
        const before = shown(factsOf(atLeast).facts);
        const after = shown(factsOf({ ...atLeast, work: [...atLeast.work, more] }).facts);
        const rows = new Map(after.goals.map(({ id, streak }) => [id, streak]));
        for (const { id, streak } of before.goals) {
          assert.ok((rows.get(id)?.current ?? 0) >= streak.current, 'the current row');
          assert.ok((rows.get(id)?.longest ?? 0) >= streak.longest, 'the longest row');
        }
        for (const { now } of after.goals) assert.notEqual(now?.outcome, 'missed', 'today is not over');
      }),
      { numRuns: 60 },
    );
  });
});
