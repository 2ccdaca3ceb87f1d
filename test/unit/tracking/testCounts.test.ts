import { readFileSync } from 'node:fs';
import path from 'node:path';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { projectFolder } from '../../../scripts/lib/folders.mjs';
import { TestOutput } from '../../../src/tracking/testCounts.ts';

function countsOf(output: string, pieces = [output]): (number | undefined)[] | undefined {
  const reader = new TestOutput();
  for (const piece of pieces) reader.add(piece);
  const found = reader.end();
  return found && [found.passed, found.failed, found.skipped];
}

/** The ends of real runs, with their counts. */
const outputs: Readonly<Record<string, readonly [output: string, counts: readonly number[]]>> = {
  'test-unit': ['10 tests, 3 assertions, 2 failures, 1 errors, 2 pendings, 1 omissions, 0 notifications\n', [4, 3, 3]],
  mocha: ['\n\n  12 passing (3s)\n  1 pending\n  2 failing\n\n  1) a test\n', [12, 2, 1]],
  jest: [
    'Test Suites: 1 failed, 1 passed, 2 total\nTests:       1 failed, 2 skipped, 10 passed, 13 total\nSnapshots:   0 total\n',
    [10, 1, 2],
  ],
  vitest: [
    ' Test Files  1 failed | 2 passed (3)\n      Tests  1 failed | 10 passed | 2 skipped (13)\n   Duration  1.2s\n',
    [10, 1, 2],
  ],
  pytest: ['FAILED test_a.py::test_b - x\n===== 1 failed, 10 passed, 2 skipped in 0.12s =====\n', [10, 1, 2]],
  'pytest with errors': ['=== 3 passed, 1 xfailed, 2 errors in 61.02s (0:01:01) ===\n', [3, 2, 1]],
  unittest: ['Ran 10 tests in 0.001s\n\nFAILED (failures=1, errors=2, skipped=3)\n', [4, 3, 3]],
  'unittest, all well': ['Ran 10 tests in 0.001s\n\nOK\n', [10, 0, 0]],
  node: ['ℹ tests 5\nℹ suites 0\nℹ pass 3\nℹ fail 1\nℹ cancelled 0\nℹ skipped 1\nℹ todo 0\n', [3, 1, 1]],
  'node, TAP': ['1..2\n# tests 2\n# pass 1\n# fail 1\n# skipped 0\n', [1, 1, 0]],
  cargo: [
    'test result: ok. 10 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\n   Doc-tests x\n\ntest result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n',
    [12, 1, 1],
  ],
  'go test -v': [
    '--- PASS: TestA (0.00s)\n=== RUN   TestB\n--- FAIL: TestB (0.00s)\n--- SKIP: TestC\nFAIL\n',
    [1, 1, 1],
  ],
  gotestsum: ['DONE 10 tests, 1 skipped, 2 failures in 0.3s\n', [7, 2, 1]],
  dotnet: ['Passed!  - Failed:     0, Passed:    10, Skipped:     1, Total:    11, Duration: 5 ms\n', [10, 0, 1]],
  maven: [
    '[INFO] Tests run: 4, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.01 s - in A\n[ERROR] Tests run: 10, Failures: 1, Errors: 1, Skipped: 2\n',
    [6, 2, 2],
  ],
  gradle: ['10 tests completed, 1 failed, 2 skipped\n', [7, 1, 2]],
  rspec: ['10 examples, 1 failure, 2 pending\n', [7, 1, 2]],
  minitest: ['10 runs, 20 assertions, 1 failures, 1 errors, 2 skips\n', [6, 2, 2]],
  phpunit: ['Tests: 10, Assertions: 20, Failures: 1, Skipped: 2.\n', [7, 1, 2]],
  'phpunit, all well': ['OK (10 tests, 20 assertions)\n', [10, 0, 0]],
  playwright: ['  1 failed\n    a.spec.ts:1:1 › b\n  2 skipped\n  10 passed (3.2s)\n', [10, 1, 2]],
  bun: [' 10 pass\n 2 skip\n 1 fail\n 13 expect() calls\n', [10, 1, 2]],
  deno: ['ok | 10 passed (3 steps) | 0 failed | 1 ignored (12ms)\n', [10, 0, 1]],
  ctest: ['90% tests passed, 1 tests failed out of 10\n', [9, 1, 0]],
};

/** Output of test runners; see the README beside it. */
const recorded = JSON.parse(
  readFileSync(path.join(projectFolder, 'test/fixtures/testOutputs/outputs.json'), 'utf8'),
) as readonly {
  readonly runner: string;
  readonly version: string;
  readonly reporter?: string;
  readonly exitCode: number;
  readonly counts: readonly number[] | null;
  readonly output: string;
}[];

describe('the counts of a test run', () => {
  for (const { runner, version, reporter = '', exitCode, counts, output } of recorded)
    it(`are read from what ${runner} ${version} wrote ${reporter}`, () => {
      const reader = new TestOutput();
      reader.add(output);
      const found = reader.end(exitCode);
      assert.deepEqual(found ? [found.passed, found.failed, found.skipped] : null, counts);
    });

  it('are tried with at least 30 runners', () => {
    assert.ok(new Set(recorded.map(({ runner }) => runner)).size >= 30);
  });

  for (const [runner, [output, counts]] of Object.entries(outputs))
    it(`are read from what ${runner} says`, () => {
      assert.deepEqual(countsOf(output), counts);
      assert.deepEqual(countsOf(`compiling 3 files…\n${output.replaceAll('\n', '\r\n')}`), counts);
    });

  it('are found among colours', () => {
    assert.deepEqual(
      countsOf('\u001B[92m \u001B[0m\u001B[32m 12 passing\u001B[0m\u001B[90m (3s)\u001B[0m\n'),
      [12, 0, 0],
    );
  });

  it('are not found where nothing says them', () => {
    for (const text of ['', 'ok  \tpkg\t0.1s\n', 'passed\n', '10 passed the gate\n', 'all 3 tests are fine\n', 'OK\n'])
      assert.equal(countsOf(text), undefined, text);
  });

  it('are the same however the output comes in pieces', () => {
    const all = Object.values(outputs);
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.array(fc.nat({ max: 200 })), ([output, counts], cuts) => {
        const at = [0, ...cuts.map((cut) => Math.min(cut, output.length)).sort((a, b) => a - b), output.length];
        const pieces = at.slice(1).map((end, i) => output.slice(at[i], end));
        assert.deepEqual(countsOf(output, pieces), counts);
      }),
    );
  });

  it('do not wait for the end of a line that has none', () => {
    const reader = new TestOutput();
    for (let i = 0; i < 1000; i++) reader.add('x'.repeat(10_000));
    assert.equal(reader.end(), undefined);
  });

  it('of several packages, modules, and suites add up (C08)', () => {
    const jest = (counts: string): string => `Test Suites: 1 total\nTests:       ${counts}\n`;
    assert.deepEqual(countsOf(`${jest('2 failed, 10 passed, 12 total')}> b\n${jest('5 passed, 5 total')}`), [15, 2, 0]);
    assert.deepEqual(countsOf('  12 passing (3s)\n  2 failing\n\n> b\n\n  3 passing (1s)\n'), [15, 2, 0]);
    assert.deepEqual(
      countsOf(
        '[ERROR] Tests run: 3, Failures: 1, Errors: 0, Skipped: 0\n[INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0\n',
      ),
      [7, 1, 0],
    );
    assert.deepEqual(
      countsOf('# pass 1\n# fail 1\n# cancelled 0\n# skipped 0\n> b\n# pass 1\n# fail 0\n# cancelled 1\n'),
      [2, 2, 0],
    );
    assert.deepEqual(countsOf('Ran 2 tests in 1s\nFAILED (failures=1)\nRan 3 tests in 1s\nOK\n'), [4, 1, 0]);
  });

  it('take an expected failure for a test that did not count (C07)', () => {
    assert.deepEqual(countsOf('Ran 5 tests in 0.001s\n\nOK (expected failures=2)\n'), [3, 0, 2]);
    assert.deepEqual(countsOf('Ran 70 tests in 0.001s\n\nOK (skipped=67, expected failures=2)\n'), [1, 0, 69]);
    assert.deepEqual(countsOf('Ran 2 tests in 0.001s\n\nFAILED (unexpected successes=1)\n'), [1, 1, 0]);
  });

  it('take for passed only what passed, whatever runners call the rest', () => {
    const phpunit =
      'Tests: 9, Assertions: 5, Errors: 1, Failures: 1, Warnings: 1, Skipped: 1, Incomplete: 2, Risky: 1.\n';
    assert.deepEqual(countsOf(phpunit), [4, 2, 3]);
    assert.deepEqual(countsOf('Tests: 5, Assertions: 5, Incomplete: 1.\n'), [4, 0, 1]);
    assert.deepEqual(
      countsOf('1 property, 2 doctests, 5 tests, 1 failure, 2 excluded, 1 invalid, 1 skipped\n'),
      [3, 2, 3],
    );
    assert.deepEqual(countsOf('2 doctests, 5 tests, 0 failures\n'), [7, 0, 0]);
    assert.deepEqual(countsOf('      Tests  3 passed | 1 expected fail (4)\n'), [3, 0, 1]);
    assert.deepEqual(countsOf(' 3 pass\n 1 skip\n 1 todo\n 0 fail\n'), [3, 0, 2]);
  });

  it('are none where a number is larger than that of any tests', () => {
    assert.equal(countsOf(`=== ${'9'.repeat(30)} passed in 1s ===\n`), undefined);
    assert.equal(countsOf(`=== 1 failed, ${'9'.repeat(400)} passed in 1s ===\n`), undefined);
  });

  it('are not told where they contradict the exit code', () => {
    const endOf = (output: string, exitCode: number) => {
      const reader = new TestOutput();
      reader.add(output);
      return reader.end(exitCode);
    };
    assert.equal(endOf('  12 passing (3s)\n', 1), undefined);
    assert.deepEqual(endOf('  12 passing (3s)\n', 0), { passed: 12, failed: 0, skipped: 0 });
    assert.deepEqual(endOf('  12 passing (3s)\n  1 failing\n', 1), { passed: 12, failed: 1, skipped: 0 });
  });

  it('are not green where something else of the run is red (C08)', () => {
    const green = 'Tests:       5 passed, 5 total\n';
    for (const red of [
      'Test Suites: 1 failed, 1 passed, 2 total\n',
      ' Test Files  1 failed | 2 passed (3)\n',
      '     Errors  1 error\n',
      ' 1 error\n',
      'packages/a test:   1 failing\n',
      'web_1  | 2 failed\n',
      'FAIL\tpkg [build failed]\n',
      'FAIL src/a.test.ts\n',
      '[INFO] BUILD FAILURE\n',
      'error: could not compile `x`\n',
      'error[E0308]: mismatched types\n',
      'panic: boom\n',
    ])
      assert.deepEqual([countsOf(red + green), countsOf(green + red)], [undefined, undefined], red);
    for (const other of ['Test Suites: 2 passed\n', '  \u2713 shows 2 errors\n', ' 0 fail\n', 'terrors: 5\n'])
      assert.deepEqual(countsOf(other + green), [5, 0, 0], other);
    assert.deepEqual(countsOf('FAIL src/a.test.ts\nTests:       1 failed, 5 passed, 6 total\n'), [5, 1, 0]);
    assert.deepEqual(countsOf('10 examples, 0 failures, 1 pending, 1 error occurred outside of examples\n'), [9, 1, 1]);
  });

  it('are none where the tests ran again in one command', () => {
    const [red, green] = ['Tests:       1 failed, 5 passed, 6 total\n', 'Tests:       6 passed, 6 total\n'];
    for (const between of ['\u001Bc', '\u001B[2J\u001B[H', '\u001B[3J', ' RERUN  src/a.test.ts x1\n'])
      assert.equal(countsOf(red + between + green), undefined, JSON.stringify(between));
    assert.deepEqual(countsOf(`\u001Bc${green}`), [6, 0, 0], 'the first run may clear the screen');
  });

  it('are found where a progress bar was in the same line', () => {
    const bar = Array.from({ length: 300 }, (_, i) => `running ${i}/300, 1 failed\r`).join('');
    assert.deepEqual(countsOf(`${bar}\u001B[KTests:       5 passed, 5 total\r\n`), [5, 0, 0]);
    assert.equal(countsOf(bar), undefined);
    const text = `${bar}  12 passing (3s)\r\r\n`;
    for (const size of [1, 7, 50]) {
      const count = Math.ceil(text.length / size);
      const pieces = Array.from({ length: count }, (_, i) => text.slice(i * size, (i + 1) * size));
      assert.deepEqual(countsOf(text, pieces), [12, 0, 0], `in pieces of ${size}`);
    }
  });

  it('have each test that was tried again, or never', () => {
    assert.deepEqual(countsOf('  1 flaky\n  3 did not run\n  1 interrupted\n  10 passed (3.2s)\n'), [11, 1, 3]);
    const nextest =
      '     Summary [   0.012s] 5/6 tests run: 2 passed (1 slow, 1 flaky), 1 failed, 1 timed out, 1 exec failed, 1 skipped\n';
    assert.deepEqual(countsOf(nextest), [2, 3, 1]);
  });

  it('of single tests give way to the summary of the runner', () => {
    assert.deepEqual(
      countsOf('--- PASS: TestA (0.00s)\n--- FAIL: TestB (0.00s)\nDONE 2 tests, 1 failures in 0.3s\n'),
      [1, 1, 0],
    );
  });
});
