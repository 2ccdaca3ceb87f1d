import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { decideKind } from '../../../src/tracking/kinds.ts';
import { thisWindow } from '../../harness/editor/control.ts';
import { inWorkspace, open } from '../lib/editor.ts';
import { watchSignals } from '../lib/signals.ts';

describe('settings', () => {
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
});
