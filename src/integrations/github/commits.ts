import type { components } from '@octokit/openapi-types';
import type { DocumentFact } from '../../core/facts/facts.ts';
import type { SyncedRepo } from '../../core/github/githubState.ts';
import { documentOf, instant, isBot, type Reader } from './documents.ts';
import type { SizeNode } from './queries.ts';

export type RestCommit = Pick<
  components['schemas']['commit'],
  'sha' | 'node_id' | 'html_url' | 'commit' | 'author' | 'parents'
>;

/** Source of a list of commits. */
export interface CommitSource {
  readonly repo: Pick<SyncedRepo, 'name' | 'isPrivate' | 'defaultBranch'>;
  readonly branch: string;
}

/**
 * Returns a commit as a document; undefined if it has no date or a bot made it. The branch it was made on is better than one it was brought
 * to, and a size is better than none: both raise the revision, so the order of reading doesn't matter.
 */
export function commitDocument(
  { sha, html_url: url, commit, author, parents }: RestCommit,
  { repo, branch }: CommitSource,
  { size, reader }: { readonly size: SizeNode | undefined; readonly reader: Reader },
): DocumentFact | undefined {
  const authored = commit.author?.date;
  const committed = commit.committer?.date ?? authored;
  if (!authored || !committed || isBot(author)) return undefined;
  const isSized = size?.additions !== undefined && size.deletions !== undefined;
  const event = {
    kind: 'commit',
    repo: repo.name,
    isPrivate: repo.isPrivate,
    url,
    sha,
    subject: commit.message.split('\n', 1)[0] ?? '',
    branch,
    authoredAt: instant(authored),
    committedAt: instant(committed),
    isMerge: parents.length > 1,
    ...(isSized && { additions: size.additions, deletions: size.deletions }),
  } as const;
  return documentOf(
    event,
    { key: `commit:${sha}`, rev: commitRev(repo, branch, isSized), start: instant(authored) },
    reader,
  );
}

/** The revision that a commit's document would have. */
export function commitRev(repo: CommitSource['repo'], branch: string, isSized: boolean): number {
  return 1 + (branch === repo.defaultBranch ? 0 : 1) + (isSized ? 2 : 0);
}
