import assert from 'node:assert/strict';
import { newCommits } from '../../../../../src/extension/features/commits/newCommits.ts';

describe('new commits', () => {
  it('are those since HEAD was where it was', () => {
    assert.equal(newCommits({ commit: 'a' }, { commit: 'b' }), 'a..b');
  });

  it('are all in a repository that had none', () => {
    assert.equal(newCommits({}, { commit: 'a' }), 'a');
    assert.equal(newCommits({ commit: undefined }, { commit: 'a' }), 'a');
  });

  it('are none where nothing moved, or nothing is known', () => {
    assert.equal(newCommits({ commit: 'a' }, { commit: 'a' }), undefined);
    assert.equal(newCommits(undefined, { commit: 'a' }), undefined);
    assert.equal(newCommits({ commit: 'a' }, undefined), undefined);
    assert.equal(newCommits({ commit: 'a' }, {}), undefined);
    assert.equal(newCommits({}, {}), undefined);
  });
});
