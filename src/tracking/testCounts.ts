import type { TestCounts } from '../core/facts/signal.ts';

/** A line of a runner's summary; a count that it lacks is 0. */
interface Summary {
  readonly line: RegExp;
  /** Maps the named groups to counts. Default: `passed`, `failed`, and `skipped` by these names. */
  readonly of?: (groups: Readonly<Record<string, number>>) => Partial<TestCounts>;
}

/** Counts the tests: those of `all` that neither failed nor were skipped have passed. */
const rest = ({ all = 0, failed = 0, errors = 0, skipped = 0 }: Readonly<Record<string, number>>): TestCounts => ({
  passed: Math.max(0, all - failed - errors - skipped),
  failed: failed + errors,
  skipped,
});

/**
 * Lines with all counts. A run of several packages, modules, or suites prints several, which add up. The words are those of the test
 * runners' own reporters.
 */
const summaries: readonly Summary[] = [
  // Jest, Vitest: `Tests:       1 failed, 2 skipped, 10 passed, 13 total`, `Tests  1 failed | 10 passed (11)`
  { line: /^\s*Tests:?\s+(?=\d+ (?:failed|passed|skipped|todo))/ },
  // pytest: `==== 1 failed, 10 passed, 2 skipped in 0.12s ====`
  { line: /^=+ (?=.*\d+ (?:passed|failed|errors?|skipped)).* in [\d.]+s.*=+$/ },
  // pytest -q: `1 failed, 10 passed in 0.12s`
  { line: /^(?=\d+ (?:passed|failed|errors?|skipped)).* in [\d.]+s(?: \([\d:]+\))?$/ },
  // Bats: `4 tests, 1 failure, 1 skipped`; Jasmine: `4 specs, 1 failure, 1 pending spec`; ExUnit: `1 property, 2 doctests, 5 tests, 1 failure,
  // 1 excluded, 1 invalid, 1 skipped`, of which all are among the first three, and an invalid one did not run as its setup failed
  {
    line: /^(?:(?<properties>\d+) propert(?:y|ies), )?(?:(?<doctests>\d+) doctests?, )?(?<tests>\d+) (?:tests?|specs?), (?<failures>\d+) failures?(?:, (?<excluded>\d+) excluded)?(?:, (?<errors>\d+) invalid)?(?:, (?<skips>\d+) (?:skipped|pending specs?))?$/,
    of: ({ properties = 0, doctests = 0, tests = 0, failures = 0, excluded = 0, errors = 0, skips = 0 }) =>
      rest({ all: properties + doctests + tests, failed: failures, errors, skipped: excluded + skips }),
  },
  // Busted: `2 successes / 0 failures / 1 error / 1 pending : 0.01 seconds`
  {
    line: /^(?<passed>\d+) success(?:es)? \/ (?<failures>\d+) failures? \/ (?<errors>\d+) errors? \/ (?<skipped>\d+) pending/,
    of: ({ passed = 0, failures = 0, errors = 0, skipped = 0 }) => ({ passed, failed: failures + errors, skipped }),
  },
  // Catch2, doctest: `test cases: 3 | 2 passed | 1 failed`, `[doctest] test cases: 3 | 2 passed | 1 failed | 1 skipped`
  { line: /^(?:\[doctest\] )?test cases: +\d+ \|/ },
  // Catch2: `All tests passed (5 assertions in 3 test cases)`
  { line: /^All tests passed \(\d+ assertions? in (?<passed>\d+) test cases?\)$/ },
  // Check: `66%: Checks: 3, Failures: 1, Errors: 0`
  { line: /^\d+%: Checks: (?<all>\d+), Failures: (?<failed>\d+), Errors: (?<errors>\d+)$/, of: rest },
  // tcltest: `all.tcl: Total 4 Passed 2 Skipped 1 Failed 1`, with tabs
  { line: /^\S+:\tTotal\t\d+\tPassed\t(?<passed>\d+)\tSkipped\t(?<skipped>\d+)\tFailed\t(?<failed>\d+)$/ },
  // node-tap: `# { total: 4, pass: 2, fail: 1, skip: 1 }`
  {
    line: /^# \{ total: \d+, pass: (?<passed>\d+)(?:, fail: (?<failed>\d+))?(?:, (?:skip|todo): (?<skipped>\d+))? \}$/,
  },
  // cargo: `test result: ok. 10 passed; 0 failed; 1 ignored; 0 measured; …`
  { line: /^test result: \w+\. (?<passed>\d+) passed; (?<failed>\d+) failed; (?<skipped>\d+) ignored/ },
  // cargo-nextest: `     Summary [   0.012s] 4 tests run: 2 passed (1 slow), 1 failed, 1 timed out, 1 skipped`
  { line: /^\s*Summary \[\s*[\d.]+s\] +\d+(?:\/\d+)? tests? run: / },
  // Deno: `ok | 10 passed | 0 failed | 1 ignored (12ms)`
  { line: /^(?:ok|FAILED) \| (?<passed>\d+) passed.*? \| (?<failed>\d+) failed(?: \| (?<skipped>\d+) ignored)?/ },
  // .NET: `Passed!  - Failed:     0, Passed:    10, Skipped:     0, Total:    10`
  { line: /^\w+!\s+- Failed:\s+(?<failed>\d+), Passed:\s+(?<passed>\d+), Skipped:\s+(?<skipped>\d+)/ },
  // Maven, of the whole project: `Tests run: 10, Failures: 1, Errors: 0, Skipped: 2`
  {
    line: /^(?:\[\w+\]\s+)?Tests run: (?<all>\d+), Failures: (?<failed>\d+), Errors: (?<errors>\d+), Skipped: (?<skipped>\d+)\s*$/,
    of: rest,
  },
  // Gradle: `10 tests completed, 1 failed, 2 skipped`
  { line: /^(?<all>\d+) tests? completed(?:, (?<failed>\d+) failed)?(?:, (?<skipped>\d+) skipped)?$/, of: rest },
  // test-unit: `4 tests, 3 assertions, 1 failures, 0 errors, 1 pendings, 0 omissions, …`
  {
    line: /^(?<all>\d+) tests, \d+ assertions, (?<failed>\d+) failures, (?<errors>\d+) errors, (?<pending>\d+) pendings, (?<omitted>\d+) omissions/,
    of: ({ pending = 0, omitted = 0, ...counts }) => rest({ ...counts, skipped: pending + omitted }),
  },
  // RSpec: `10 examples, 1 failure, 2 pending, 1 error occurred outside of examples`
  {
    line: /^(?<all>\d+) examples?, (?<failed>\d+) failures?(?:, (?<skipped>\d+) pending)?(?:, (?<outside>\d+) errors? occurred outside)?/,
    of: ({ outside = 0, ...counts }) => ({ ...rest(counts), failed: (counts['failed'] ?? 0) + outside }),
  },
  // Minitest: `10 runs, 20 assertions, 1 failures, 0 errors, 2 skips`
  {
    line: /^(?<all>\d+) (?:runs|tests), \d+ assertions, (?<failed>\d+) failures, (?<errors>\d+) errors, (?<skipped>\d+) skips/,
    of: rest,
  },
  // PHPUnit: `OK (10 tests, 20 assertions)`, `Tests: 10, Assertions: 20, Failures: 1, Skipped: 2, Incomplete: 1.`
  { line: /^OK \((?<all>\d+) tests?, \d+ assertions?\)/, of: rest },
  {
    line: /^Tests: (?<all>\d+), Assertions: \d+(?:, Errors: (?<errors>\d+))?(?:, Failures: (?<failed>\d+))?(?:.*?, Skipped: (?<skips>\d+))?(?:.*?, Incomplete: (?<incomplete>\d+))?/,
    of: ({ skips = 0, incomplete = 0, ...counts }) => rest({ ...counts, skipped: skips + incomplete }),
  },
  // gotestsum: `DONE 10 tests, 1 skipped, 2 failures in 0.3s`
  { line: /^DONE (?<all>\d+) tests?(?:, (?<skipped>\d+) skipped)?(?:, (?<failed>\d+) failures?)? in /, of: rest },
  // CTest: `90% tests passed, 1 tests failed out of 10`
  { line: /^\d+% tests passed, (?<failed>\d+) tests? failed out of (?<all>\d+)/, of: rest },
];

/** Lines that say one count each, and add up too. The first group is the count. */
const parts: readonly (readonly [keyof TestCounts, RegExp])[] = [
  // Mocha and Playwright: `  12 passing (3s)`, `  2 failing`, `  1 pending`; `  10 passed (3.2s)`, `  1 failed`, `  2 skipped`, `  1 flaky`,
  // which passed when it was tried again, `  1 did not run`, `  1 interrupted`
  ['passed', /^\s+(\d+) (?:(?:passing|passed)(?: \([\d.]+\w+\))?|flaky)$/],
  ['failed', /^\s+(\d+) (?:failing|failed|interrupted)$/],
  ['skipped', /^\s+(\d+) (?:pending|skipped|did not run)$/],
  // Node and the ends of TAP: `# pass 10` (or an information sign), `# fail  1`
  ['passed', /^(?:\u2139|#) pass +(\d+)$/],
  ['failed', /^(?:\u2139|#) (?:fail|cancelled) +(\d+)$/],
  ['skipped', /^(?:\u2139|#) (?:skip|skipped|todo) +(\d+)$/],
  // GoogleTest: `[  PASSED  ] 2 tests.`, `[  FAILED  ] 1 test, listed below:`
  ['passed', /^\[ {2}PASSED {2}\] (\d+) tests?\.$/],
  ['failed', /^\[ {2}FAILED {2}\] (\d+) tests?, listed below:$/],
  ['skipped', /^\[ {2}SKIPPED \] (\d+) tests?, listed below:$/],
  // Bun: ` 10 pass`, ` 1 fail`, ` 2 skip`, ` 1 todo`
  ['passed', /^\s(\d+) pass$/],
  ['failed', /^\s(\d+) fail$/],
  ['skipped', /^\s(\d+) (?:skip|todo)$/],
];

/** Lines for one test each, as printed by `go test -v`. */
const single: readonly (readonly [keyof TestCounts, RegExp])[] = [
  ['passed', /^--- PASS: /],
  ['failed', /^--- FAIL: /],
  ['skipped', /^--- SKIP: /],
];

/** Lines by which a run is red though none of its counts may be: a file, module, or package of it could not be run, or is counted elsewhere. */
const reds: readonly RegExp[] = [
  // `Test Suites: 1 failed, 1 passed`, ` Test Files  1 failed`, `     Errors  1 error`, ` 1 error`, `packages/a test:   1 failing`
  /^(?:[^|:]*[|:] )?(?:[A-Z][\w ]*\w:? )?[1-9]\d* (?:failed|failing|failures?|errors?)\b/,
  // Go, Jest: a package or file; Maven, Gradle; cargo, rustc
  /^FAIL\b/,
  /\bBUILD FAIL(?:URE|ED)\b/,
  /^error(?:\[\w+\])?: /,
  /^panic: /,
];
/** The screen is cleared, or Vitest watches: another run begins, whose counts aren't those of the first. */
// oxlint-disable-next-line no-control-regex -- it begins with the escape character
const again = /\u001B(?:c|\[[23]J)|^\s*RERUN /;

/** Colours and other instructions to a terminal. */
// oxlint-disable-next-line no-control-regex -- they begin with the escape character
const controls = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[@-Z\\^-~])/g;
/** The rest of longer lines is ignored; summaries are short. */
const lineAtMost = 2_000;
/** More tests than any run has; a larger number means something else. */
const mostTests = 10_000_000;
const none: TestCounts = { passed: 0, failed: 0, skipped: 0 };

/** Finds the counts of a test run in its streamed output. Only numbers and the current line are kept. */
export class TestOutput {
  #line = '';
  #found: TestCounts | undefined;
  /** Counts from lines for one test each, which apply if no summary follows. */
  #singles: TestCounts | undefined;
  /** Without `go test -v` only failures have a line. */
  #hasAllSingles = false;
  /** A line says that something failed, see `reds`. */
  #isRed = false;
  /** There were several runs, of which none stands for the others. */
  #isAgain = false;
  /** For Python's unittest: it prints the number of tests first, and the results later. */
  #ran: number | undefined;

  /** The next piece of the output. */
  add(text: string): void {
    const lines = (this.#line + text).split('\n');
    this.#line = lastOf(lines.pop() ?? '').slice(-lineAtMost);
    for (const line of lines) this.#see(line);
  }

  /**
   * Returns the counts.
   * @param exitCode of the run, if known
   * @returns undefined if no runner's summary was seen, where the counts contradict the exit code or what else the runner said (a red run
   * never becomes green), and where tests ran several times
   */
  end(exitCode?: number): TestCounts | undefined {
    this.#see(this.#line);
    this.#line = '';
    const found = this.#found ?? (this.#hasAllSingles ? this.#singles : undefined);
    if (!found || Object.values(found).some((count) => count > mostTests)) return undefined;
    if (this.#isAgain) return undefined;
    const isRed = this.#isRed || (exitCode !== undefined && exitCode !== 0);
    return isRed && found.failed === 0 ? undefined : found;
  }

  #see(raw: string): void {
    if ((this.#found ?? this.#singles) && again.test(raw)) this.#isAgain = true;
    const line = lastOf(raw).slice(0, lineAtMost).replaceAll(controls, '').replaceAll('\r', '');
    if (!/\d|PASS|FAIL|SKIP|OK|RUN|error|panic/.test(line)) return;
    const counts = bySummary(line) ?? byParts(line) ?? this.#byUnittest(line);
    if (counts) this.#found = sumOf(this.#found ?? none, counts);
    else this.#isRed ||= isRed(line);
    if (line.startsWith('=== RUN ')) this.#hasAllSingles = true;
    const single = bySingle(line);
    if (single) this.#singles = sumOf(this.#singles ?? none, single);
  }

  /** `Ran 10 tests in 0.001s`, then `OK (skipped=1)` or `FAILED (failures=1, errors=1)`. */
  #byUnittest(line: string): TestCounts | undefined {
    const ran = /^Ran (\d+) tests? in /.exec(line)?.[1];
    if (ran !== undefined) this.#ran = Number(ran);
    const how = /^(?:OK|FAILED)(?: \((.*)\))?$/.exec(line.trimEnd());
    if (this.#ran === undefined || !how) return undefined;
    const found = Object.fromEntries((how[1] ?? '').split(', ').map((part) => part.split('=') as [string, string]));
    const count = (name: string): number => Number(found[name] ?? 0);
    const all = this.#ran;
    this.#ran = undefined;
    return rest({
      all,
      failed: count('failures') + count('unexpected successes'),
      errors: count('errors'),
      skipped: count('skipped') + count('expected failures'),
    });
  }
}

/** Returns what is left of a line on the screen, where a progress bar writes one over the other. */
function lastOf(line: string): string {
  let end = line.length;
  while (line[end - 1] === '\r') end--;
  return end === 0 ? line : line.slice(line.lastIndexOf('\r', end - 1) + 1);
}

function isRed(line: string): boolean {
  const words = line.trim().replaceAll(/\s+/g, ' ');
  return reds.some((red) => red.test(words));
}

function bySummary(line: string): TestCounts | undefined {
  for (const { line: pattern, of } of summaries) {
    const match = pattern.exec(line);
    if (!match) continue;
    const groups = match.groups ? numbersIn(match.groups) : { ...named(line) };
    return { ...none, ...(of ? of(groups) : groups) };
  }
  return undefined;
}

function byParts(line: string): TestCounts | undefined {
  for (const [name, pattern] of parts) {
    const count = pattern.exec(line)?.[1];
    if (count !== undefined) return { ...none, [name]: Number(count) };
  }
  return undefined;
}

function bySingle(line: string): TestCounts | undefined {
  const found = single.find(([, pattern]) => pattern.test(line));
  return found && { ...none, [found[0]]: 1 };
}

function numbersIn(groups: Readonly<Record<string, string | undefined>>): Record<string, number> {
  return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, Number(text ?? 0)]));
}

/** Counts before their words, in any order: `1 failed, 2 skipped, 10 passed`. */
function named(line: string): TestCounts {
  const count = (word: string): number => Number(new RegExp(`(\\d+) ${word}\\b`).exec(line)?.[1] ?? 0);
  return {
    passed: count('passed') + count('xpassed'),
    failed: count('failed') + count('errors?') + count('timed out') + count('exec failed'),
    skipped: count('skipped') + count('todo') + count('xfailed') + count('expected fail'),
  };
}

function sumOf(a: TestCounts, b: TestCounts): TestCounts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}
