import assert from 'node:assert/strict';
import { openHeadless, type Headless } from '../../../../src/headless/openHeadless.ts';
import { createTask } from '../../../../src/planning/tasks/changeTasks.ts';
import { getBranchTask, linkedTasks } from '../../../../src/planning/tasks/linkedTasks.ts';
import { branchName, branchTasks } from '../../../../src/planning/tasks/taskBranches.ts';
import { makeTaskIndex } from '../../../../src/planning/tasks/taskIndex.ts';
import type { TaskDetails } from '../../../../src/planning/tasks/taskViews.ts';
import { folderSecret } from '../../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import { StorageFolder, wasmPath } from '../../storage/storageFolder.ts';
import { span } from '../../storage/facts.ts';
import { memoryApp } from '../blocks/memoryApp.ts';

// Through the real store, as a client without VS Code changes them.
describe('tasks with links', () => {
  let disk: StorageFolder;
  let headless: Headless;

  beforeEach(async () => {
    disk = new StorageFolder();
    const { folder, clock } = disk;
    // VS Code was here once.
    const journal = disk.journal({ sealer: new Vault({ folder, clock, secret: folderSecret(folder) }) });
    journal.append(span());
    await journal.close();
    headless = openHeadless({ folder, wasmPath, clock, mayWrite: true });
  });
  afterEach(async () => {
    await headless.close();
    disk.remove();
  });

  const run = (operation: string, params: object) => headless.operate({ transport: 'mcp', operation, params });
  const get = async (id: string) => (await run('tasks.get', { id })) as TaskDetails;

  it('come from an issue, a pull request, or a run that failed, each once, with its link', async () => {
    const url = 'https://github.com/acme/shop/issues/7';
    const first = await run('tasks.addLinked', { title: 'x'.repeat(300), url, project: 'acme/shop' });
    const { id, isNew } = first as { id: string; isNew: boolean };
    assert.deepEqual(await run('tasks.addLinked', { title: 'Again', url }), { id, isNew: false });
    const { title, links, project } = await get(id);
    assert.deepEqual([isNew, title.length, links, project], [true, 200, [{ kind: 'issue', url }], 'acme/shop']);
    await run('tasks.complete', { id });
    assert.equal(((await run('tasks.addLinked', { title: 'Again', url })) as { isNew: boolean }).isNew, true);
    const failed = (await run('tasks.addLinked', { title: 'Fix: npm test', notes: 'Failed on Monday.' })) as {
      id: string;
    };
    assert.deepEqual([(await get(failed.id)).links, (await get(failed.id)).notes], [[], 'Failed on Monday.']);
    await assert.rejects(run('tasks.addLinked', { title: 'x', url: 'javascript:alert(1)' }));
  });

  it('are linked to a branch once, and say how long was spent on them', async () => {
    const { id } = (await run('tasks.create', { title: 'Fix login' })) as { id: string };
    for (let times = 0; times < 2; times++)
      await run('tasks.linkBranch', { id, branch: 'fix-login', project: '/p/app' });
    assert.deepEqual((await get(id)).links, [{ kind: 'branch', branch: 'fix-login', project: '/p/app' }]);
    const end = disk.clock.now();
    await run('entries.save', { task: id, start: end - 3_600_000, end });
    assert.deepEqual(await run('tasks.time', { id }), {
      entriesMs: 3_600_000,
      branchMs: 0,
      totalMs: 3_600_000,
      researchMs: 0,
    });
    assert.deepEqual(['Fix: the Löwe’s login (race)', '中文 ok', '!!!', 'x'.repeat(80)].map(branchName), [
      'fix-the-lowe-s-login-race',
      '中文-ok',
      'task',
      'task',
    ]);
  });
});

describe('the task of a branch', () => {
  it('is the same for measured time, for decisions, and for what came of agents', async () => {
    const { app, clock, reading } = memoryApp(Date.UTC(2026, 10, 30, 9));
    const add = async (title: string, project: string | undefined, linked?: string) => {
      clock.advance(1000);
      const link = { kind: 'branch', branch: 'fix-login', project: linked } as const;
      return (await createTask(app, { title, priority: 'medium', project, links: [link] })).id;
    };
    await add('Older', 'app');
    const newer = await add('Newer', '/home/ada/app');
    await add('Elsewhere', undefined, '/home/ada/other');
    await add('Nowhere', undefined);
    const place = { project: '/home/ada/app', branch: 'fix-login' };
    const read = reading();
    assert.equal(branchTasks(read.shared(makeTaskIndex).items(read))(place), newer);
    assert.equal(getBranchTask.run(read, place), 'Newer');
    const linked = linkedTasks(read, 60).map(({ title, branches }) => [title, branches[0]?.project]);
    assert.deepEqual(linked, [
      ['Elsewhere', '/home/ada/other'],
      ['Newer', '/home/ada/app'],
      ['Older', 'app'],
    ]);
  });
});
