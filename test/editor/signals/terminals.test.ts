import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { inWorkspace, project, until, writeOutside } from '../lib/editor.ts';
import { watchSignals } from '../lib/signals.ts';

describe('terminals', () => {
  const watch = watchSignals();
  let terminal: vscode.Terminal | undefined;

  afterEach(() => {
    terminal?.dispose();
    terminal = undefined;
  });

  it('tell program and exit code of each command, and no argument', async function () {
    this.timeout(60_000);
    terminal = vscode.window.createTerminal({ name: 'signals', shellPath: '/bin/bash' });
    terminal.show();
    const opened = terminal;
    const shell = await until('the shell is known', () => opened.shellIntegration, 30_000);
    shell.executeCommand('true --token=hunter2');
    const start = await watch.next('runStart', ({ source }) => source === 'terminal');
    assert.deepEqual([start.name, start.group], ['true', 'other']);
    assert.equal((await watch.next('runEnd', ({ key }) => key === start.key)).exitCode, 0);
    shell.executeCommand('make test hunter2=1 || false');
    const failed = await watch.next('runStart', ({ name }) => name === 'make test');
    assert.equal((await watch.next('runEnd', ({ key }) => key === failed.key)).exitCode, 1);
    assert.doesNotMatch(JSON.stringify(watch.of('runStart')), /hunter2/);
    assert.ok(failed.where.project, 'the project of the folder');
    assert.deepEqual([failed.folder?.project, failed.folder?.file], [project(), '-']);
  });

  it('tell the project of the repository that a command was given in, and the folder', async function () {
    this.timeout(60_000);
    const other = path.join(path.dirname(project()), 'other-repository');
    mkdirSync(path.join(other, '.git'), { recursive: true });
    mkdirSync(path.join(other, 'vault'));
    try {
      terminal = vscode.window.createTerminal({ name: 'elsewhere', shellPath: '/bin/bash', cwd: other });
      terminal.show();
      const opened = terminal;
      const shell = await until('the shell is known', () => opened.shellIntegration, 30_000);
      await until('its folder is known', () => shell.cwd?.fsPath === other);
      shell.executeCommand('true');
      const first = await watch.next('runStart', ({ name }) => name === 'true');
      assert.deepEqual([first.where, first.folder?.file], [{ project: other }, '-']);
      shell.executeCommand('cd vault');
      await until('it went there', () => shell.cwd?.fsPath === path.join(other, 'vault'));
      shell.executeCommand('false');
      const { where, folder } = await watch.next('runStart', ({ name }) => name === 'false');
      assert.deepEqual([where, folder?.file], [{ project: other }, 'vault/-']);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });
});

describe('tests in a terminal', () => {
  const watch = watchSignals();

  it('tell how many passed and failed, and nothing else of what they wrote', async function () {
    this.timeout(90_000);
    const body =
      "test('hunter2', () => {});\ntest('b', { skip: true }, () => {});\ntest('c', () => { throw new Error('hunter3') });\n";
    writeOutside('some.test.mjs', `import test from 'node:test';\n${body}`);
    const terminal = vscode.window.createTerminal({ name: 'tests', shellPath: '/bin/bash' });
    terminal.show();
    try {
      const shell = await until('the shell is known', () => terminal.shellIntegration, 30_000);
      shell.executeCommand(`node --test ${inWorkspace('some.test.mjs').fsPath}`);
      const start = await watch.next('runStart', ({ name }) => name === 'node test');
      assert.equal(start.group, 'test');
      const end = await until('its end', () => watch.of('runEnd').find(({ key }) => key === start.key), 30_000);
      assert.deepEqual([end.exitCode, end.tests], [1, { passed: 1, failed: 1, skipped: 1 }]);
      assert.doesNotMatch(JSON.stringify([watch.of('runStart'), watch.of('runEnd')]), /hunter/);
      const uri = vscode.Uri.from({ scheme: 'daymark-explain', path: '/tests.md', query: today() });
      const text = (await vscode.workspace.openTextDocument(uri)).getText();
      assert.match(text, /## Tests\n\n- [\d:]+ node test: 1 passed, 1 failed, 1 skipped/);
    } finally {
      terminal.dispose();
    }
  });
});

const today = (): string => new Date().toLocaleDateString('sv');

describe('cells of notebooks', () => {
  const watch = watchSignals();

  it('tell when they were run, and how it went', async function () {
    this.timeout(60_000);
    const controller = vscode.notebooks.createNotebookController('daymark-test', 'jupyter-notebook', 'Test');
    controller.executeHandler = (cells) => {
      for (const cell of cells) {
        const execution = controller.createNotebookCellExecution(cell);
        execution.start(Date.now());
        execution.end(cell.index === 0, Date.now() + 5);
      }
    };
    try {
      const cell = (text: string) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python');
      const data = new vscode.NotebookData([cell('1 + 1'), cell('1 / 0')]);
      const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', data);
      await vscode.window.showNotebookDocument(notebook);
      controller.updateNotebookAffinity(notebook, vscode.NotebookControllerAffinity.Preferred);
      await vscode.commands.executeCommand('notebook.selectKernel', {
        id: 'daymark-test',
        extension: controllerOwner(),
      });
      await vscode.commands.executeCommand('notebook.execute');
      await until('both cells were run', () => watch.of('runEnd').length >= 2, 20_000);
      assert.deepEqual(
        watch.of('runEnd').map(({ exitCode }) => exitCode),
        [0, 1],
      );
      const starts = watch.of('runStart');
      assert.deepEqual(new Set(starts.map(({ source }) => source)), new Set(['editor']));
      assert.equal(new Set(starts.map(({ key }) => key)).size, 2);
    } finally {
      controller.dispose();
    }
  });
});

/** Controllers made in the tests belong to the extension under test. */
function controllerOwner(): string {
  const own = vscode.extensions.all.find(({ id }) => id.endsWith('.daymark'));
  return own?.id ?? 'daymark.daymark';
}

describe('the account of a day', () => {
  it('is shown with the rules and the total', async function () {
    this.timeout(60_000);
    await vscode.commands.executeCommand('daymark.explainToday');
    const day = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    const uri = vscode.Uri.from({ scheme: 'daymark-explain', path: `/Daymark ${day}.md`, query: day });
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    assert.match(text, /^# \d{4}-\d\d-\d\d.*: .*\d/);
    assert.match(text, /Gaps of up to 2 min count; after reading, up to 5 min/);
  });
});
