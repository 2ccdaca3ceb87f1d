import { Disposable, lm } from 'vscode';
import { nodeFiles } from '../../../storage/disk/nodeFiles.ts';
import { layoutOf } from '../../../storage/disk/layout.ts';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';
import { leaveSettings } from '../../leaveSettings.ts';
import { definitions } from './definitions.ts';

/** The id in package.json. */
const providerId = 'daymark.mcp';

/** Lists the MCP server in VS Code when the user switched it on, and helps to add it to other clients. */
export const mcp: Feature = {
  id: 'mcp',
  commands: (services) => ({
    'daymark.copyMcpConfiguration': async () => (await import('./copyConfiguration.ts')).copyConfiguration(services),
  }),
  start: (services) => {
    let provider: Disposable | undefined;
    const follow = (): void => {
      const isWanted = services.settings.get('mcp.enabled');
      // Stays registered, and provides nothing when turned off, since VS Code remembers the servers of a provider that disappears.
      if (isWanted) provider ??= register(services);
      // A client with an earlier configuration needs today's settings.
      if (
        !isWanted &&
        !services.settings.get('terminal.command') &&
        !nodeFiles.stat(layoutOf(services.context.globalStorageUri.fsPath).settings)
      )
        return;
      leaveSettings(services).catch(() =>
        services.log.warn('the settings could not be left for programs outside VS Code'),
      );
    };
    follow();
    const listeners = [services.settings, services.timeZone, services.remotes].map(({ onDidChange }) =>
      onDidChange(follow),
    );
    return new Disposable(() => {
      for (const each of [...listeners, provider]) each?.dispose();
    });
  },
};

/** Editors built on VS Code may lack what its types promise. */
function register(services: Services): Disposable | undefined {
  const api = lm as Partial<typeof lm> | undefined;
  return api?.registerMcpServerDefinitionProvider?.(providerId, definitions(services));
}
