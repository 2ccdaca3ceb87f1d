import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runQuietly } from '../../../scripts/lib/run.ts';
import { slowestText } from '../../harness/reporter.ts';

/** Runs `npm test` on one of the suites made to fail. */
async function run(...args: readonly string[]) {
  const env = { ...process.env, DAYMARK_SELFTEST_FAIL: '1' };
  const { code, output } = await runQuietly(process.execPath, ['scripts/test.ts', ...args], { env });
  return { code, last: output.trimEnd().split('\n').at(-1), output };
}

describe('the slowest tests', () => {
  const results = [1500, 999, ...Array.from({ length: 10 }, (_, place) => 2000 + place * 1000)].map((ms) => ({
    type: 'pass' as const,
    title: `takes ${ms}`,
    ms,
  }));

  it('are the ten that took longest, the longest first', () => {
    const lines = slowestText(results).split('\n').slice(2);
    assert.equal(lines.length, 10);
    assert.match(lines[0] ?? '', /11\.0 s {2}takes 11000/);
    assert.match(lines[9] ?? '', /2\.0 s {2}takes 2000/);
  });

  it('are no test that took less than a second', () => {
    assert.doesNotMatch(slowestText(results.slice(0, 2)), /999/);
    assert.equal(slowestText(results.slice(1, 2)), '');
  });
});

describe('npm test', () => {
  it('counts a failing test, names it and returns non-zero', async () => {
    const { code, last, output } = await run('--only', 'selftest-failing');
    assert.equal(last, '1 passed, 1 failed, 1 skipped');
    assert.equal(code, 1);
    assert.match(output, /FAILED selftest-failing: a suite made to fail > fails/);
    assert.match(output, /told to fail/);
  });

  it('counts a suite whose process ends early, keeping what had passed', async () => {
    const { code, last, output } = await run('--only', 'selftest-crashing');
    assert.equal(last, '1 passed, 1 failed');
    assert.equal(code, 1);
    assert.match(output, /did not reach its end/);
  });

  it('counts a suite without a test as a failure', async () => {
    const { code, last } = await run('--only', 'selftest-empty');
    assert.equal(last, '0 passed, 1 failed');
    assert.equal(code, 1);
  });

  it('kills a suite that never ends and counts it', async () => {
    const { code, last } = await run('--only', 'selftest-hanging');
    assert.equal(last, '0 passed, 1 failed');
    assert.equal(code, 1);
  });

  it('loses no other file when one ends a process of a suite that runs in several', async () => {
    const { code, last, output } = await run('--only', 'selftest-workers');
    assert.equal(last, '3 passed, 2 failed, 1 skipped');
    assert.equal(code, 1);
    assert.match(
      output,
      /FAILED selftest-workers: a process of the suite ended with exit code 0 at .*crashes\.test\.ts/,
    );
  });

  it('names the tests that passed only when they were tried again', async () => {
    const { code, last, output } = await run('--only', 'selftest-flaky');
    assert.equal(last, '1 passed, 0 failed');
    assert.equal(code, 0);
    assert.match(output, /told to fail once/);
    assert.match(output, /RETRIED selftest-flaky: a suite with a flaky test > passes when it is tried again/);
  });

  it('tries a file again in a fresh process, and names what it tried', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'daymark-selftest-'));
    process.env['DAYMARK_SELFTEST_MARK'] = path.join(folder, 'mark');
    try {
      const { code, last, output } = await run('--only', 'selftest-fresh');
      assert.equal(last, '2 passed, 0 failed', output);
      assert.equal(code, 0);
      assert.match(output, /told to fail in the first process/);
      assert.match(
        output,
        /RETRIED selftest-fresh: a suite with a process that breaks > passes in a fresh process only/,
      );
    } finally {
      delete process.env['DAYMARK_SELFTEST_MARK'];
      rmSync(folder, { recursive: true });
    }
  });

  it('does not wait for each test of a file in which everything hangs', async () => {
    const { code, last, output } = await run('--only', 'selftest-stuck');
    assert.equal(last, '0 passed, 3 failed', output);
    assert.equal(code, 1);
    // Two tries of the first test and one of the second, in two processes.
    assert.equal(output.match(/Timeout of 200ms/g)?.length, 6, output);
    assert.match(output, /not run, since 2 tests in a row ran into their limit/);
  });

  it('adds up several suites', async () => {
    const { code, last } = await run('--only', 'selftest-failing,selftest-crashing,selftest-empty');
    assert.equal(last, '2 passed, 3 failed, 1 skipped');
    assert.equal(code, 1);
  });

  it('keeps apart what suites print that run side by side', async () => {
    const { last, output } = await run('--only', 'selftest-failing,selftest-crashing');
    assert.equal(last, '2 passed, 2 failed, 1 skipped');
    const lines = output.split('\n').map((line) => line.trim());
    const places = [
      '== selftest-failing',
      'ok   a suite made to fail > passes',
      '== selftest-crashing',
      'ok   a suite made to crash > passes',
    ].map((line) => lines.indexOf(line));
    assert.ok(!places.includes(-1), output);
    assert.deepEqual(
      places,
      [...places].sort((one, other) => one - other),
    );
  });

  it('lets --grep choose, and fails when it chooses nothing at all', async () => {
    assert.equal((await run('--only', 'selftest-failing', '--grep', 'passes')).last, '1 passed, 0 failed');
    const nothing = await run('--only', 'selftest-failing', '--grep', 'no such test');
    assert.deepEqual([nothing.code, nothing.last], [1, '0 passed, 1 failed']);
  });

  it('refuses a suite that does not exist', async () => {
    const { code, last, output } = await run('--only', 'nonsense');
    assert.equal(last, '0 passed, 1 failed');
    assert.equal(code, 1);
    assert.match(output, /--only nonsense: there is types, lint/);
  });
});
