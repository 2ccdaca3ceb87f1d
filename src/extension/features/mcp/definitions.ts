import { join } from 'node:path';
import { McpStdioServerDefinition, type McpServerDefinitionProvider } from 'vscode';
import { handOver, secretVariable } from '../../../headless/handedSecret.ts';
import type { Services } from '../../services.ts';

const nameOptions = { real: 'full', aliased: 'aliased', none: 'none' } as const;

/** The server as VS Code lists it. It runs in the Node of the editor, and tells names by the settings. */
export function definitions(services: Services): McpServerDefinitionProvider<McpStdioServerDefinition> {
  const { context, settings } = services;
  return {
    onDidChangeMcpServerDefinitions: settings.onDidChange,
    provideMcpServerDefinitions: () => {
      if (!settings.get('mcp.enabled')) return [];
      const { version } = context.extension.packageJSON as { readonly version: string };
      const names = settings.get('ai.enabled') ? nameOptions[settings.get('ai.names')] : 'none';
      const args = [programOf(services), '--data', context.globalStorageUri.fsPath, '--names', names];
      const env = { ELECTRON_RUN_AS_NODE: '1' };
      return [new McpStdioServerDefinition('Daymark', process.execPath, args, env, `${version} ${names}`)];
    },
    // Only when the server starts: what opens the names is in no list that VS Code may keep.
    resolveMcpServerDefinition: async (server) => {
      const { secret, newest, place } = await services.vault;
      if (secret && place === 'secretStorage') server.env[secretVariable] = handOver({ secret, newest });
      return server;
    },
  };
}

/** The file of the server, beside this bundle. */
export function programOf({ context }: Pick<Services, 'context'>): string {
  return join(context.extensionUri.fsPath, 'dist', 'mcp.cjs');
}
