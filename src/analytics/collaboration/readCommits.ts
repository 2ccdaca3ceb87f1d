import { commitsIn, type Commit } from '../../core/facts/commits.ts';
import { dayMs, isWithin, type TimeRange } from '../../core/time/days.ts';
import type { DocumentFact } from '../../core/facts/facts.ts';
import type { FiledEvent, PullRequest } from '../../core/codeHosts/codeHostEvent.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import { countedCommits } from './countedCommits.ts';
import { ofKind } from './events.ts';
import { seenCommits, type SeenCommit } from './seenCommits.ts';

/** A commit that was recorded here later than this after the work was done (rewritten, rebased) is not looked for, ms. */
const rewrittenWithinMs = 30 * dayMs;

/**
 * The person's commits of a range by when the work was done, each piece of work once, whether it was seen here, on GitHub or both.
 * @param events GitHub events in the range, and earlier pull requests that may explain commits in it
 */
export function readCommits(reader: ActivityReader, range: TimeRange, events: readonly FiledEvent[]): SeenCommit[] {
  const local = reader.documents('commits', { from: range.from, to: range.to + rewrittenWithinMs }).flatMap(parsed);
  const seen = seenCommits(local, ofKind(events, 'commit'));
  const isKnown = (sha: string, pull: FiledEvent<PullRequest>): boolean =>
    reader.document(`commit:${sha}`) !== undefined || reader.document(githubCommitId(sha, pull)) !== undefined;
  const counted = countedCommits(seen, ofKind(events, 'pull'), isKnown);
  return counted.filter(({ authoredAt }) => isWithin(range, authoredAt));
}

/** A commit of a pull request is on the same server as that: the mark of it is part of both ids. */
function githubCommitId(sha: string, { id }: FiledEvent<PullRequest>): string {
  const mark = /@[\da-f]{8}$/.exec(id)?.[0] ?? '';
  return `github:commit:${sha}${mark}`;
}

/** A month of commits is read at each refresh, some with hundreds of files, and none of them changes. */
const parsedBefore = new Map<string, { readonly body: string; readonly commits: readonly Commit[] }>();
const parsedAtMost = 5000;

function parsed(document: DocumentFact): readonly Commit[] {
  const { id, body } = document;
  const known = parsedBefore.get(id);
  if (known?.body === body) return known.commits;
  if (parsedBefore.size >= parsedAtMost) parsedBefore.clear();
  const commits = commitsIn([document]);
  parsedBefore.set(id, { body, commits });
  return commits;
}
