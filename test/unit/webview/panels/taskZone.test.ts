import assert from 'node:assert/strict';
import type { Result } from '../../../../src/catalog/view.ts';
import { checkTask, draftOfTask } from '../../../../src/webview/panels/tasks/taskDraft.ts';

const task = { id: 'a', title: 'Call', priority: 'medium', tags: [] } as unknown as Result<'tasks.get'>;
const due = (before: typeof task) =>
  checkTask({ ...draftOfTask(before), day: '2026-11-20', time: '14:30' }, 'Asia/Tokyo').changes?.dueOn;

describe('the time at which a task is due', () => {
  it('is in the zone of the clock that is shown, whatever that of the page is', () => {
    assert.deepEqual(due(task), { day: '2026-11-20', time: '14:30', zone: 'Asia/Tokyo' });
  });

  it('stays in the zone that it had', () => {
    const before = { ...task, due: { day: '2026-11-19', time: '09:00', zone: 'Europe/Berlin' } };
    assert.deepEqual(due(before), { day: '2026-11-20', time: '14:30', zone: 'Europe/Berlin' });
  });
});
