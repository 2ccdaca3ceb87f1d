import type Mocha from 'mocha';
import { type SuiteEvent, type TestResult, record } from '../../scripts/lib/results.ts';

/** Tests in a row that run into their limit, after which the others of the file are not tried. */
const stuckAtMost = 2;
/** From this on, a failure counts as one that ran into a limit, ms: those of `until` and Playwright are shorter than a test's. */
const stuckMs = 19_000;

/**
 * Reports a mocha run as events, one for each test and one for the end. A failing hook is a separate failure, and so is each test that
 * it kept from running. After two tests in a row that ran into their limit, the others are not tried: the window is probably broken.
 * @param report takes each event as it happens
 * @returns a reporter class for `new Mocha({ reporter })`
 */
export function eventReporter(report: (event: SuiteEvent) => void) {
  return class EventReporter {
    constructor(runner: Mocha.Runner) {
      const root = runner.suite;
      const reported = new Set<Mocha.Runnable>();
      const stuck = new Set<Mocha.Runnable>();
      let reason = 'a hook or a test before it failed';
      const seeEnd = (test: Mocha.Runnable): void => {
        reported.add(originOf(test));
        stuck.clear();
      };
      const seeFailure = (type: 'retry' | 'fail', test: Mocha.Runnable, error: unknown): void => {
        report({ type, title: titleOf(test), ms: test.duration ?? 0, error: describeError(error) });
        if (type === 'fail') reported.add(originOf(test));
        if (isStuck(test, error)) stuck.add(originOf(test));
        if (stuck.size < stuckAtMost) return;
        reason = `${stuckAtMost} tests in a row ran into their limit, as in a window that is broken`;
        runner.abort();
      };
      runner.on('pass', (test) => {
        report({ type: 'pass', title: titleOf(test), ms: test.duration ?? 0 });
        seeEnd(test);
      });
      runner.on('pending', (test) => {
        report({ type: 'skip', title: titleOf(test), ms: 0 });
        seeEnd(test);
      });
      // The first try's error matters most: a later one may fail because of what the first left behind.
      runner.on('retry', (test, error: unknown) => seeFailure('retry', test, error));
      runner.on('fail', (test, error: unknown) => seeFailure('fail', test, error));
      runner.on('end', () =>
        root.eachTest((test) => {
          const isChosen = runner.grepTotal({ eachTest: (see: (one: Mocha.Test) => void) => see(test) } as Mocha.Suite);
          if (isChosen === 0 || reported.has(originOf(test)) || test.isPending()) return;
          report({ type: 'fail', title: titleOf(test), ms: 0, error: `not run, since ${reason}`, notRun: true });
        }),
      );
    }
  };
}

/** The test of which a retry is a copy. */
function originOf(test: Mocha.Runnable): Mocha.Runnable {
  return (test as Mocha.Test & { retriedTest?(): Mocha.Test | undefined }).retriedTest?.() ?? test;
}

function isStuck(test: Mocha.Runnable, error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === 'ERR_MOCHA_TIMEOUT' || (test.duration ?? 0) >= stuckMs;
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

/** The ten tests that took longest, as lines to print; empty if no test took a second. */
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
