import assert from 'node:assert/strict';
import { formsOf, isIn, isNeutral } from '../../../src/ai/claims/vocabulary.ts';

describe('the forms of a word in a claim', () => {
  const forms: Readonly<Record<string, readonly string[]>> = {
    edit: ['edit'],
    edits: ['edits', 'edit'],
    fixes: ['fixes', 'fixe', 'fix'],
    retries: ['retries', 'retrie', 'retri', 'retry'],
    retried: ['retried', 'retrie', 'retri', 'retry'],
    failing: ['failing', 'fail', 'faile'],
    stopped: ['stopped', 'stoppe', 'stopp', 'stop'],
    stopping: ['stopping', 'stopp', 'stoppe', 'stop'],
    quickly: ['quickly', 'quick'],
    "Test's": ['test'],
    "they've": ['they'],
    // A base form has at least two letters.
    is: ['is'],
    ted: ['ted', 'te'],
    us: ['us'],
  };
  for (const [word, expected] of Object.entries(forms))
    it(`are those of ${word}`, () => assert.deepEqual(new Set(formsOf(word)), new Set(expected)));

  it('are in a set if one of them is', () => {
    assert.deepEqual(
      ['retried', 'RETRIES', 'retrying', 'tried'].map((word) => isIn(new Set(['retry']), word)),
      [true, true, true, false],
    );
  });

  it('are neutral where they state nothing', () => {
    assert.deepEqual(
      ['tests', 'past', 'worse', 'payments'].map((word) => isNeutral(word)),
      [true, true, false, false],
    );
  });
});
