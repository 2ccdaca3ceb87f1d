import assert from 'node:assert/strict';
import { helpIn } from '../../../../src/agents/attribution/help.ts';
import type { Commit } from '../../../../src/core/facts/commits.ts';
import type { PullRequest } from '../../../../src/core/codeHosts/codeHostEvent.ts';

function commit(hash: string, extra: Partial<Commit> = {}): Commit {
  return { hash, subject: 's', project: '/w', files: 1, insertions: 1, deletions: 0, at: 0, offset: 0, ...extra };
}

function pull(shas: readonly string[], mergeSha?: string): PullRequest {
  return { shas, ...(mergeSha !== undefined && { mergeSha }) } as PullRequest;
}

describe('the help of agents', () => {
  it('is counted by trailers and by work, and a commit with both once', () => {
    const commits = [
      commit('a', { agents: ['Claude'] }),
      commit('b', { agents: ['Claude', 'Codex'] }),
      commit('c'),
      commit('d'),
    ];
    assert.deepEqual(helpIn({ commits, pulls: [], worked: new Set(['b', 'c', 'x']) }), {
      commits: 4,
      helped: 3,
      trailers: 2,
      work: 2,
      agents: [
        { agent: 'Claude', commits: 2 },
        { agent: 'Codex', commits: 1 },
      ],
      pulls: 0,
      helpedPulls: 0,
    });
  });

  it('counts a rewritten commit once, with the trailers that it has now and the work of each version', () => {
    const commits = [
      commit('a', { authoredAt: 5, agents: ['Claude'] }),
      commit('b', { authoredAt: 5 }),
      commit('c', { authoredAt: 6 }),
      commit('d', { authoredAt: 6, agents: ['Claude'] }),
      commit('e', { authoredAt: 6, project: '/other' }),
    ];
    const { agents: _, ...sums } = helpIn({ commits, pulls: [], worked: new Set(['a']) });
    assert.deepEqual(sums, { commits: 3, helped: 2, trailers: 1, work: 1, pulls: 0, helpedPulls: 0 });
  });

  it('is in a pull request that has such a commit, or came of it', () => {
    const commits = [commit('a', { agents: ['Claude'] }), commit('b')];
    const pulls = [pull(['a', 'b']), pull(['b']), pull(['z'], 'a'), pull(['w']), pull([])];
    const { pulls: all, helpedPulls } = helpIn({ commits, pulls, worked: new Set(['w']) });
    assert.deepEqual([all, helpedPulls], [5, 3]);
  });
});
