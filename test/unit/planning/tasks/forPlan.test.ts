import assert from 'node:assert/strict';
import { plannedByRules } from '../../../../src/ai/planning.ts';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import { addDays } from '../../../../src/core/time/days.ts';
import { answering, readingsOf } from '../../../../src/headless/answering.ts';
import { tasksForPlan, type ForPlan } from '../../../../src/planning/tasks/forPlan.ts';
import { taskOfPlan } from '../../../../src/planning/tasks/planLinks.ts';
import type { ListedTask } from '../../../../src/core/insights/planInputs.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { inputs } from '../../ai/inputs.ts';
import { context, day, nine } from '../../analytics/given.ts';

const t = translator();

function listed(id: string, fields: Record<string, unknown>): Fact {
  const made = { title: id, priority: 'medium', status: 'todo', sort: 1, createdAt: nine, updatedAt: nine };
  const clock = { time: nine, count: 0, writer: 'w' };
  return { type: 'record', id, collection: 'tasks', clock, fields: { ...made, ...fields } as never };
}

const due = (date: string) => ({ dueOn: { day: date }, due: Date.parse(`${date}T23:59:59.999Z`) });

async function forPlan(facts: readonly Fact[], asked: Partial<ForPlan> = {}): Promise<readonly ListedTask[]> {
  const reader = Object.assign(new MemoryReader([...facts]), { refresh: () => false });
  const ask = answering(readingsOf(reader as unknown as Store, t));
  const options = { ...context({ now: nine }), planFor: 'today' } as const;
  const params: ForPlan = { day, planned: [], ...asked };
  return (await ask({ operation: tasksForPlan.name, params, options })) as readonly ListedTask[];
}

describe('the tasks that a plan takes from the list', () => {
  it('are those that are due, in progress, or pressing, and the most pressing come first', async () => {
    const found = await forPlan([
      listed('someday', {}),
      listed('next week', due(addDays(day, 7))),
      listed('high', { priority: 'high' }),
      listed('begun', { status: 'inProgress', estimate: 90, project: '/p' }),
      listed('today', due(day)),
      listed('late', { ...due(addDays(day, -3)), priority: 'urgent' }),
      listed('done', { ...due(day), status: 'done', doneAt: nine }),
    ]);
    assert.deepEqual(
      found.map(({ title, priority, minutes }) => [title, priority, minutes]),
      [
        ['late', 'high', 30],
        ['today', 'high', 30],
        ['begun', 'medium', 90],
        ['high', 'high', 30],
      ],
    );
    assert.deepEqual(
      found.map(({ evidence: [one] }) => one?.text),
      [
        `In your tasks, overdue since ${addDays(day, -3)}`,
        `In your tasks, due ${day}`,
        'In your tasks, in progress',
        'In your tasks',
      ],
    );
    assert.equal(found[2]?.project, '/p');
  });

  it('are also those that the last plan left open, and none that is done or deleted since', async () => {
    const facts = [listed('left', {}), listed('done', { status: 'done', doneAt: nine })];
    const planned = ['listed:left', 'listed:done', 'listed:deleted'];
    assert.deepEqual(
      (await forPlan(facts, { planned })).map(({ title }) => title),
      ['left'],
    );
  });

  it('come first in the plan by the rules, which stands for them', async () => {
    const found = await forPlan([listed('Fix login', due(day))]);
    const { draft } = plannedByRules(inputs({ listed: found }), t);
    const [first] = draft.tasks;
    assert.equal(first?.title, 'Fix login');
    assert.equal(taskOfPlan(first.evidence), 'Fix login');
  });
});
