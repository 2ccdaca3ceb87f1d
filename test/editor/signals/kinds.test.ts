import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { decideKind } from '../../../src/tracking/kinds.ts';
import { thisWindow } from '../../harness/editor/control.ts';
import { inWorkspace, open, project, run, settle, until, wake, writeOutside } from '../lib/editor.ts';
import { watchSignals } from '../lib/signals.ts';

describe('settings and searches', () => {
  const watch = watchSignals();
  const rules = () =>
    watch
      .of('move')
      .map(
        ({ type, where }) => decideKind({ type, where, debugging: false, sinceEditMs: Infinity, terminal: false }).id,
      );

  it('the settings of the workspace are settings', async () => {
    const uri = inWorkspace('.vscode/settings.json');
    await vscode.workspace.fs.writeFile(uri, Buffer.from('{}\n'));
    await open(uri);
    await thisWindow.press('ArrowRight');
    await watch.next('move', ({ how }) => how === 'cursor');
    assert.deepEqual(new Set(rules()), new Set(['settings']));
  });

  it('a search editor is reading, in no file', async () => {
    let openedAt = 0;
    const where = await until(
      'a move in it',
      async () => {
        // Its results get the keys when the search is done, unless something else has the focus by then.
        if (Date.now() > openedAt + 5000) {
          openedAt = Date.now();
          await run('search.action.openNewEditor', { query: 'add', triggerSearch: true, focusResults: true });
          await until('it is open', () => vscode.window.activeTextEditor?.document.uri.scheme === 'search-editor');
        }
        for (const key of ['ArrowDown', 'ArrowUp']) await thisWindow.press(key);
        await settle();
        return watch.of('move').find((move) => move.where.scheme === 'search-editor')?.where;
      },
      40_000,
    );
    assert.deepEqual([where.project, where.file], [project(), undefined]);
    assert.ok(rules().includes('search-results'), rules().join());
  });

  it('the output panel is reading while someone is in it, and their file again after it', async () => {
    const editor = await open(writeOutside('beside.txt', 'x\n'));
    const channel = vscode.window.createOutputChannel('Read output');
    for (let i = 0; i < 40; i++) channel.appendLine(`line ${i}`);
    await wake();
    await watch.forget();
    channel.show(false);
    const { where } = await watch.next('move');
    assert.deepEqual([where.scheme, where.project, where.file], ['output', project(), undefined]);
    assert.ok(rules().includes('output'), rules().join());
    await watch.forget();
    await vscode.window.showTextDocument(editor.document);
    assert.equal((await watch.next('move', ({ how }) => how === 'editor')).where.file, 'beside.txt');
    channel.dispose();
  });
});
