import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Patch } from '../../../../src/webview/state/dashboardStore.ts';
import {
  answerReflection,
  deleteFeedItem,
  deleteTask,
  editTask,
  orderTasks,
  startTask,
  tickLearning,
  tickTask,
} from '../../../../src/webview/state/patches.ts';
import { sampleDashboard } from '../../../fakes/viewHost/sampleDashboard.ts';

const sample = sampleDashboard();
const day = sample.today.day;
const patches: Record<string, Patch> = {
  tickTask: tickTask('t2', true),
  editTask: editTask({ id: 't2', day, title: 'Other', priority: 'low', minutes: 10 }),
  deleteTask: deleteTask('t2'),
  orderTasks: orderTasks(['t2', 't1']),
  tickLearning: tickLearning(day, true),
  answerReflection: answerReflection(day, 'yes'),
  deleteFeedItem: deleteFeedItem('f1'),
};

describe('changes shown at once', () => {
  for (const [name, patch] of Object.entries(patches)) {
    it(`${name} changes a copy, and says when there is nothing left to change`, () => {
      const changed = patch(sample);
      assert.notEqual(changed, sample);
      assert.deepEqual(sample, sampleDashboard(), 'the snapshot itself stays as it was');
      assert.equal(patch(changed), changed);
    });

    it(`${name} leaves a snapshot without its subject alone`, () => {
      const empty = { ...sample, plan: null, nextPlan: null, feed: { items: [], more: false } };
      assert.equal(patch(empty), empty);
    });
  }

  it('starts one task, stops it, and stops the one before', () => {
    const tasks = (patch: Patch, from = sample) => patch(from).plan?.tasks ?? [];
    const started = (list: ReturnType<typeof tasks>) => list.flatMap(({ id, startedAt }) => (startedAt ? [id] : []));
    const base = startTask('none', undefined)(sample);
    const one = startTask('t2', 5)(base);
    const first = one.plan?.tasks.find(({ id }) => id === 't2');
    assert.deepEqual([first?.startedAt, first?.actualMs], [5, sample.plan?.tasks[1]?.actualMs ?? 0]);
    assert.deepEqual(started(tasks(startTask('t1', 9), one)), ['t1']);
    assert.deepEqual(started(tasks(startTask('t2', undefined), one)), []);
    assert.equal(startTask('t2', 7)(one), one, 'it runs already');
  });

  it('changes whatever differs of a task', () => {
    const task = sample.plan?.tasks.find(({ id }) => id === 't2') ?? assert.fail('there is none');
    const { title, priority, minutes } = task;
    const same = { id: 't2', day, title, priority, minutes };
    assert.equal(editTask(same)(sample), sample);
    const other = priority === 'low' ? 'high' : 'low';
    for (const change of [{ title: `${title}!` }, { priority: other }, { minutes: minutes + 1 }] as const) {
      const edited = editTask({ ...same, ...change })(sample).plan?.tasks.find(({ id }) => id === 't2');
      assert.deepEqual(edited, { ...task, ...change });
    }
  });

  it('takes away what is deleted, and nothing else', () => {
    assert.deepEqual(
      deleteTask('t2')(sample).plan?.tasks,
      sample.plan?.tasks.filter(({ id }) => id !== 't2'),
    );
    const { items, more } = sample.feed;
    assert.deepEqual(deleteFeedItem('f1')(sample).feed, { items: items.filter(({ id }) => id !== 'f1'), more });
    assert.equal(tickLearning('2000-01-01', true)(sample), sample);
    assert.equal(answerReflection('2000-01-01', 'yes')(sample), sample);
    assert.equal(answerReflection(day, 'yes')(sample).plan?.reflection?.answer, 'yes');
    assert.equal(tickLearning(day, true)(sample).plan?.learning?.done, true);
  });

  it('reaches the plan of the next day too', () => {
    const next = { ...sample, plan: null, nextPlan: sample.plan };
    assert.equal(tickTask('t2', true)(next).nextPlan?.tasks[1]?.done, true);
  });

  it('puts tasks in an order, leaves others in their places, and loses none', () => {
    const all = ['t1', 't2', 't3', 't4', 't5'];
    fc.assert(
      fc.property(fc.shuffledSubarray([...all, 'gone']), (order) => {
        const tasks = (orderTasks(order)(sample).plan?.tasks ?? []).map(({ id }) => id);
        assert.deepEqual(tasks.toSorted(), all);
        assert.deepEqual(
          tasks.filter((id) => order.includes(id)),
          order.filter((id) => id !== 'gone'),
        );
        for (const [index, id] of tasks.entries()) if (!order.includes(id)) assert.equal(id, all[index]);
      }),
    );
  });
});
