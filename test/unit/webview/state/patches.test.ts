import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Patch } from '../../../../src/webview/state/dashboardStore.ts';
import {
  answerReflection,
  deleteFeedItem,
  deleteTask,
  editTask,
  moveTask,
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
  moveTask: moveTask('t2', 't1'),
  moveLast: moveTask('t2', null),
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

  it('moves a task before another and loses none', () => {
    const id = fc.constantFrom('t1', 't2', 't3', 't4', 't5', 'gone');
    fc.assert(
      fc.property(id, fc.option(id), (moved, before) => {
        const tasks = moveTask(moved, before)(sample).plan?.tasks ?? [];
        assert.deepEqual(tasks.map((task) => task.id).toSorted(), ['t1', 't2', 't3', 't4', 't5']);
        const index = tasks.findIndex((task) => task.id === moved);
        if (moved !== 'gone' && before !== 'gone' && moved !== before)
          assert.equal(tasks[index + 1]?.id ?? null, before);
      }),
    );
  });
});
