import { parseArgs } from 'node:util';

/** What every test script understands. */
export interface SuiteArguments {
  /** Runs only tests whose full title matches. */
  readonly grep: string | undefined;
  /** Test files to run instead of all of the suite's. */
  readonly files: readonly string[];
}

/** Reads `[FILES] [--grep TEXT]` from the command line. */
export function suiteArguments(args = process.argv.slice(2)): SuiteArguments {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { grep: { type: 'string', short: 'g' } },
  });
  return { grep: values.grep, files: positionals };
}
