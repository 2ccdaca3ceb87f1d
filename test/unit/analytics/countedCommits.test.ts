import assert from 'node:assert/strict';
import { countedCommits } from '../../../src/analytics/collaboration/countedCommits.ts';
import { redToGreen } from '../../../src/analytics/collaboration/waits.ts';
import type { SeenCommit } from '../../../src/analytics/collaboration/seenCommits.ts';
import type { FiledEvent, PullRequest, CiRun } from '../../../src/core/codeHosts/codeHostEvent.ts';

const commit = (sha: string, changes: Partial<SeenCommit> = {}): SeenCommit => ({
  id: sha,
  sha,
  subject: sha,
  repo: 'acme/shop',
  branch: 'main',
  authoredAt: 100,
  committedAt: 100,
  isMerge: false,
  ...changes,
});
const counted = (commits: SeenCommit[], pulls: Partial<PullRequest>[] = [], known: string[] = []): string =>
  countedCommits(commits, pulls as FiledEvent<PullRequest>[], (sha) => known.includes(sha))
    .map(({ sha }) => sha)
    .join('');

describe('commits that count', () => {
  it('are no merges, and not the squashed one where one of its own is known', () => {
    const a = commit('a');
    const b = commit('b', { authoredAt: 200, committedAt: 200 });
    assert.equal(counted([a, commit('m', { authoredAt: 5, committedAt: 5, isMerge: true })]), 'a');
    assert.equal(counted([a, b], [{ mergeSha: 'b', shas: ['a', 'x'] }]), 'a');
    assert.equal(counted([b], [{ mergeSha: 'b', shas: ['x', 'y'] }], ['y']), 'b'.slice(1));
    assert.equal(counted([b], [{ mergeSha: 'b', shas: ['x', 'y'] }]), 'b');
    assert.equal(counted([a, b], [{ mergeSha: 'b', shas: ['a', 'b'] }]), 'ab', 'merged as it is');
    assert.equal(counted([a, b], [{ shas: ['a'] }]), 'ab', 'not merged');
    assert.equal(counted([a, b], [{ mergeSha: 'z', shas: ['a'] }]), 'ab', 'merged elsewhere');
  });

  it('are the latest of those that were written in one second and committed later', () => {
    const later = (sha: string, at: number, changes: Partial<SeenCommit> = {}) =>
      commit(sha, { committedAt: at, subject: 'Fix', ...changes });
    const first = commit('a', { subject: 'Fix' });
    assert.equal(counted([first, later('b', 200)]), 'b');
    assert.equal(counted([later('c', 300), later('b', 200), first]), 'c');
    assert.equal(counted([first, commit('b', { subject: 'Fix' })]), 'ab', 'not rewritten');
    assert.equal(counted([first, later('b', 300, { authoredAt: 200 })]), 'ab', 'of another second');
    assert.equal(counted([first, later('b', 200, { subject: 'Reworded' })]), 'b');
    // Two came earlier: the one with its subject; otherwise it isn't known which.
    const other = commit('o', { subject: 'Other' });
    assert.equal(counted([other, first, later('b', 200)]), 'ob');
    assert.equal(counted([other, first, later('b', 200, { subject: 'Reworded' })]), 'oab');
    assert.equal(counted([other, first, later('b', 200), later('c', 300, { subject: 'Reworded' })]).length, 3);
    // Committed in the same second: by their names.
    assert.equal(counted([first, later('c', 200), later('b', 200)]), 'cb');
  });

  it('replace those of their repository, and of a folder where the subjects are one', () => {
    const later = (changes: Partial<SeenCommit>) => commit('b', { committedAt: 200, subject: 'Fix', ...changes });
    const first = commit('a', { subject: 'Fix' });
    assert.equal(counted([first, later({ repo: 'acme/site' })]), 'ab');
    const folder = { repo: '/home/me/shop', project: '/home/me/shop' };
    assert.equal(counted([first, later(folder)]), 'b');
    assert.equal(counted([first, later({ ...folder, subject: 'Reworded' })]), 'ab');
    assert.equal(counted([{ ...first, ...folder }, later({})]), 'b');
    assert.equal(counted([first, later({ ...folder, repo: 'acme/site' })]), 'ab');
  });
});

describe('waits', () => {
  it('from red to green go from the first failure of a workflow on a branch to its next success', () => {
    const run = (endedAt: number | undefined, conclusion: string, changes: object = {}) =>
      ({
        repo: 'r',
        workflow: 'w',
        branch: 'b',
        startedAt: 0,
        endedAt,
        conclusion,
        ...changes,
      }) as unknown as CiRun;
    const told = (...runs: CiRun[]) => redToGreen(runs).map(({ start, end }) => [start, end]);
    assert.deepEqual(told(run(5, 'failed'), run(3, 'failed'), run(9, 'passed'), run(12, 'passed')), [[3, 9]]);
    assert.deepEqual(told(run(1, 'failed'), run(2, 'passed'), run(3, 'failed'), run(7, 'passed')), [
      [1, 2],
      [3, 7],
    ]);
    assert.deepEqual(told(run(1, 'failed'), run(2, 'stopped'), run(undefined, 'passed')), []);
    for (const other of [{ repo: 'x' }, { workflow: 'x' }, { branch: 'x' }])
      assert.deepEqual(told(run(1, 'failed'), run(2, 'passed', other)), []);
  });
});
