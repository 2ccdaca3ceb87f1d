import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';

const mark = process.env['DAYMARK_SELFTEST_MARK'] ?? '';

describe('a suite with a process that breaks', () => {
  const isBroken = !existsSync(mark);
  before(() => writeFileSync(mark, ''));

  it('passes', () => {});
  it('passes in a fresh process only', () => assert.ok(!isBroken, 'told to fail in the first process'));
});
