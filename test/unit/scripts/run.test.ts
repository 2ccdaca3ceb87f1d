import assert from 'node:assert/strict';
import { runQuietly } from '../../../scripts/lib/run.ts';

/** Runs `npm test` on one of the suites that must fail. */
async function run(...args: readonly string[]) {
  const env = { ...process.env, DAYMARK_SELFTEST_FAIL: '1' };
  const { code, output } = await runQuietly(process.execPath, ['scripts/test.ts', ...args], { env });
  return { code, last: output.trimEnd().split('\n').at(-1), output };
}

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

  it('adds up several suites', async () => {
    const { code, last } = await run('--only', 'selftest-failing,selftest-crashing,selftest-empty');
    assert.equal(last, '2 passed, 3 failed, 1 skipped');
    assert.equal(code, 1);
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
