import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/**
 * The result of a test, or of a failed try that is repeated (`retry`); suites report these one by one, so that a crash loses no earlier
 * ones.
 */
export interface TestResult {
  readonly type: 'pass' | 'fail' | 'skip' | 'retry';
  /** The names of the describe blocks and the test, joined by " > ". */
  readonly title: string;
  readonly ms: number;
  /** Message and stack, of a failure or a retry only. */
  readonly error?: string;
  /** True if the test failed only because it could not be run. */
  readonly notRun?: true;
}

/** The last event of a suite that ran to its end. `found` counts tests before --grep; `filtered` says whether there was one. */
export interface SuiteEnd {
  readonly type: 'end';
  readonly found: number;
  readonly filtered: boolean;
}

export type SuiteEvent = TestResult | SuiteEnd;

/** Names the file to which a suite's process appends its events, one JSON object per line. */
export const resultsVariable = 'DAYMARK_TEST_RESULTS';

/** The counts of a suite's results. */
export interface SuiteSummary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** A description of each failure, for the list at the end. */
  readonly failures: readonly string[];
  /** Tests with a failed try. They are counted by their final result. */
  readonly retried: readonly string[];
}

/** Appends an event to the results file, if the process was given one. */
export function record(event: SuiteEvent): void {
  const file = process.env[resultsVariable];
  if (file) appendFileSync(file, `${JSON.stringify(event)}\n`);
}

/**
 * Reads what a suite's process recorded and adds a failure where the suite as such failed: it didn't reach its end, it
 * found no test, or its process failed though no test did.
 */
export function summarize(file: string, exitCode: number): SuiteSummary {
  const events = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map(parseEvent) : [];
  const results = events.filter((event) => event.type !== 'end');
  const failures = results.filter(({ type }) => type === 'fail').map(({ title }) => title);
  const fault = suiteFault(events, failures.length, exitCode);
  if (fault) failures.push(fault);
  return {
    passed: results.filter(({ type }) => type === 'pass').length,
    failed: failures.length,
    skipped: results.filter(({ type }) => type === 'skip').length,
    failures,
    retried: [...new Set(results.filter(({ type }) => type === 'retry').map(({ title }) => title))],
  };
}

function suiteFault(events: readonly SuiteEvent[], failed: number, exitCode: number): string | undefined {
  const end = events.find((event) => event.type === 'end');
  if (!end) return `the suite did not reach its end (exit code ${exitCode})`;
  if (end.found === 0) return 'the suite has no test';
  if (events.length === 1 && !end.filtered) return 'the suite executed no test';
  if (exitCode !== 0 && failed === 0) return `the suite's process failed (exit code ${exitCode}) though no test did`;
  return undefined;
}

function parseEvent(line: string): SuiteEvent {
  return JSON.parse(line) as SuiteEvent;
}
