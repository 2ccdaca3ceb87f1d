import * as vscode from 'vscode';
import type { Where } from '../../shared/signal.ts';
import type { Sensor, SensorContext } from '../sensor.ts';
import { commandOf } from './support/command.ts';

/** Commands in terminals, where the shell tells them (shell integration): the program and what it is for, never its arguments. */
export const terminals: Sensor = {
  id: 'terminals',
  start: (context) => {
    const keys = new Map<vscode.TerminalShellExecution, string>();
    let count = 0;
    return vscode.Disposable.from(
      vscode.window.onDidStartTerminalShellExecution(({ execution }) => {
        const { commandLine, cwd } = execution;
        const detail = context.terminalCommands?.() ?? 'program';
        const command = detail === 'off' ? undefined : commandOf(commandLine.value);
        if (!command) return;
        const key = `command:${++count}`;
        keys.set(execution, key);
        const name = detail === 'full' ? commandLine.value : command.name;
        const where = placeOf(cwd, context);
        context.emit({ type: 'runStart', key, source: 'terminal', group: command.group, name, where });
      }),
      vscode.window.onDidEndTerminalShellExecution(({ execution, exitCode }) => {
        const key = keys.get(execution);
        if (key === undefined) return;
        keys.delete(execution);
        context.emit({ type: 'runEnd', key, ...(exitCode !== undefined && { exitCode }) });
      }),
    );
  },
};

/** The project that a command was given in. */
function placeOf(cwd: vscode.Uri | undefined, { places }: SensorContext): Where {
  if (!cwd) return places.ofWindow();
  const { project, branch } = places.ofUri(vscode.Uri.joinPath(cwd, '.')).where;
  if (project === undefined) return places.ofWindow();
  return { project, ...(branch !== undefined && { branch }) };
}
