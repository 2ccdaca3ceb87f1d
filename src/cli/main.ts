import { isMainThread, workerData } from 'node:worker_threads';
import { errorCode, errorMessage } from '../core/base/appError.ts';
import { commandFirst } from './commandFirst.ts';
import type { HubThreadInput } from '../headless/hubThread.ts';
import type { OpenMcpOverHttp } from '../headless/mcpOverHttp.ts';

/** `node dist/daymark.cjs`: Daymark on the command line. Each part is loaded when needed. */
async function main(argv: readonly string[]): Promise<void> {
  const [first, ...rest] = commandFirst(argv);
  const surroundings = { env: process.env, bundles: __dirname };
  if (first === 'mcp') {
    // Standard output carries the protocol and nothing else.
    console.log = console.error;
    const { startOptions } = await import('../headless/startOptions.ts');
    const { serve } = await import('../mcp/serve.ts');
    return serve(startOptions(rest, surroundings));
  }
  if (first === 'hub') {
    const { runHubProgram } = await import('../headless/hubProgram.ts');
    return runHubProgram(rest, { ...surroundings, openMcp });
  }
  if (first === '--version') return console.log((await import('../mcp/version.ts')).versionOf());
  const { runCommand } = await import('./runCommand.ts');
  return runCommand(first === undefined ? [] : [first, ...rest], surroundings);
}

/** VS Code runs this file in a thread too, for the hub of a window. */
async function thread(): Promise<void> {
  const { serveThread } = await import('../headless/hubThread.ts');
  await serveThread(workerData as HubThreadInput, openMcp);
}

/** The MCP server of the hub, loaded when a client asks for it. */
const openMcp: OpenMcpOverHttp = async (options) => {
  const { openInHub } = await import('../mcp/openInHub.ts');
  return openInHub(options);
};

(isMainThread ? main(process.argv.slice(2)) : thread()).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`daymark: ${errorMessage(error)} (${errorCode(error)})`);
    process.exit(1);
  },
);
