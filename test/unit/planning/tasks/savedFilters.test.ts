import assert from 'node:assert/strict';
import { taskScopes } from '../../../../src/core/views/taskNames.ts';
import { HeadlessFolder } from '../../storage/headlessFolder.ts';

describe('saved filters of tasks', () => {
  const made = HeadlessFolder.forEach();
  const run = made.run.bind(made);
  const save = async (name: string, rest: object = {}) => {
    const params = { name, scope: 'open', groupBy: 'none', sortBy: 'manual', ...rest };
    return ((await run('taskFilters.save', params)) as { id: string }).id;
  };
  const names = async () =>
    ((await run('taskFilters.list')) as { filters: { name: string }[] }).filters.map(({ name }) => name);

  it('are replaced by name, deleted, and restored', async () => {
    await save('Urgent', { tag: 'now' });
    const due = await save('due soon', { groupBy: 'due' });
    await save(' URGENT ', { search: 'server' });
    assert.deepEqual(await names(), ['due soon', 'URGENT']);
    const { filters } = (await run('taskFilters.list')) as { filters: object[] };
    const { id: _, ...urgent } = filters[1] as { id: string };
    assert.deepEqual(urgent, { name: 'URGENT', scope: 'open', groupBy: 'none', sortBy: 'manual', search: 'server' });
    await run('taskFilters.delete', { id: due });
    assert.deepEqual(await names(), ['URGENT']);
    await run('taskFilters.restore', { id: due });
    assert.deepEqual(await names(), ['due soon', 'URGENT']);
  });

  it('need a name, and refuse what the list does not know', async () => {
    await assert.rejects(save('  '), /must not be empty/);
    for (const wrong of [{ groupBy: 'moon' }, { scope: 'moon' }, { sortBy: 'moon' }])
      await assert.rejects(save('a', wrong), { code: 'invalid-input' });
    assert.deepEqual(await names(), []);
    for (const scope of taskScopes) await save(scope, { scope });
    assert.deepEqual(await names(), taskScopes.toSorted());
  });

  it('are at most a hundred, which can still be replaced', async () => {
    for (let i = 0; i < 100; i++) await save(`filter ${i}`);
    await assert.rejects(save('one more'), /There are 100 saved filters/);
    await save('Filter 7', { tag: 'now' });
    assert.equal((await names()).length, 100);
  });
});
