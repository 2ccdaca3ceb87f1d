import assert from 'node:assert/strict';

let tries = 0;

describe('a suite with a flaky test', () => {
  it('passes when it is tried again', () => assert.equal(++tries, 2, 'told to fail once'));
});
