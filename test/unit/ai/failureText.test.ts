import assert from 'node:assert/strict';
import { asFailure, failureText } from '../../../src/ai/failureText.ts';
import { AppError, errorCode } from '../../../src/core/base/appError.ts';
import { callOutcomes, type AiFailure } from '../../../src/core/insights/receipts.ts';
import { t } from './given.ts';

const failures: readonly AiFailure[] = [
  ...callOutcomes.filter((one) => one !== 'sent' && one !== 'ok' && one !== 'cached'),
  'off',
  'no-key',
  'budget',
  'declined',
];

describe('the reason why a model was not used', () => {
  it('is a sentence of its own for each', () => {
    const texts = failures.map((reason) => failureText(reason, t));
    assert.equal(new Set(texts).size, failures.length);
    for (const text of texts) assert.match(text, /^[A-Z].+\.$/);
  });

  it('says when to try again only where a service was busy', () => {
    assert.equal(failureText('rate-limited', t, '14:30'), 'Too many requests for this key. Try again after 14:30.');
    assert.equal(failureText('overloaded', t, '14:30'), 'The service is overloaded. Try again after 14:30.');
    assert.equal(failureText('rate-limited', t), 'Too many requests for this key. Try again in a few minutes.');
    assert.equal(failureText('overloaded', t), 'The service is overloaded. Try again later.');
    assert.equal(failureText('timeout', t, '14:30'), 'The service did not answer in time.');
  });
});

describe('any failure with a model', () => {
  it('stays what it is if it is one of a call', () => {
    const failure = new AppError('ai-budget', 'x');
    assert.equal(asFailure(failure, t), failure);
  });

  it('is one of the service otherwise, with its cause', () => {
    for (const error of [new AppError('storage-locked', 'x'), new Error('no models'), 'no models']) {
      const failure = asFailure(error, t);
      assert.deepEqual([errorCode(failure), failure.cause], ['ai-server-error', error]);
      assert.equal(failure.message, failureText('server-error', t));
    }
  });
});
