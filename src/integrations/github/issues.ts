import type { components } from '@octokit/openapi-types';
import type { DocumentFact } from '../../core/facts/facts.ts';
import type { HostedIssue } from '../../core/codeHosts/codeHostEvent.ts';
import { documentId, documentOf, instant, isSame, type Reader } from './documents.ts';
import type { IssueNode } from './queries.ts';

export type RestIssue = Pick<
  components['schemas']['issue-search-result-item'],
  | 'node_id'
  | 'number'
  | 'title'
  | 'html_url'
  | 'repository_url'
  | 'state'
  | 'comments'
  | 'created_at'
  | 'updated_at'
  | 'closed_at'
> & {
  readonly user: { readonly login: string; readonly type?: string } | null;
  readonly assignees?: readonly { readonly login: string }[] | null | undefined;
  readonly pull_request?: unknown;
};

/** An issue from a REST list: itself, and its closing. */
export function issueDocuments(issue: RestIssue, isPrivate: boolean, reader: Reader): DocumentFact[] {
  const isAssigned = issue.assignees?.some(({ login }) => isSame(login, reader.login)) ?? false;
  return filed(
    {
      kind: 'issue',
      repo: repoOf(issue),
      isPrivate,
      url: issue.html_url,
      node: issue.node_id,
      number: issue.number,
      title: issue.title,
      author: issue.user?.login ?? '',
      isMine: isSame(issue.user?.login, reader.login),
      isAssigned,
      state: issue.state === 'closed' ? 'closed' : 'open',
      createdAt: instant(issue.created_at),
      ...(issue.closed_at && { endedAt: instant(issue.closed_at) }),
      updatedAt: instant(issue.updated_at),
    },
    reader,
  );
}

/** The same, from GraphQL. */
export function issueNodeDocuments(node: IssueNode, reader: Reader): DocumentFact[] {
  return filed(
    {
      kind: 'issue',
      repo: node.repository.nameWithOwner,
      isPrivate: node.repository.isPrivate,
      url: node.url,
      node: node.id,
      number: node.number,
      title: node.title,
      author: node.author?.login ?? '',
      isMine: isSame(node.author?.login, reader.login),
      isAssigned: node.assignees.nodes.some(({ login }) => isSame(login, reader.login)),
      state: node.issueState === 'CLOSED' ? 'closed' : 'open',
      createdAt: instant(node.createdAt),
      ...(node.closedAt && { endedAt: instant(node.closedAt) }),
      updatedAt: instant(node.updatedAt),
    },
    reader,
  );
}

/** `owner/name` of what a search found. */
export function repoOf({ repository_url: url }: Pick<RestIssue, 'repository_url'>): string {
  return url.split('/').slice(-2).join('/');
}

function filed(issue: HostedIssue, reader: Reader): DocumentFact[] {
  const { node, createdAt, endedAt, updatedAt, repo, isPrivate, url, number } = issue;
  const key = `issue:${node}`;
  const end = { ...(endedAt !== undefined && { end: endedAt }) };
  const itself = documentOf(issue, { key, rev: updatedAt, start: createdAt, ...end }, reader);
  if (endedAt === undefined) return [itself];
  const about = documentId(key, reader);
  const ending = {
    kind: 'ending',
    repo,
    isPrivate,
    url,
    of: 'issue',
    how: 'closed',
    number,
    about,
    at: endedAt,
  } as const;
  return [itself, documentOf(ending, { key: `ending:${node}:${endedAt}`, rev: 1, start: endedAt }, reader)];
}
