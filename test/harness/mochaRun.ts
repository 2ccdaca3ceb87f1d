import Mocha from 'mocha';
import type { SuiteEvent } from '../../scripts/lib/results.ts';
import { eventReporter } from './reporter.ts';

export interface MochaRun {
  /** Puts the tests into the runner. */
  readonly load: (mocha: Mocha) => Promise<void> | void;
  /** Takes each event as it happens, the end included. */
  readonly report: (event: SuiteEvent) => void;
  /** Limit of one test, in milliseconds. */
  readonly timeout: number;
  /** Number of times that a failing test is tried again, for tests that drive a whole VS Code, whose focus and timing can't be controlled. */
  readonly retries?: number;
  /** Only runs tests whose full title matches. */
  readonly grep?: string | undefined;
}

/**
 * Runs mocha tests in this process.
 * @returns the number of failures
 */
export async function runMocha(run: MochaRun): Promise<number> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: run.timeout,
    retries: run.retries ?? 0,
    color: false,
    forbidOnly: process.env['CI'] === 'true',
    reporter: eventReporter(run.report) as unknown as Mocha.ReporterConstructor,
    ...(run.grep === undefined ? {} : { grep: run.grep }),
  });
  await run.load(mocha);
  const found = mocha.suite.total();
  const failures = await new Promise<number>((resolve) => void mocha.run(resolve));
  // Its listeners and those of the next run would send a rejection to each other for ever.
  mocha.dispose();
  run.report({ type: 'end', found, filtered: run.grep !== undefined });
  return failures;
}
