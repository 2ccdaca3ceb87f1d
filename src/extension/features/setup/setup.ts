import { commands } from 'vscode';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';

/** The settings page of the dashboard: how GitHub, tracking, AI and the data stand, each with the commands and settings that change it. */
export const setup: Feature = {
  id: 'setup',
  commands: (services) => ({ 'daymark.showSetup': () => services.dashboard.show('settings') }),
};

/** Opens VS Code's settings, filtered to those of Daymark that contain `query`. */
export async function openSettingsAt({ context }: Services, query: string): Promise<void> {
  await commands.executeCommand('workbench.action.openSettings', `@ext:${context.extension.id} ${query}`.trim());
}
