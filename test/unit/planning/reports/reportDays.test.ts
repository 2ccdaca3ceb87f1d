import assert from 'node:assert/strict';
import fc from 'fast-check';
import { categorizedTime } from '../../../../src/analytics/categories.ts';
import { dailyTotals } from '../../../../src/analytics/history/historyQueries.ts';
import { projectNames } from '../../../../src/analytics/labels.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import type { RecordFact } from '../../../../src/core/facts/facts.ts';
import { defaultGoals, defaultTimeRules } from '../../../../src/core/rules/rules.ts';
import { addDays, daysBetween, hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import { readingsOf } from '../../../../src/headless/answering.ts';
import { monthsQuery } from '../../../../src/planning/reports/months.ts';
import { reportDaysQuery } from '../../../../src/planning/reports/reportDays.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { day, history, plantedFacts } from '../../plantedHistory.ts';

const query = reportDaysQuery({ measured: categorizedTime, projectNames });

function record(id: string, collection: string, fields: RecordFact['fields']): RecordFact {
  return { type: 'record', id, collection, clock: { time: 1, count: 0, writer: 'w' }, fields };
}

/** The planted history without its own tasks and entries. */
function readingOf(facts: readonly RecordFact[]) {
  const measured = plantedFacts.filter((fact) => fact.type !== 'record');
  const reader = new MemoryReader([...measured, ...facts]);
  const store = Object.assign(reader, { refresh: () => false }) as unknown as Store;
  const { now, offset } = history;
  const options = { now, offset, rules: defaultTimeRules, goals: defaultGoals, planFor: 'today' } as const;
  return readingsOf(store, translator())(options);
}

/** The planted history, with entries that overlap, cross midnight, and lie where nothing was measured. */
function reading(dayStartsAt: number) {
  const entry = (id: string, [start, hours]: [number, number], fields: RecordFact['fields'] = {}) => {
    const end = start + hours * hourMs;
    return record(id, 'timeEntries', { title: id, tags: [], start, end, offset: history.offset, ...fields });
  };
  const last = history.now;
  const entries = [
    entry('night', [last - 30 * hourMs, 9]),
    entry('overlap', [last - 26 * hourMs, 3], { project: '/elsewhere/shop' }),
    entry('today', [last - 2 * hourMs, 1.5], { task: 'gone' }),
    entry('long ago', [last - 40 * 24 * hourMs, 1]),
  ];
  const reader = new MemoryReader([...plantedFacts, ...entries]);
  const store = Object.assign(reader, { refresh: () => false }) as unknown as Store;
  const rules = { ...defaultTimeRules, dayStartsAt };
  const options = { now: last, offset: history.offset, rules, goals: defaultGoals, planFor: 'today' } as const;
  return readingsOf(store, translator())(options);
}

describe('what time was for', () => {
  for (const dayStartsAt of [0, 300])
    it(`sums to the dashboard's time of each day, where days begin after ${dayStartsAt} min`, () => {
      const read = reading(dayStartsAt);
      const from = addDays(day, -13);
      const { days } = query.run(read, { from, to: day });
      const shown = new Map(dailyTotals.since(read, from).map((total) => [total.day, total.totalMs]));
      assert.ok(days.filter(({ measuredMs }) => measuredMs > 0).length > 5, 'the planted history has time');
      for (const one of days) {
        assert.equal(one.measuredMs, shown.get(one.day) ?? 0, one.day);
        assert.equal(
          one.rows.reduce((sum, row) => sum + row.measuredMs, 0),
          one.measuredMs,
        );
        assert.equal(
          one.categories.reduce((sum, { measuredMs }) => sum + measuredMs, 0),
          one.measuredMs,
        );
      }
    });

  it('has the time of entries once where they overlap, on the days on which they ran', () => {
    const { days } = query.run(reading(0), { from: addDays(day, -3), to: day });
    const sum = days.reduce((all, { entriesMs }) => all + entriesMs, 0);
    assert.equal(sum / minuteMs, (9 + 1.5) * 60);
    const titles = new Set(days.flatMap(({ rows }) => rows.map(({ title }) => title)));
    assert.ok(['night', 'overlap', 'today'].every((title) => titles.has(title)));
  });

  it('counts time on a branch toward the task that is linked to it, and never twice with an entry (law)', () => {
    const branches = [...new Set(plantedFacts.flatMap((fact) => (fact.type === 'span' ? (fact.branch ?? []) : [])))];
    const roots = [...new Set(plantedFacts.flatMap((fact) => (fact.type === 'span' ? (fact.project ?? []) : [])))];
    assert.ok(branches.length > 0 && roots.length > 0);
    const someTask = fc.record({
      branch: fc.constantFrom(...branches),
      project: fc.constantFrom(...roots, undefined),
      ofTask: fc.constantFrom(...roots, undefined),
    });
    const someEntry = fc.record({
      start: fc.integer({ min: 0, max: 100 }),
      hours: fc.integer({ min: 1, max: 30 }),
      task: fc.constantFrom('task0', 'task1', undefined),
    });
    const given = fc.tuple(fc.array(someTask, { maxLength: 4 }), fc.array(someEntry, { maxLength: 5 }));
    fc.assert(
      fc.property(given, ([tasks, entries]) => {
        const records = tasks.map(({ branch, project, ofTask }, i) =>
          record(`task${i}`, 'tasks', {
            title: `Task ${i}`,
            priority: 'low',
            status: 'todo',
            sort: i,
            createdAt: i,
            updatedAt: i,
            links: [{ kind: 'branch', branch, ...(project !== undefined && { project }) }],
            ...(ofTask !== undefined && { project: ofTask }),
          }),
        );
        const timed = entries.map(({ start: hoursAgo, hours, task }, i) => {
          const start = history.now - hoursAgo * hourMs;
          const end = Math.min(history.now, start + hours * hourMs);
          const fields = {
            title: '',
            tags: [],
            start,
            end,
            offset: history.offset,
            ...(task !== undefined && { task }),
          };
          return record(`e${i}`, 'timeEntries', fields);
        });
        const bare = query.run(readingOf([]), { from: addDays(day, -6), to: day }).days;
        const { days } = query.run(readingOf([...records, ...timed]), { from: addDays(day, -6), to: day });
        days.forEach(({ measuredMs, rows }, index) => {
          assert.equal(measuredMs, bare[index]?.measuredMs);
          assert.equal(
            rows.reduce((sum, row) => sum + row.measuredMs, 0),
            measuredMs,
          );
          for (const row of rows) {
            const { branchMs = 0, task } = row;
            assert.ok(branchMs <= row.measuredMs);
            if (branchMs > 0) assert.ok(task !== undefined && task.startsWith('task'));
          }
        });
        // With an entry over all of it, nothing is left for branches.
        const whole = {
          title: '',
          tags: [],
          start: history.now - 48 * hourMs,
          end: history.now + 48 * hourMs,
          offset: 0,
        };
        const all = query.run(readingOf([...records, record('all', 'timeEntries', whole)]), {
          from: day,
          to: day,
        }).days;
        assert.ok(all.every(({ rows }) => rows.every(({ branchMs }) => branchMs === undefined)));
      }),
      { numRuns: 20 },
    );
  });

  it('gives a branch to the task that was created last, and only in its project', () => {
    const span = plantedFacts.find(
      (fact) => fact.type === 'span' && fact.branch !== undefined && fact.end > history.now - 5 * 24 * hourMs,
    );
    assert.ok(span?.type === 'span');
    const { branch = '', project = '' } = span;
    const task = (id: string, createdAt: number, root: string) =>
      record(id, 'tasks', {
        title: id,
        priority: 'low',
        status: 'todo',
        sort: 0,
        createdAt: history.now + createdAt,
        updatedAt: history.now,
        links: [{ kind: 'branch', branch, project: root }],
      });
    const tasks = [task('old', 1, project), task('new', 2, project), task('elsewhere', 3, '/none/such')];
    const { days } = query.run(readingOf(tasks), { from: addDays(day, -13), to: day });
    const rows = days.flatMap((one) => one.rows).filter((row) => row.task !== undefined);
    assert.ok(rows.length > 0);
    for (const row of rows) assert.deepEqual([row.task, row.title, row.branchMs], ['new', 'new', row.measuredMs]);
  });

  for (const dayStartsAt of [0, 300])
    it(`comes to the same by month, where days begin after ${dayStartsAt} min`, () => {
      const read = reading(dayStartsAt);
      const { months } = monthsQuery(dailyTotals).run(read, { months: 3 });
      const [first] = months;
      assert.ok(first && months.length === 3 && months[2]?.month === day.slice(0, 7));
      const days = daysBetween(`${first.month}-01`, day);
      const parts = days.filter((_, at) => at % 31 === 0).map((from) => [from, addDays(from, 30)] as const);
      const all = parts.flatMap(([from, to]) => query.run(read, { from, to: to < day ? to : day }).days);
      const byMonth = Map.groupBy(all, (one) => one.day.slice(0, 7));
      assert.ok(months.some(({ entriesMs }) => entriesMs > 0) && months.some(({ measuredMs }) => measuredMs > 0));
      for (const { month, measuredMs, entriesMs, tasksDone } of months) {
        const own = byMonth.get(month) ?? [];
        const sum = (of: 'measuredMs' | 'entriesMs') => own.reduce((total, one) => total + one[of], 0);
        const done = own.flatMap((one) => one.done).length;
        assert.deepEqual([measuredMs, entriesMs, tasksDone], [sum('measuredMs'), sum('entriesMs'), done], month);
      }
    });

  it('counts each occurrence of a series that has ended, and not the series once more', () => {
    const createdAt = history.now - 3 * 24 * hourMs;
    const series = record('series', 'tasks', {
      title: 'Stand-up',
      priority: 'low',
      status: 'todo',
      sort: 0,
      createdAt,
      updatedAt: createdAt,
      dueOn: { day: addDays(day, -2) },
      repeat: { every: 'day', interval: 1, from: 'due', until: addDays(day, -1) },
    });
    const occurrence = (back: number) =>
      record(`series@${addDays(day, -back)}`, 'taskOccurrences', {
        task: 'series',
        day: addDays(day, -back),
        status: 'done',
        settledAt: history.now - back * 24 * hourMs,
        settledOn: addDays(day, -back),
      });
    const read = readingOf([series, occurrence(2), occurrence(1)]);
    const { days } = query.run(read, { from: addDays(day, -5), to: day });
    assert.deepEqual(
      days.flatMap(({ day: on, done }) => done.map(({ title }) => `${on} ${title}`)),
      [2, 1].map((back) => `${addDays(day, -back)} Stand-up`),
    );
  });

  it('refuses more days than it reads at once', () => {
    assert.throws(() => query.run(reading(0), { from: '2026-01-01', to: '2026-03-01' }), /at most 31 days/);
    assert.throws(() => query.run(reading(0), { from: '2026-03-01', to: '2026-01-01' }), /before the first/);
  });
});
