import assert from 'node:assert/strict';
import { unsupportedNumbers } from '../../../src/ai/ground.ts';
import { fact } from './given.ts';

const evidence = [{ text: fact().text, values: fact().values }];

describe('numbers stated against the evidence cited', () => {
  const supported = [
    '12 of 30 runs failed',
    'Twelve of thirty runs failed',
    'it failed in 40 % of the runs',
    '40 percent failed',
    'a run takes 12 minutes',
    'it took 2 h 10 min in all',
    'it took about 2.2 hours in all',
    'it took 130 min',
    'no number at all',
    'test run-7 and file-12 and utf8 and ts2345x',
  ];
  for (const text of supported) it(`finds: ${text}`, () => assert.deepEqual(unsupportedNumbers([text], evidence), []));

  const invented: Readonly<Record<string, string[]>> = {
    '13 of 30 runs failed': ['13'],
    'it failed in 41 % of the runs': ['41 %'],
    'a run takes 30 minutes': ['30 minutes'],
    'it cost you 12 hours': ['12 hours'],
    'twenty runs': ['twenty'],
    'since 14:30': ['14:30'],
    'it failed 1,200 times': ['1,200'],
    'it failed １３ times': ['13'],
    'it failed ١٣ times': ['١٣'],
    'a thousand runs': ['thousand'],
  };
  for (const [text, flagged] of Object.entries(invented))
    it(`flags: ${text}`, () => assert.deepEqual(unsupportedNumbers([text], evidence), flagged));

  it('takes digits in the names cited for names', () => {
    const named = [{ names: ['feature/42-login 7'], text: 'a branch' }];
    assert.deepEqual(unsupportedNumbers(['feature/42-login 7 waits'], named), []);
    assert.deepEqual(unsupportedNumbers(['it waits since 42 days'], named), ['42']);
  });
});
