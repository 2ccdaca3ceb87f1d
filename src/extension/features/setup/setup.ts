import { commands } from 'vscode';
import type { Feature } from '../../feature.ts';

/** The settings page of the dashboard: how GitHub, tracking, AI and the data stand, each with the commands and settings that change it. */
export const setup: Feature = {
  id: 'setup',
  commands: (services) => ({ 'daymark.showSetup': () => services.dashboard.show('settings') }),
  handlers: (services) => ({
    'setup.get': async () => (await import('./setupView.ts')).readSetup(services),
    'settings.open': async ({ query }) => {
      const { extension } = services.context;
      await commands.executeCommand('workbench.action.openSettings', `@ext:${extension.id} ${query}`.trim());
      return {};
    },
  }),
};
