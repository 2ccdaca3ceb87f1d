import type { DocumentFact } from '../../core/facts/facts.ts';
import type { PullRequest } from '../../core/codeHosts/codeHostEvent.ts';
import { documentId, documentOf, instant, isSame, type Reader } from './documents.ts';
import type { PullNode } from './queries.ts';

const states = { OPEN: 'open', CLOSED: 'closed', MERGED: 'merged' } as const;
const checks = {
  SUCCESS: 'passing',
  FAILURE: 'failing',
  ERROR: 'failing',
  PENDING: 'pending',
  EXPECTED: 'pending',
} as const;

/** A pull request: itself, and its end. */
export function pullDocuments(node: PullNode, reader: Reader): DocumentFact[] {
  const pull = pullOf(node, reader);
  const { repo, isPrivate, url, number, endedAt, createdAt } = pull;
  const key = `pull:${node.id}`;
  const end = { ...(endedAt !== undefined && { end: endedAt }) };
  const itself = documentOf(pull, { key, rev: changedAt(node), start: createdAt, ...end }, reader);
  if (endedAt === undefined) return [itself];
  const how = pull.state === 'merged' ? 'merged' : 'closed';
  const about = documentId(key, reader);
  const ending = { kind: 'ending', repo, isPrivate, url, of: 'pull', how, number, about, at: endedAt } as const;
  return [itself, documentOf(ending, { key: `ending:${node.id}:${endedAt}`, rev: 1, start: endedAt }, reader)];
}

function pullOf(node: PullNode, reader: Reader): PullRequest {
  const rollup = node.head.nodes[0]?.commit.statusCheckRollup;
  const ended = node.mergedAt ?? node.closedAt;
  const askedAt = askedOf(node, reader);
  const reviewers = node.reviewRequests.nodes.map(({ requestedReviewer }) => requestedReviewer?.login);
  return {
    kind: 'pull',
    repo: node.repository.nameWithOwner,
    isPrivate: node.repository.isPrivate,
    url: node.url,
    node: node.id,
    number: node.number,
    title: node.title,
    author: node.author?.login ?? '',
    isMine: isSame(node.author?.login, reader.login),
    state: states[node.state],
    isDraft: node.isDraft,
    createdAt: instant(node.createdAt),
    ...(ended && { endedAt: instant(ended) }),
    updatedAt: instant(node.updatedAt),
    additions: node.additions,
    deletions: node.deletions,
    files: node.changedFiles,
    branch: node.headRefName,
    ...(node.mergeCommit && { mergeSha: node.mergeCommit.oid }),
    shas: node.commits.nodes.map(({ commit }) => commit.oid),
    ...(rollup && { checks: checks[rollup.state] }),
    awaitsMe: node.state === 'OPEN' && reviewers.some((login) => isSame(login, reader.login)),
    ...(askedAt !== undefined && { askedAt }),
  };
}

/** Returns the time at which the person's review was last requested. */
function askedOf({ asked }: PullNode, { login }: Reader): number | undefined {
  const times = asked.nodes.flatMap(({ createdAt, requestedReviewer }) =>
    createdAt !== undefined && isSame(requestedReviewer?.login, login) ? [instant(createdAt)] : [],
  );
  return times.length > 0 ? Math.max(...times) : undefined;
}

/** Returns the time at which a pull request or one of its checks last changed: checks don't update the pull request. */
function changedAt({ updatedAt, head }: PullNode): number {
  const contexts = head.nodes.flatMap(({ commit }) => commit.statusCheckRollup?.contexts.nodes ?? []);
  const times = contexts.flatMap(({ startedAt, completedAt, createdAt }) => [startedAt, completedAt, createdAt]);
  return Math.max(instant(updatedAt), ...times.flatMap((time) => (time ? [instant(time)] : [])));
}
