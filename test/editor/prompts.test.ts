import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import * as vscode from 'vscode';
import { needWindows, thisWindow } from '../harness/editor/control.ts';
import { closeAll, inWorkspace, open, run, until, wake, writeOutside } from './lib/editor.ts';

describe('Use Prompt', function () {
  this.timeout(60_000);
  before(async function () {
    needWindows(this);
    await wake();
    mkdirSync(inWorkspace('.github/prompts').fsPath, { recursive: true });
    writeOutside(
      '.github/prompts/mend.prompt.md',
      ['---', 'name: Mend', 'description: Mends something', '---', 'Mend ${input:what} in ${fileBasename}.'].join('\n'),
    );
  });
  after(closeAll);

  it('fills in what a prompt of the workspace asks for, and copies it', async () => {
    await open(writeOutside('broken.ts', 'export {};\n'));
    const using = run('daymark.usePrompt');
    await thisWindow.choose('Mend', 'Use Prompt');
    await thisWindow.choose('Copy to Clipboard', 'Mend');
    await thisWindow.enter('Mend', 'the clock');
    await using;
    await until('it is copied', async () => (await vscode.env.clipboard.readText()) === 'Mend the clock in broken.ts.');
    const comparing = run('daymark.usePrompt');
    await thisWindow.choose('Mend', 'Use Prompt');
    await thisWindow.choose('Compare Versions', 'Mend');
    await comparing;
    const page = await until('its versions are shown', () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'daymark-prompt-versions'),
    );
    // Its preview takes the focus, and would close the next list.
    const isInFront = () => vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview;
    await until('its preview is in front', isInFront);
    assert.match(page.getText(), /^\| No commit has it, as it is now `[\da-f]{8}` \| [^|]+ \| 0 \| 1 \| 0 \|/m);
  });

  it('adds a starter prompt to the workspace, and opens it', async () => {
    const using = run('daymark.usePrompt');
    await thisWindow.choose('review-changes', 'Use Prompt');
    await thisWindow.choose('Add to .github/prompts', 'review-changes');
    await using;
    const { document } = await until('it is open', () => vscode.window.activeTextEditor);
    assert.equal(vscode.workspace.asRelativePath(document.uri), '.github/prompts/review-changes.prompt.md');
    assert.notEqual(document.getText().trim(), '');
  });
});
