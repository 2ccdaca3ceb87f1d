import { McpStdioServerDefinition, type McpServerDefinitionProvider } from 'vscode';
import { handOver, secretVariable } from '../../../headless/handedSecret.ts';
import { programOf } from '../../commandLine.ts';
import type { Services } from '../../services.ts';

const nameOptions = { real: 'full', aliased: 'aliased', none: 'none' } as const;

/** The server as VS Code lists it. It runs in the editor's Node, and shows names as the settings allow. */
export function definitions(services: Services): McpServerDefinitionProvider<McpStdioServerDefinition> {
  const { context, settings } = services;
  return {
    onDidChangeMcpServerDefinitions: settings.onDidChange,
    provideMcpServerDefinitions: () => {
      if (!settings.get('mcp.enabled')) return [];
      const { version } = context.extension.packageJSON as { readonly version: string };
      const names = settings.get('ai.enabled') ? nameOptions[settings.get('ai.names')] : 'none';
      const args = [programOf(context), 'mcp', '--data', context.globalStorageUri.fsPath, '--names', names];
      const env = { ELECTRON_RUN_AS_NODE: '1' };
      return [new McpStdioServerDefinition('Daymark', process.execPath, args, env, `${version} ${names}`)];
    },
    // Only when the server starts, so that the key for names is in no list that VS Code may store.
    resolveMcpServerDefinition: async (server) => {
      const { secret, newest, revoked, place } = await services.vault;
      if (secret && place === 'secretStorage') server.env[secretVariable] = handOver({ secret, newest, revoked });
      return server;
    },
  };
}
