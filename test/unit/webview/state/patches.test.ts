import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Patch } from '../../../../src/webview/state/dashboardStore.ts';
import {
  answerReflection,
  deleteFeedItem,
  deleteTask,
  editTask,
  orderTasks,
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
