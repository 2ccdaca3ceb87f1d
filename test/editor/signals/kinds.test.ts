import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { decideKind } from '../../../src/tracking/kinds.ts';
import { thisWindow } from '../../harness/editor/control.ts';
import { inWorkspace, open, project, run, sleep, until } from '../lib/editor.ts';
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
    await run('search.action.openNewEditor', { query: 'add', triggerSearch: true, focusResults: true });
    await until('it is open', () => vscode.window.activeTextEditor?.document.uri.scheme === 'search-editor');
    await sleep(1500);
    for (const key of ['ArrowDown', 'ArrowUp', 'ArrowDown']) await thisWindow.press(key);
    const { where } = await watch.next('move', (move) => move.where.scheme === 'search-editor');
    assert.deepEqual([where.project, where.file], [project(), undefined]);
    assert.ok(rules().includes('search-results'), rules().join());
  });
});
