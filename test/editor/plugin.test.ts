import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type {
  DaymarkApi,
  DaymarkEvent,
  DaymarkExports,
  DaymarkScope,
} from '../../src/extension/plugins/pluginTypes.ts';
import { needWindows, thisWindow } from '../harness/editor/control.ts';
import { answer, run, until } from './lib/editor.ts';

/** The exports of `test/fakes/plugin`. */
interface Sample {
  readonly seen: { readonly linked: number; readonly events: DaymarkEvent[]; readonly changes: number };
  connect(scopes: readonly DaymarkScope[], extension?: string): Promise<DaymarkApi>;
}

describe('the API for other extensions', function () {
  this.timeout(60_000);
  let sample: Sample;
  before(async function () {
    needWindows(this);
    const extension = vscode.extensions.getExtension<Sample>('daymark-test.plugin');
    assert.ok(extension, 'the sample is installed');
    sample = await extension.activate();
  });

  /** Agrees to what a notification asks, unless a try before has. */
  const answered = async (asked: Promise<DaymarkApi>): Promise<DaymarkApi> => {
    let isDone = false;
    const done = asked.finally(() => (isDone = true));
    await answer('Allow', () => isDone);
    return done;
  };
  const refused = (code: string) => (error: { code?: string }) => error.code === code;

  it('gives what the user agreed to, and no more', async () => {
    const exported = vscode.extensions.getExtension<DaymarkExports>('daymark.daymark')?.exports;
    assert.equal(exported?.version, 1);
    await assert.rejects(sample.connect(['read'], 'nobody.nothing'), refused('invalid-input'));
    await assert.rejects(sample.connect([]), refused('invalid-input'));
    await assert.rejects(sample.connect(['read', 'everything' as 'read']), refused('invalid-input'));
    const api = await answered(sample.connect(['read']));
    assert.ok('minutes' in ((await api.run('today.get')) as object));
    await assert.rejects(api.run('tasks.create', { title: 'x' }), refused('not-allowed'));
    await assert.rejects(api.run('command.run', { command: 'daymark.pause' }), refused('unknown-operation'));
    assert.throws(() => api.addSource('figma'), refused('not-allowed'));
  });

  it('changes data, tells what happens, adds time and links, once that is allowed too', async () => {
    const api = await answered(sample.connect(['read', 'write', 'names', 'source', 'links']));
    const { id } = (await api.run('tasks.create', { title: 'Task of the sample' })) as { id: string };
    await api.run('tasks.complete', { id });
    const event = await until('the task is told of', () => sample.seen.events.find(({ data }) => data['task'] === id));
    assert.equal(event.type, 'task.completed');
    assert.ok(sample.seen.changes > 0);
    const source = api.addSource('figma');
    assert.throws(() => source.record({ entity: '' }), refused('invalid-input'));
    assert.throws(() => api.addSource('Not An Id'), refused('invalid-input'));
    // The day before, when nothing else was recorded that this time would give way to.
    const before = Date.now() - 24 * 3_600_000;
    for (const at of [before, before + 30_000]) source.record({ at, entity: '/design/a.fig', project: '/design' });
    await until('the time counts', async () => JSON.stringify(await api.run('top.get', { days: 7 })).includes('a.fig'));
    await api.run('tasks.delete', { id });
    await run('daymark.showSetup');
    // Its page takes the focus when it has loaded, which would close a list.
    await run('workbench.action.closeSidebar');
  });

  it('ends at once when the user takes the access away', async () => {
    const api = await sample.connect(['read']);
    const managing = run('daymark.manageExtensionAccess');
    await thisWindow.choose('Sample plugin', 'Choose an extension to remove its access');
    await managing;
    await assert.rejects(api.run('today.get'), refused('not-allowed'));
  });
});
