import assert from 'node:assert/strict';

describe('a suite made to fail', () => {
  it('passes', () => assert.equal(1, 1));
  it('fails', () => assert.equal(1, 2, 'told to fail'));
  it.skip('is skipped', () => assert.fail());
});
