import assert from 'node:assert/strict';
import type { GoalsView } from '../../../src/habits/goalViews.ts';
import { HeadlessFolder } from '../storage/headlessFolder.ts';
import { goalOf } from './given.ts';

// Through the real store, as a client without VS Code changes them.
describe('goals that are changed', () => {
  const made = HeadlessFolder.forEach();
  const run = made.run.bind(made);
  const read = async (archived = false) => (await run('goals.get', { archived })) as GoalsView;
  const saved = async () => ((await run('goals.save', goalOf({ lastDay: '2026-12-24' }))) as { id: string }).id;

  it('keep what was not changed, and lose what was left out', async () => {
    const id = await saved();
    await run('goals.retarget', { id, target: 90 });
    const [goal] = (await read()).goals;
    assert.equal(goal?.lastDay, '2026-12-24');
    assert.equal(goal?.title, 'At least 1h 30m a day');
    await run('goals.save', { ...goalOf({ measure: 'language', subject: 'css' }), id });
    const [edited, ...others] = (await read()).goals;
    assert.deepEqual(others, []);
    assert.equal(edited?.title, 'At least 4h of CSS a day');
    assert.equal(edited?.lastDay, undefined);
  });

  it('are archived and used again, deleted and restored', async () => {
    const id = await saved();
    await run('goals.archive', { id, archived: true });
    assert.deepEqual((await read()).goals, []);
    assert.equal((await read(true)).goals[0]?.archived, true);
    await run('goals.archive', { id, archived: false });
    await run('goals.delete', { id });
    assert.deepEqual((await read(true)).goals, []);
    await run('goals.restore', { id });
    assert.equal((await read()).goals[0]?.id, id);
  });

  it('refuse what cannot be, and name the field', async () => {
    await assert.rejects(run('goals.save', goalOf({ weekdays: [] })), /weekdays/);
    await assert.rejects(run('goals.save', goalOf({ measure: 'project' })), /project/);
    await assert.rejects(run('goals.retarget', { id: 'none', target: 5 }), /no longer exists/);
    await assert.rejects(run('restDays.add', { from: '2026-12-24', to: '2026-12-01' }), /to: the last day is before/);
    await assert.rejects(run('restDays.add', { from: '2026-01-01', to: '2027-01-02' }), /at most 366 days/);
    await run('restDays.add', { from: '2026-01-01', to: '2027-01-01' });
  });

  it('come with days off, which can be removed', async () => {
    const { id } = (await run('restDays.add', { from: '2026-12-24', to: '2027-01-01' })) as { id: string };
    assert.deepEqual((await read()).restDays, [{ id, from: '2026-12-24', to: '2027-01-01' }]);
    await run('restDays.delete', { id });
    assert.deepEqual((await read()).restDays, []);
  });
});
