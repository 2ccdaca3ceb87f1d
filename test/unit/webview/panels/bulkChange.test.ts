import assert from 'node:assert/strict';
import type { TaskPage } from '../../../../src/catalog/view.ts';
import { bulkChange, plainBulk } from '../../../../src/webview/panels/tasks/bulkChange.ts';

type Listed = TaskPage['tasks'][number];

const once = {
  id: 'a',
  status: 'todo',
  priority: 'high',
  tags: ['x'],
  due: { day: '2026-11-20' },
} as unknown as Listed;
const open = { id: 'b', status: 'inProgress', priority: 'low', tags: [] } as unknown as Listed;
const repeats = {
  id: 'c',
  status: 'todo',
  priority: 'medium',
  tags: [],
  due: { day: '2026-11-21' },
  occurrence: '2026-11-21',
  repeat: { every: 'day', interval: 1, from: 'due' },
} as unknown as Listed;

describe('a change of several tasks', () => {
  it('asks for nothing where nothing was chosen', () => {
    assert.deepEqual(bulkChange([once, open], plainBulk).changes, []);
    assert.deepEqual(bulkChange([once, open], plainBulk).undo, { reopen: [], setStatus: [], revise: [] });
    for (const change of [{ status: 'todo' }, { priority: 'low' }] as const)
      assert.deepEqual(bulkChange([once], { ...plainBulk, ...change }).changes, [{ ids: ['a'], ...change }]);
    assert.deepEqual(bulkChange([once], { ...plainBulk, tags: 'y' }).changes, [{ ids: ['a'], addTags: ['y'] }]);
  });

  it('is one call, and undone for each task as it was', () => {
    const { changes, undo } = bulkChange([once, open], {
      ...plainBulk,
      priority: 'urgent',
      tags: '#y z',
      status: 'archived',
    });
    assert.deepEqual(changes, [{ ids: ['a', 'b'], status: 'archived', priority: 'urgent', addTags: ['y', 'z'] }]);
    assert.deepEqual(undo, {
      reopen: [],
      setStatus: [
        { id: 'a', status: 'todo' },
        { id: 'b', status: 'inProgress' },
      ],
      revise: [
        { id: 'a', priority: 'high', tags: ['x'] },
        { id: 'b', priority: 'low', tags: null },
      ],
    });
  });

  it('leaves the dates of tasks that repeat, and restores the others', () => {
    const { changes, undo } = bulkChange([once, open, repeats], { ...plainBulk, day: '2026-12-01' });
    assert.deepEqual(changes, [{ ids: ['a', 'b'], dueOn: { day: '2026-12-01' } }]);
    assert.deepEqual(undo.revise, [
      { id: 'a', dueOn: { day: '2026-11-20' } },
      { id: 'b', dueOn: null },
    ]);
    assert.deepEqual(bulkChange([repeats], { ...plainBulk, day: '2026-12-01' }).changes, []);
  });

  it('reopens the occurrence of a task that repeats', () => {
    const { undo } = bulkChange([once, repeats], { ...plainBulk, status: 'done' });
    assert.deepEqual([undo.reopen, undo.setStatus], [['c@2026-11-21'], [{ id: 'a', status: 'todo' }]]);
  });
});
