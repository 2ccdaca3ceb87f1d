import assert from 'node:assert/strict';
import { positionsBefore } from '../../../../src/planning/tasks/changeTasks.ts';

describe('the position of a task that is moved', () => {
  it('is between its neighbors, and moves the following ones up only where there is no room', () => {
    const two = [
      { id: 'a', sort: 1 },
      { id: 'b', sort: 2 },
    ];
    assert.deepEqual(positionsBefore(two, 1, 'x'), [{ id: 'x', sort: 1.5 }]);
    const next = 1 + Number.EPSILON;
    const crowded = [
      { id: 'a', sort: 1 },
      { id: 'b', sort: next },
      { id: 'c', sort: 1e9 },
    ];
    const moved = positionsBefore(crowded, 1, 'x');
    assert.deepEqual(
      moved.map(({ id }) => id),
      ['x', 'b'],
    );
    const [first, second] = moved.map(({ sort }) => sort);
    assert.ok(1 < (first ?? 0) && (first ?? 0) < (second ?? 0) && (second ?? 0) < 1e9);
  });
});
