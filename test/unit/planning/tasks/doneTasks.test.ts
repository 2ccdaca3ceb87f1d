import assert from 'node:assert/strict';
import { translator } from '../../../../src/core/base/translate.ts';
import type { Fact, RecordFact } from '../../../../src/core/facts/facts.ts';
import { defaultGoals, defaultTimeRules } from '../../../../src/core/rules/rules.ts';
import { readingsOf } from '../../../../src/headless/answering.ts';
import { tasksDone } from '../../../../src/planning/tasks/doneTasks.ts';
import { evidenceOfTask } from '../../../../src/planning/tasks/planLinks.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { planTask } from '../../storage/facts.ts';

const noon = (date: number): number => Date.UTC(2026, 10, date, 12);
const record = (collection: string, id: string, fields: object): RecordFact =>
  ({ type: 'record', id, collection, clock: { time: 1, count: 0, writer: 'w' }, fields }) as RecordFact;
const usual = { priority: 'low', sort: 0, createdAt: noon(1), updatedAt: noon(1) };

function done(facts: readonly Fact[]): string[] {
  const store = Object.assign(new MemoryReader(facts), { refresh: () => false }) as unknown as Store;
  const options = { now: noon(20), offset: 0, rules: defaultTimeRules, goals: defaultGoals, planFor: 'today' } as const;
  return tasksDone(readingsOf(store, translator())(options), '2026-11-02', '2026-11-20').toSorted();
}

describe('the tasks that were done', () => {
  it('are those of the list on the day on which they were completed, without open ones and other days', () => {
    const listed = (id: string, fields: object) => record('tasks', id, { ...usual, title: id, ...fields });
    const facts = [
      listed('a', { status: 'done', doneAt: noon(4) }),
      listed('b', { status: 'todo' }),
      listed('abroad', { status: 'done', doneAt: noon(8), doneOn: '2026-11-07' }),
      listed('early', { status: 'done', doneAt: noon(1) }),
      listed('part', { status: 'done', doneAt: noon(5), parent: 'a' }),
      listed('series', {
        status: 'todo',
        dueOn: { day: '2026-11-02' },
        repeat: { every: 'day', interval: 1, from: 'due', until: '2026-11-02' },
      }),
      record('taskOccurrences', 'series@2026-11-02', {
        task: 'series',
        day: '2026-11-02',
        status: 'done',
        settledOn: '2026-11-03',
        settledAt: noon(4),
      }),
    ];
    assert.deepEqual(done(facts), ['2026-11-03', '2026-11-04', '2026-11-05', '2026-11-07']);
  });

  it('are those of plans too, once where they stand for a listed one', () => {
    const title = 'Login';
    const listed = record('tasks', 'a', { ...usual, title, status: 'done', doneAt: noon(4) });
    const own = planTask({ id: 'p:1', day: '2026-11-06', doneAt: noon(6), evidence: [] });
    const linked = planTask({ id: 'p:2', day: '2026-11-04', doneAt: noon(4), evidence: [evidenceOfTask('a', title)] });
    assert.deepEqual(done([listed, own, linked]), ['2026-11-04', '2026-11-06']);
  });
});
