import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { thisWindow } from '../../harness/editor/control.ts';
import { inWorkspace, project, until, writeOutside } from '../lib/editor.ts';
import { watchSignals } from '../lib/signals.ts';

describe('a paste', () => {
  const watch = watchSignals();

  it('is told before the change, without its text', async function () {
    this.timeout(60_000);
    const uri = writeOutside('pasted.txt', 'hunter2\nhunter3\n');
    await vscode.window.showTextDocument(uri);
    for (const keys of ['Control+A', 'Control+C', 'Control+End', 'Control+V']) await thisWindow.press(keys);
    const cause = await watch.next('cause');
    assert.deepEqual([cause.provenance, cause.where.file], ['pasted', 'pasted.txt']);
    await watch.next('edit', ({ added }) => added > 0);
    assert.doesNotMatch(JSON.stringify([watch.of('cause'), watch.of('edit')]), /hunter/);
  });
});

describe('a debugger that stops', () => {
  const watch = watchSignals();

  it('tells how long it stood', async function () {
    this.timeout(60_000);
    const program = writeOutside('stopping.js', 'let a = 1;\na++;\na++;\n').fsPath;
    const breakpoint = new vscode.SourceBreakpoint(
      new vscode.Location(inWorkspace('stopping.js'), new vscode.Position(1, 0)),
    );
    vscode.debug.addBreakpoints([breakpoint]);
    const configuration = { type: 'node', request: 'launch', name: 'Stop it', program };
    await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], configuration);
    const stop = await watch.next('runStart', ({ name }) => name === 'stopped');
    assert.deepEqual([stop.source, stop.group, stop.where.project], ['debug', 'other', project()]);
    assert.equal(watch.of('runEnd').length, 0);
    await vscode.commands.executeCommand('workbench.action.debug.continue');
    await watch.next('runEnd', ({ key }) => key === stop.key);
    vscode.debug.removeBreakpoints([breakpoint]);
  });
});

describe('a commit', () => {
  it('is recorded with the lines that git counts, and set beside those that were seen', async function () {
    this.timeout(90_000);
    const git = (...args: string[]) => execFileSync('git', args, { cwd: project(), stdio: 'pipe' });
    git('config', 'user.email', 'me@example.com');
    git('config', 'user.name', 'Me');
    // The test may be tried again in the same repository.
    git('rm', '--quiet', '--force', '--ignore-unmatch', 'committed.txt');
    git('commit', '--allow-empty', '-m', 'Before');
    writeOutside('committed.txt', 'one\ntwo\nthree\n');
    git('add', 'committed.txt');
    git('commit', '-m', 'Three lines');
    await vscode.commands.executeCommand('git.refresh');
    const day = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    let number = 0;
    const report = async () => {
      const uri = vscode.Uri.from({ scheme: 'daymark-explain', path: `/Daymark ${++number}.md`, query: day });
      return (await vscode.workspace.openTextDocument(uri)).getText();
    };
    const text = await until(
      'the commit is in the account',
      async () => {
        const all = await report();
        return all.includes('Three lines') && all;
      },
      40_000,
    );
    assert.match(text, /\*\*Three lines\*\*: git \+3 −0; seen: /);
    assert.match(text, /- committed\\?\.txt: git \+3 −0; seen: nothing; not explained: \+3/);
  });
});
