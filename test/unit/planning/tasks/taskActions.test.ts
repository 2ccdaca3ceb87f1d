import assert from 'node:assert/strict';
import { openHeadless, type Headless } from '../../../../src/headless/openHeadless.ts';
import { positionsBefore } from '../../../../src/planning/tasks/changeTasks.ts';
import type { TaskDetails, TaskPage } from '../../../../src/planning/tasks/taskViews.ts';
import { folderSecret } from '../../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import { dayMs } from '../../../../src/core/time/days.ts';
import { StorageFolder, wasmPath } from '../../storage/storageFolder.ts';
import { span } from '../../storage/facts.ts';

// Through the real store, as a client without VS Code changes them.
describe('tasks that are changed', () => {
  let disk: StorageFolder;
  let headless: Headless;

  beforeEach(async () => {
    disk = new StorageFolder();
    // VS Code was here once.
    const journal = disk.journal({ sealer: vault() });
    journal.append(span());
    await journal.close();
    headless = openHeadless({ folder: disk.folder, wasmPath, clock: disk.clock, mayWrite: true });
  });
  afterEach(async () => {
    await headless.close();
    disk.remove();
  });

  const vault = () => {
    const { folder, clock } = disk;
    return new Vault({ folder, clock, secret: folderSecret(folder) });
  };
  const run = (operation: string, params: object) => headless.operate({ transport: 'mcp', operation, params });
  const list = async (params: object = {}) => (await run('tasks.list', params)) as TaskPage;
  const titles = async (params: object = {}) => (await list(params)).tasks.map(({ title }) => title);
  const get = async (id: string) => (await run('tasks.get', { id })) as TaskDetails;
  const add = async (title: string, rest: object = {}) => {
    disk.clock.pass(1);
    return ((await run('tasks.create', { title, ...rest })) as { id: string }).id;
  };
  const today = () => new Date(disk.clock.now()).toISOString().slice(0, 10);
  const daysLater = (count: number) => new Date(disk.clock.now() + count * dayMs).toISOString().slice(0, 10);

  it('keep everything that was given, and change only what is asked', async () => {
    const links = [{ kind: 'file', file: 'src/a.ts', line: 3, project: '/p/web' }];
    const id = await add('Fix login', {
      description: '**race**',
      tags: ['Auth', 'auth', 'web'],
      dueOn: { day: today(), time: '23:59', zone: 'Pacific/Auckland' },
      project: '/p/web',
      estimate: 120,
      links,
    });
    await run('tasks.revise', { id, priority: 'urgent', estimate: null });
    const task = await get(id);
    assert.equal(task.priority, 'urgent');
    assert.equal(task.estimate, undefined);
    assert.deepEqual(task.tags, ['Auth', 'web']);
    assert.equal(task.markdown, '**race**');
    assert.deepEqual(task.links, links);
    assert.equal(task.due?.zone, 'Pacific/Auckland');
    await run('tasks.revise', { id, title: 'Fix login race' });
    assert.equal((await get(id)).priority, 'urgent', 'a change of the title leaves the priority');
  });

  it('are completed, reopened, archived, deleted, and restored', async () => {
    const id = await add('One');
    await run('tasks.complete', { id });
    await run('tasks.complete', { id });
    assert.deepEqual(await titles(), []);
    assert.deepEqual(await titles({ status: ['done'] }), ['One']);
    assert.notEqual((await get(id)).doneAt, undefined);
    await run('tasks.reopen', { id });
    assert.equal((await get(id)).doneAt, undefined);
    await run('tasks.setStatus', { id, status: 'archived' });
    assert.deepEqual(await titles(), []);
    await run('tasks.setStatus', { id, status: 'inProgress' });
    await run('tasks.delete', { id });
    await assert.rejects(get(id), /no longer exists/);
    await run('tasks.restore', { id });
    assert.equal((await get(id)).status, 'inProgress');
  });

  it('repeat: each occurrence is done once, and the next one is open', async () => {
    const repeat = { every: 'day', interval: 1, from: 'due' };
    const id = await add('Stretch', { dueOn: { day: today() }, repeat });
    const first = today();
    await run('tasks.complete', { id, occurrence: first });
    assert.equal((await get(id)).occurrence, daysLater(1));
    // Like a second window with an outdated list.
    await run('tasks.complete', { id, occurrence: first });
    assert.equal((await get(id)).occurrence, daysLater(1), 'it is not done twice');
    await assert.rejects(run('tasks.complete', { id, occurrence: daysLater(9) }), /no longer open/);
    await run('tasks.skip', { id });
    assert.equal((await get(id)).occurrence, daysLater(2));
    const done = await list({ status: ['done'] });
    assert.deepEqual(
      done.tasks.map((task) => [task.id, task.title]),
      [[`${id}@${first}`, 'Stretch']],
    );
    await assert.rejects(run('tasks.reopen', { id: `${id}@${first}` }), /later occurrence/);
    await run('tasks.reopen', { id: `${id}@${daysLater(1)}` });
    await run('tasks.reopen', { id: `${id}@${first}` });
    assert.equal((await get(id)).occurrence, first);
    await assert.rejects(run('tasks.delete', { id: `${id}@${first}` }), /Delete the repeating task instead./);
  });

  it('are ticked in the plan and in the list alike', async () => {
    const isDone = async () => {
      const { tasks } = (await run('plan.get', {})) as { tasks: { title: string; done: boolean; minutes: number }[] };
      return tasks.map(({ title, done, minutes }) => `${title} ${minutes} ${done}`);
    };
    const id = await add('Ship', { priority: 'urgent', estimate: 90 });
    const planned = (await run('tasks.plan', { id })) as { id: string };
    assert.deepEqual(await run('tasks.plan', { id }), planned, 'it is planned once');
    assert.deepEqual(await isDone(), ['Ship 90 false']);
    await run('plan.tick', { id: planned.id, done: true });
    assert.equal((await get(id)).status, 'done');
    await run('tasks.reopen', { id });
    assert.deepEqual(await isDone(), ['Ship 90 false']);
    await run('tasks.complete', { id });
    assert.deepEqual(await isDone(), ['Ship 90 true']);
    await run('plan.tick', { id: planned.id, done: false });
    assert.equal((await get(id)).status, 'todo');
    await run('tasks.delete', { id });
    await run('plan.tick', { id: planned.id, done: true });
    assert.deepEqual(await isDone(), ['Ship 90 true'], 'the plan outlives the task');
  });

  it('are ticked with one record, and what is completed on a later day was not done in the plan', async () => {
    const id = await add('Ship');
    const planned = (await run('tasks.plan', { id })) as { id: string };
    const store = await disk.store({ sealer: vault() });
    const marks = () => store.recordMarks('planTasks').get(planned.id);
    const before = marks();
    const day = today();
    disk.clock.pass(dayMs);
    await run('tasks.complete', { id });
    store.refresh();
    assert.equal(marks(), before, 'the record of the plan is as it was');
    assert.deepEqual(
      store.planTasks(day, day).map(({ doneAt }) => doneAt),
      [undefined],
    );
    await run('tasks.plan', { id });
    store.refresh();
    assert.equal(store.planTasks(today(), today())[0]?.doneAt, disk.clock.now());
  });

  it('that repeat are ticked in the plan for one occurrence', async () => {
    const id = await add('Stretch', { dueOn: { day: today() }, repeat: { every: 'day' } });
    const planned = (await run('tasks.plan', { id })) as { id: string };
    await run('plan.tick', { id: planned.id, done: true });
    assert.equal((await get(id)).occurrence, daysLater(1));
    await run('tasks.complete', { id });
    const untick = run('plan.tick', { id: planned.id, done: false });
    await assert.rejects(untick, /later occurrence/);
    assert.equal((await get(id)).occurrence, daysLater(2), 'a later one is done, so the first stays done');
  });

  it('are moved, also where there is no room between two', async () => {
    for (const title of ['a', 'b', 'c']) await add(title);
    const [a = '', , c = ''] = (await list()).tasks.map(({ id }) => id);
    await run('tasks.move', { id: c, before: a });
    assert.deepEqual(await titles(), ['c', 'a', 'b']);
    await run('tasks.move', { id: c, before: null });
    assert.deepEqual(await titles(), ['a', 'b', 'c']);
    for (let round = 0; round < 70; round++) {
      const [first = '', second = '', third = ''] = (await list()).tasks.map(({ id }) => id);
      await run('tasks.move', { id: third, before: second });
      assert.equal((await list()).tasks[0]?.id, first);
    }
    assert.equal(new Set((await list()).tasks.map(({ id }) => id)).size, 3);
    await assert.rejects(run('tasks.move', { id: a, before: 'none' }), /no longer exists/);
  });

  it('have subtasks, one level deep, which outlive their parent', async () => {
    const parent = await add('Release');
    const child = await add('Notes', { parent });
    await assert.rejects(add('Deeper', { parent: child }), /A subtask can't have subtasks/);
    await assert.rejects(run('tasks.revise', { id: parent, parent }), /A subtask can't have subtasks/);
    await assert.rejects(add('Orphan', { parent: 'none' }), /no longer exists/);
    await run('tasks.complete', { id: child });
    assert.deepEqual((await get(parent)).subtasks, { done: 1, total: 1 });
    assert.deepEqual(
      (await get(parent)).children.map(({ title }) => title),
      ['Notes'],
    );
    const other = await add('Other');
    await assert.rejects(run('tasks.revise', { id: parent, parent: other }), /has subtasks/);
    await run('tasks.delete', { id: parent });
    assert.equal((await get(child)).parent, undefined);
  });

  it('are changed together, with a reason for each that is not', async () => {
    const ids = [await add('a', { tags: ['x', 'y'] }), await add('b'), 'none'];
    const change = { ids, priority: 'high', addTags: ['New'], removeTags: ['X'], status: 'inProgress' };
    const { changed, failed } = (await run('tasks.changeMany', change)) as { changed: number; failed: object[] };
    assert.equal(changed, 2);
    assert.deepEqual(failed, [
      { id: 'none', reason: 'That task no longer exists. It may have been deleted in another window.' },
    ]);
    const { tasks } = await list();
    assert.deepEqual(
      tasks.map(({ tags, priority, status }) => [tags, priority, status]),
      [
        [['y', 'New'], 'high', 'inProgress'],
        [['New'], 'high', 'inProgress'],
      ],
    );
  });

  it('are found, filtered, grouped, and paged', async () => {
    await add('Überprüfung', { tags: ['Büro'], dueOn: { day: daysLater(-2) } });
    await add('Ship', { project: '/home/ada/web-app', dueOn: { day: today() }, priority: 'low' });
    await add('Later', { notes: 'ask Bo', dueOn: { day: daysLater(30) }, priority: 'urgent' });
    await add('Someday', { links: [{ kind: 'url', url: 'https://example.org/spec' }] });
    assert.deepEqual(await titles({ text: 'uberprufung' }), ['Überprüfung']);
    assert.deepEqual(await titles({ text: 'BO ask' }), ['Later']);
    assert.deepEqual(await titles({ text: '#büro' }), ['Überprüfung']);
    assert.deepEqual(await titles({ text: 'example.org' }), ['Someday']);
    assert.deepEqual(await titles({ due: ['overdue', 'today'] }), ['Überprüfung', 'Ship']);
    assert.deepEqual(await titles({ project: 'Web-App' }), ['Ship']);
    assert.deepEqual(await titles({ tag: 'büro' }), ['Überprüfung']);
    assert.deepEqual(await titles({ sortBy: 'priority' }), ['Later', 'Überprüfung', 'Someday', 'Ship']);
    const byDue = await list({ groupBy: 'due' });
    assert.deepEqual(byDue.groups, [
      { id: 'overdue', count: 1 },
      { id: 'today', count: 1 },
      { id: 'later', count: 1 },
      { id: 'none', count: 1 },
    ]);
    const first = await list({ limit: 3, sortBy: 'due' });
    assert.deepEqual([first.total, first.next], [4, 3]);
    const second = await list({ limit: 3, sortBy: 'due', offset: 3 });
    assert.deepEqual(
      second.tasks.map(({ title }) => title),
      ['Someday'],
    );
    assert.equal(second.next, undefined);
    assert.deepEqual(first.tags, [{ id: 'büro', count: 1 }]);
  });

  it('are grouped by when they are due: tomorrow, within a week after it, or later', async () => {
    for (const days of [-1, 0, 1, 2, 8, 9]) await add(`${days}`, { dueOn: { day: daysLater(days) } });
    const { tasks } = await list({ groupBy: 'due' });
    assert.deepEqual(
      tasks.map(({ title, group }) => `${title} ${group}`),
      ['-1 overdue', '0 today', '1 tomorrow', '2 week', '8 week', '9 later'],
    );
  });

  it('refuse what cannot be, and name the field', async () => {
    const bad: [object, RegExp][] = [
      [{ title: '   ' }, /title/],
      [{ title: 'x'.repeat(201) }, /title/],
      [{ title: 'x', tags: ['   '] }, /tags/],
      [{ title: 'x', tags: ['two words'] }, /tags.*one word/],
      [{ title: 'x', dueOn: { day: '275760-09-13' } }, /dueOn.day/],
      [{ title: 'x', dueOn: { day: '2101-01-01' } }, /2000 to 2100/],
      [{ title: 'x', dueOn: { day: '2026-02-30' } }, /calendar/],
      [{ title: 'x', dueOn: { day: '2026-02-03', time: '25:00' } }, /time of day/],
      [{ title: 'x', dueOn: { day: '2026-02-03', zone: 'Mars/Base' } }, /time zone/],
      [{ title: 'x', description: 'x'.repeat(10_000_000) }, /description/],
      [{ title: 'x', links: [{ kind: 'url', url: 'javascript:alert(1)' }] }, /http/],
      [{ title: 'x', repeat: { every: 'day' } }, /needs a due date/],
    ];
    for (const [task, message] of bad) await assert.rejects(run('tasks.create', task), message);
    assert.equal((await list()).total, 0);
  });
});

describe('positions', () => {
  it('move the tasks behind, where there is no room between two neighbors', () => {
    const others = [1, 1 + Number.EPSILON, 5000].map((sort, at) => ({ id: `t${at}`, sort }));
    const moved = new Map(positionsBefore(others, 1, 'new').map(({ id, sort }) => [id, sort]));
    const all = [
      ...others.map(({ id, sort }) => ({ id, sort: moved.get(id) ?? sort })),
      { id: 'new', sort: moved.get('new') ?? 0 },
    ];
    const order = all.sort((a, b) => a.sort - b.sort).map(({ id }) => id);
    assert.deepEqual(order, ['t0', 'new', 't1', 't2']);
    assert.equal(moved.has('t2'), false, 'those with room stay');
  });
});
