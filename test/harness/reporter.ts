import type Mocha from 'mocha';
import { type SuiteEvent, type TestResult, record } from '../../scripts/lib/results.ts';

/**
 * Reports a mocha run as events, one for each test and one for the end. A failing hook is a separate failure.
 * @param report takes each event as it happens
 * @returns a reporter class for `new Mocha({ reporter })`
 */
export function eventReporter(report: (event: SuiteEvent) => void) {
  return class EventReporter {
    constructor(runner: Mocha.Runner) {
      runner.on('pass', (test) => report({ type: 'pass', title: titleOf(test), ms: test.duration ?? 0 }));
      runner.on('pending', (test) => report({ type: 'skip', title: titleOf(test), ms: 0 }));
      // The first try's error matters most: a later one may fail because of what the first left behind.
      runner.on('retry', (test, error: unknown) =>
        report({ type: 'retry', title: titleOf(test), ms: test.duration ?? 0, error: describeError(error) }),
      );
      runner.on('fail', (test, error: unknown) =>
        report({ type: 'fail', title: titleOf(test), ms: test.duration ?? 0, error: describeError(error) }),
      );
    }
  };
}

function titleOf(test: Mocha.Runnable): string {
  return test.titlePath().join(' > ');
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? '';
  return stack.includes(error.message) ? stack : `${error.message}\n${stack}`;
}

/**
 * Prints and records the events of a suite: failures and tries that failed in full, everything else in a line, and at the end the
 * slowest tests.
 * @returns takes each event as it happens
 */
export function suiteReport(): (event: SuiteEvent) => void {
  const results: TestResult[] = [];
  return (event) => {
    record(event);
    if (event.type === 'end') {
      console.log(slowestText(results));
      return;
    }
    results.push(event);
    printResult(event);
  };
}

/** The ten tests that took longest, as lines to print; empty where no test took a second. */
export function slowestText(results: readonly TestResult[]): string {
  const slow = results.filter(({ ms }) => ms >= 1000).sort((one, other) => other.ms - one.ms);
  if (slow.length === 0) return '';
  const lines = slow.slice(0, 10).map(({ title, ms }) => `  ${(ms / 1000).toFixed(1).padStart(6)} s  ${title}`);
  return ['', '  slowest:', ...lines].join('\n');
}

function printResult(event: TestResult): void {
  const mark = { pass: '  ok  ', skip: '  skip', fail: '  FAIL', retry: '  again' }[event.type];
  console.log(`${mark} ${event.title}${event.ms > 1000 ? ` (${(event.ms / 1000).toFixed(1)} s)` : ''}`);
  if (event.error) console.log(indented(event.error));
}

function indented(text: string): string {
  return text.replace(/^/gm, '         ');
}
