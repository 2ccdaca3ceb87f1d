import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';

/** The program of the command line and the MCP server, in the folder of the extension. */
export function programOf({ extensionUri }: Pick<ExtensionContext, 'extensionUri'>): string {
  return join(extensionUri.fsPath, 'dist', 'daymark.cjs');
}
