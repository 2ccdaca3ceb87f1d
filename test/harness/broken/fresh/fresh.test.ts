import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';

const mark = process.env['DAYMARK_SELFTEST_MARK'] ?? '';

describe('a suite with a process that breaks', () => {
  const isBroken = !existsSync(mark);
  before(() => {
    writeFileSync(mark, '');
    // As a test does whose code goes on after its limit, and fails then.
    if (isBroken) process.once('exit', () => (process.exitCode = 1));
  });

  it('passes', () => {});
  it('passes in a fresh process only', () => assert.ok(!isBroken, 'told to fail in the first process'));
});
