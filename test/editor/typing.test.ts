import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { needWindows, thisWindow } from '../harness/editor/control.ts';
import { setting } from './ai/asking.ts';
import { closeAll, needPerson, notifications, open, run, until, wake, writeOutside } from './lib/editor.ts';

const page = vscode.Uri.from({ scheme: 'daymark-typing', path: '/Typing.md' });

/** The counts of the page's latest day. */
async function counted(): Promise<{ typed: number; removed: number; keys: number; mouse: number }> {
  await run('daymark.saveNow');
  await run('daymark.showTyping');
  const text = (await vscode.workspace.openTextDocument(page)).getText();
  await run('workbench.action.closeActiveEditor');
  const row = /^\| \d{4}-\d\d-\d\d \| (.*) \|$/m.exec(text)?.[1] ?? '0 | 0 | 0 | 0';
  const [typed = 0, removed = 0, keys = 0, mouse = 0] = row.split(' | ').map(Number);
  return { typed, removed, keys, mouse };
}

describe('typing counts', function () {
  this.timeout(60_000);

  before(async function () {
    needWindows(this);
    await wake();
    needPerson(this);
  });
  after(async () => {
    await setting('typing.count', undefined);
    await closeAll();
  });

  /** Types while it is on or off, and leaves it on. What was counted is written when it is switched off. */
  const typeWhile = async (isOn: boolean, keys: readonly string[]): Promise<void> => {
    await setting('typing.count', isOn);
    const { document } = await open(writeOutside(`typing-${isOn}.txt`, ''));
    await run('workbench.action.focusActiveEditorGroup');
    await wake();
    for (const key of keys) await thisWindow.press(key);
    await until('the keys have arrived', () => document.getText() === keys.join(''));
    await setting('typing.count', false);
    await closeAll();
    await setting('typing.count', true);
  };

  /**
   * Types while it is on, until something is counted: the counter is loaded when it is switched on, so that the first keys may come too
   * early. Returns the keys that were counted.
   */
  const countedOf = async (keys: readonly string[]): Promise<number> => {
    const before = await counted();
    return until(
      'keys are counted',
      async () => {
        await typeWhile(true, keys);
        const isMore = async () => (await counted()).keys > before.keys;
        await until('they are written', isMore, 5000).catch(() => undefined);
        return (await counted()).keys - before.keys || undefined;
      },
      40_000,
    );
  };

  it('count each key once while they are on, and nothing while they are off', async () => {
    await setting('typing.count', true);
    assert.ok((await countedOf(['a', 'b', 'c'])) <= 3);
    await typeWhile(false, ['n', 'o', 't', 's', 'e', 'e', 'n']);
    assert.ok((await countedOf(['d', 'e'])) <= 2);
    const { typed, removed, keys, mouse } = await counted();
    assert.deepEqual({ typed, removed, mouse }, { typed: keys, removed: 0, mouse: 0 });
  });

  it('say how to switch them on', async () => {
    await setting('typing.count', false);
    const showing = run('daymark.showTyping');
    await until('it is said', async () =>
      (await notifications()).some((text) => text.includes('Daymark counts keys only if you switch on')),
    );
    await run('notifications.clearAll');
    await showing;
  });
});
