import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lengthOf } from '../../../../src/core/time/intervals.ts';
import { legsOf } from '../../../../src/agents/attribution/legs.ts';
import { pullFinder, taskFinder } from '../../../../src/agents/attribution/owners.ts';
import { addTotals, noUsage, totalUsage } from '../../../../src/agents/summary.ts';
import { noTokens, type UsageEntry } from '../../../../src/agents/usage.ts';
import type { PullRequest } from '../../../../src/core/codeHosts/codeHostEvent.ts';

const call = (at: number, branch = 'main'): UsageEntry => ({
  key: `${at}`,
  session: 's',
  at,
  model: 'claude-sonnet-4-5',
  project: '/work/shop',
  branch,
  tokens: { ...noTokens, input: 1000 + at },
});
const options = { prices: {}, dayOf: (at: number) => `${Math.floor(at / 1000)}` };

describe('legs of a session', () => {
  it('give each call and each stretch of work to the first commit at or after it', () => {
    const commits = [
      { sha: 'bbb', at: 50, by: 'lines' as const },
      { sha: 'aaa', at: 20, by: 'logged' as const },
    ];
    const legs = legsOf({
      ...options,
      commits,
      entries: [call(10), call(20), call(30, 'feature'), call(60, 'feature')],
      work: [{ start: 5, end: 60 }],
    });
    assert.deepEqual(
      legs.map(({ at, branch, commit, by, workMs, totals: { calls } }) => ({ at, branch, commit, by, workMs, calls })),
      [
        { at: 5, branch: 'main', commit: 'aaa', by: 'logged', workMs: 15, calls: 2 },
        { at: 20, branch: 'feature', commit: 'bbb', by: 'lines', workMs: 30, calls: 1 },
        { at: 50, branch: 'feature', commit: undefined, by: undefined, workMs: 10, calls: 1 },
      ],
    );
  });

  it('add up to the session', () => {
    const times = fc.uniqueArray(fc.nat(5000), { maxLength: 20 });
    fc.assert(
      fc.property(times, times, times, (calls, commits, bounds) => {
        const entries = calls.map((at) => call(at, at % 3 === 0 ? 'main' : 'feature'));
        const ends = bounds.toSorted((a, b) => a - b);
        const work = ends.slice(1).flatMap((end, i) => (i % 2 === 0 ? [{ start: ends[i] ?? 0, end }] : []));
        const legs = legsOf({
          ...options,
          entries,
          work,
          commits: commits.map((at) => ({ sha: `${at}`, at, by: 'lines' })),
        });
        const { calls: counted, tokens } = legs.map(({ totals }) => totals).reduce(addTotals, noUsage);
        const all = totalUsage(entries);
        assert.deepEqual([counted, tokens], [all.calls, all.tokens]);
        assert.equal(
          legs.reduce((sum, { workMs }) => sum + workMs, 0),
          lengthOf(work),
        );
        for (const { commit, at } of legs) if (commit !== undefined) assert.ok(Number(commit) >= at);
      }),
    );
  });
});

describe('the pull request and the task of a leg', () => {
  const pull = {
    repo: 'me/shop',
    branch: 'feature',
    isMine: true,
    url: 'https://x/1',
    shas: ['aaa'],
    endedAt: 100,
  } as unknown as PullRequest;
  const leg = { at: 50, project: '/work/shop/src', branch: 'feature' };

  it('are found by the commit, then by the branch in a repository of that name, until it was over', () => {
    const find = pullFinder([
      pull,
      { ...pull, url: 'https://x/2', repo: 'me/other', shas: [], mergeSha: 'ccc' } as PullRequest,
    ]);
    assert.equal(find({ ...leg, branch: 'main', commit: 'aaa' })?.url, 'https://x/1');
    assert.equal(find({ ...leg, project: '/elsewhere', commit: 'ccc' })?.url, 'https://x/2');
    assert.equal(find(leg)?.url, 'https://x/1');
    for (const other of [{ at: 101 }, { project: '/work/shopping' }, { branch: 'main' }])
      assert.equal(find({ ...leg, ...other }), undefined);
  });

  it('are found by the links of the task', () => {
    const find = taskFinder([
      { id: '1', title: '', branches: [{ branch: 'feature', project: 'other' }], pulls: [] },
      { id: '2', title: '', branches: [{ branch: 'feature', project: 'shop' }], pulls: [] },
      { id: '3', title: '', branches: [], pulls: ['https://x/1'] },
    ]);
    assert.equal(find(leg, undefined)?.id, '2');
    assert.equal(find({ ...leg, branch: 'main' }, pull)?.id, '3');
    assert.equal(find({ ...leg, branch: 'main' }, undefined), undefined);
  });
});
