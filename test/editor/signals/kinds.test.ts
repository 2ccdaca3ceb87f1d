import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { decideKind } from '../../../src/tracking/kinds.ts';
import { thisWindow } from '../../harness/editor/control.ts';
import { inWorkspace, open, project, run, sleep, until } from '../lib/editor.ts';
import { watchSignals } from '../lib/signals.ts';

describe('settings, searches and output', () => {
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
    await run('search.action.openNewEditor');
    await until('it is open', () => vscode.window.activeTextEditor?.document.uri.scheme === 'search-editor');
    await sleep(500);
    for (const key of ['Escape', 'ArrowDown', 'ArrowUp', 'ArrowDown']) await thisWindow.press(key);
    const { where } = await watch.next('move', (move) => move.where.scheme === 'search-editor');
    assert.deepEqual([where.project, where.file], [project(), undefined]);
    assert.ok(rules().includes('search-results'), rules().join());
  });

  it('keys in the output panel are reading', async () => {
    const channel = vscode.window.createOutputChannel('Reading');
    for (let i = 0; i < 20; i++) channel.appendLine(`line ${i}`);
    channel.show();
    await until('shown', () =>
      vscode.window.visibleTextEditors.some(({ document }) => document.uri.scheme === 'output'),
    );
    await run('workbench.panel.output.focus');
    await sleep(500);
    for (const key of ['ArrowUp', 'ArrowUp']) await thisWindow.press(key);
    const { where } = await watch.next('move', (move) => move.where.scheme === 'output');
    assert.deepEqual([where.project, where.file], [project(), undefined]);
    assert.ok(rules().includes('output'));
    channel.dispose();
    await run('workbench.action.closePanel');
  });
});
