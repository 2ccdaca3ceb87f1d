import path from 'node:path';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';
import { programOf } from '../../commandLine.ts';

/** Puts the `daymark` command on the path of new terminals when the user switched it on. */
export const terminal: Feature = {
  id: 'terminal',
  start: (services) => {
    const follow = (): void => {
      const { environmentVariableCollection: variables } = services.context;
      if (services.settings.get('terminal.command'))
        offer(services).catch(() => services.log.warn('terminal: no command'));
      // VS Code remembers the variables between sessions.
      else if (variables.get('PATH')) variables.clear();
    };
    follow();
    return services.settings.onDidChange(follow);
  },
};

async function offer(services: Services): Promise<void> {
  const { writeLauncher } = await import('./launcher.ts');
  const { context, t } = services;
  const data = context.globalStorageUri.fsPath;
  const folder = path.join(data, 'bin');
  writeLauncher(folder, { node: process.execPath, program: programOf(context), data, platform: process.platform });
  const variables = context.environmentVariableCollection;
  variables.description = t('Adds the `daymark` command');
  variables.prepend('PATH', `${folder}${path.delimiter}`);
}
