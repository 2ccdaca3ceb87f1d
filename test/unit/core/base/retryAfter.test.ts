import assert from 'node:assert/strict';
import { retryAfterMs } from '../../../../src/core/base/retryAfter.ts';

const now = Date.parse('2026-11-20T15:59:00Z');

describe('how long a server asks to wait', () => {
  for (const [text, ms] of [
    ['0', 0],
    ['30', 30_000],
    [' 30\t', 30_000],
    ['Fri, 20 Nov 2026 16:01:00 GMT', 120_000],
    ['Friday, 20-Nov-26 16:01:00 GMT', 120_000],
    ['Fri Nov 20 16:01:00 2026', 120_000],
  ] as const)
    it(`is ${ms} ms by "${text}"`, () => assert.equal(retryAfterMs(text, now), ms));

  for (const text of [
    '',
    ' ',
    '-5',
    '+5',
    '1.5',
    '1e3',
    '1e99',
    '0x10',
    '30s',
    '30, 60',
    'soon',
    'NaN',
    'Infinity',
    '9'.repeat(40),
    '2027-01-01',
    'Thu, 01 Jan 1970 00:00:00 GMT',
    'Fri, 20 Nov 2026 15:58:59 GMT',
    'Fri, 99 Nov 2026 16:01:00 GMT',
    'Sun, 31 Dec 999999 23:59:59 GMT',
    'Monday',
  ])
    it(`is not said by "${text}"`, () => assert.equal(retryAfterMs(text, now), undefined));
});
