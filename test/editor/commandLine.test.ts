import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './lib/editor.ts';

describe('the command line in a terminal', () => {
  const enable = (value: boolean | undefined) =>
    vscode.workspace.getConfiguration('daymark').update('terminal.command', value, vscode.ConfigurationTarget.Global);
  let terminal: vscode.Terminal | undefined;
  afterEach(() => {
    terminal?.dispose();
    terminal = undefined;
    return enable(undefined);
  });

  it('is there in new terminals once it is switched on, and gone from those after it is switched off', async function () {
    this.timeout(60_000);
    await enable(true);
    const found = await until('a terminal has the command', async () => (await exitCodeOf('daymark today')) === 0);
    assert.ok(found);
    await enable(false);
    // The shell's own code for a command that it doesn't find.
    await until('a terminal lacks the command', async () => (await exitCodeOf('daymark today')) === 127);
  });

  async function exitCodeOf(line: string): Promise<number | undefined> {
    terminal?.dispose();
    terminal = vscode.window.createTerminal({ name: 'command line', shellPath: '/bin/bash' });
    terminal.show();
    const opened = terminal;
    const shell = await until('the shell is known', () => opened.shellIntegration, 30_000);
    return new Promise((resolve) => {
      const listener = vscode.window.onDidEndTerminalShellExecution(({ terminal: ended, exitCode }) => {
        if (ended !== opened) return;
        listener.dispose();
        resolve(exitCode);
      });
      shell.executeCommand(line);
    });
  }
});
