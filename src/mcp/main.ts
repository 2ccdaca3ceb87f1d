import { errorCode, errorMessage } from '../core/base/appError.ts';
import { startOptions } from '../headless/startOptions.ts';

/**
 * `node dist/mcp.cjs [--data <folder>] [--names full|aliased|none] [--allow-write]`: the MCP server over stdio. Standard output carries
 * the protocol and nothing else.
 */
async function main(): Promise<void> {
  console.log = console.error;
  const options = startOptions(process.argv.slice(2), process.env, { folder: __dirname, names: 'aliased' });
  const { serve } = await import('./serve.ts');
  await serve(options);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`daymark: ${errorMessage(error)} (${errorCode(error)})`);
    process.exit(1);
  },
);
