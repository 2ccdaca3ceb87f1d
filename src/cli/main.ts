import { errorCode, errorMessage } from '../core/base/appError.ts';

/** `node dist/daymark.cjs`: Daymark on the command line. Each part is loaded when it is asked for. */
async function main([first, ...rest]: readonly string[]): Promise<void> {
  const surroundings = { env: process.env, bundles: __dirname };
  if (first === 'mcp') {
    // Standard output carries the protocol and nothing else.
    console.log = console.error;
    const { startOptions } = await import('../headless/startOptions.ts');
    const { serve } = await import('../mcp/serve.ts');
    return serve(startOptions(rest, surroundings));
  }
  const { runCommand } = await import('./runCommand.ts');
  return runCommand(first === undefined ? [] : [first, ...rest], surroundings);
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`daymark: ${errorMessage(error)} (${errorCode(error)})`);
    process.exit(1);
  },
);
