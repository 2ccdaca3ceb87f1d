import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { project, sleep, writeOutside } from '../lib/editor.ts';
import { watchSignals } from '../lib/signals.ts';

describe('signals of runs', function () {
  this.timeout(90_000);
  const watch = watchSignals();

  const runOf = async (name: string) => {
    const start = await watch.next('runStart', (signal) => signal.name === name);
    return { start, end: await watch.next('runEnd', ({ key }) => key === start.key) };
  };

  it('tasks say how they ended, and each once', async () => {
    const tasks = await vscode.tasks.fetchTasks();
    for (const [name, exitCode] of [
      ['passes', 0],
      ['fails', 3],
    ] as const) {
      const task = tasks.find((each) => each.name === name);
      assert.ok(task, name);
      await vscode.tasks.executeTask(task);
      const { start, end } = await runOf(name);
      assert.deepEqual([start.source, start.group, end.exitCode], ['task', 'other', exitCode]);
      assert.deepEqual(start.where, { project: project(), branch: 'main' });
    }
    await watch.quiet();
    assert.equal(watch.of('runStart').length, 2);
    assert.equal(watch.of('runEnd').length, 2);
  });

  it('a task that was stopped has no exit code', async () => {
    const execution = new vscode.ProcessExecution(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
    const task = new vscode.Task({ type: 'process' }, vscode.TaskScope.Workspace, 'unit tests', 'test', execution);
    const running = await vscode.tasks.executeTask(task);
    await watch.next('runStart');
    await sleep(500);
    running.terminate();
    const { start, end } = await runOf('unit tests');
    assert.equal(start.group, 'test');
    assert.equal('exitCode' in end, false);
  });

  it('a task in the background is one that serves or watches, whatever group it declares', async () => {
    const execution = new vscode.ProcessExecution(process.execPath, ['-e', '']);
    const task = new vscode.Task({ type: 'process' }, vscode.TaskScope.Workspace, 'compile', 'test', execution);
    task.group = vscode.TaskGroup.Build;
    task.isBackground = true;
    await vscode.tasks.executeTask(task);
    assert.equal((await runOf('compile')).start.group, 'run');
  });

  it('a debug session is one run, though the debugger has two', async () => {
    const program = writeOutside('once.js', 'setTimeout(() => {}, 1500);\n').fsPath;
    const configuration = { type: 'node', request: 'launch', name: 'Debug it', program };
    await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], configuration);
    const { start, end } = await runOf('Debug it');
    assert.deepEqual([start.source, start.group, start.where.project], ['debug', 'run', project()]);
    assert.equal('exitCode' in end, false);
    await watch.quiet();
    assert.equal(watch.of('runStart').length, 1);
    assert.equal(watch.of('runEnd').length, 1);
  });
});
