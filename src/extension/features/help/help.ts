import { commands } from 'vscode';
import type { ViewCommand } from '../../../core/views/contract.ts';
import type { Feature } from '../../feature.ts';

/** The ways to settings, log, data and the first steps. */
export const help: Feature = {
  id: 'help',
  commands: ({ context, log }) => ({
    'daymark.openSettings': () =>
      commands.executeCommand('workbench.action.openSettings', `@ext:${context.extension.id}`),
    'daymark.openWalkthrough': () =>
      commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#start`, false),
    'daymark.showLog': () => log.show(),
    'daymark.openDataFolder': () => commands.executeCommand('revealFileInOS', context.globalStorageUri),
  }),
};

/** Runs a command for the view. */
export async function runViewCommand(command: ViewCommand): Promise<void> {
  await commands.executeCommand(command);
}
