import { ensureCodeServer } from './codeServer.ts';

/** A test suite: a script that runs in a separate process and records its results. */
export interface Suite {
  readonly name: string;
  /** Relative to the project. */
  readonly script: string;
  /** Minutes after which the suite is killed and counted as failed. */
  readonly minutes: number;
  /** Files that must be built before, once for all suites. */
  readonly needs: 'nothing' | 'build' | 'package';
  /** Downloads what it uses, if it isn't there. */
  readonly fetch?: () => Promise<unknown>;
}

const real: readonly Suite[] = [
  { name: 'unit', script: 'scripts/testUnit.ts', minutes: 10, needs: 'build' },
  { name: 'backend', script: 'scripts/testBackend.ts', minutes: 10, needs: 'nothing' },
  { name: 'browser', script: 'scripts/testBrowser.ts', minutes: 5, needs: 'nothing' },
  { name: 'editor', script: 'scripts/testEditor.ts', minutes: 30, needs: 'build', fetch: ensureCodeServer },
  { name: 'ui', script: 'scripts/testUi.ts', minutes: 30, needs: 'package', fetch: ensureCodeServer },
  { name: 'fault', script: 'scripts/testFault.ts', minutes: 20, needs: 'build' },
];

/** Suites that fail in every possible way, to test the runner itself: DAYMARK_SELFTEST_FAIL=1 npm test. */
const failing = ['failing', 'crashing', 'empty', 'hanging', 'flaky', 'fresh', 'stuck', 'workers'];
const selfTest: readonly Suite[] = failing.map((name) => ({
  name: `selftest-${name}`,
  script: `test/harness/selfTest/${name}.ts`,
  minutes: name === 'hanging' ? 0.02 : 1,
  needs: 'nothing',
}));

/** All suites of `npm test`, in the order in which they run. */
export const suites: readonly Suite[] = process.env['DAYMARK_SELFTEST_FAIL'] === '1' ? [...real, ...selfTest] : real;

/**
 * Checks and suites by lane: a lane's steps run one after another, the lanes side by side. A real VS Code mostly waits, and leaves time for
 * what doesn't need one. The first lane prints as it goes, so it has what fails first.
 */
export const laneNames: readonly (readonly string[])[] = [
  ['types', 'lint', 'dead code', 'format', 'unit', 'backend', 'browser', 'fault', 'selftest-failing'],
  ['editor', 'selftest-crashing'],
  ['ui'],
];
