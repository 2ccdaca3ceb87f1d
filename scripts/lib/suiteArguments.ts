import { parseArgs } from 'node:util';

/** The arguments of every test script. */
export interface SuiteArguments {
  /** Only runs tests whose full title matches. */
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
