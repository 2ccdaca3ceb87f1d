import { commitsIn } from '../../shared/commits.ts';
import { dayMs, type TimeRange } from '../../shared/days.ts';
import type { Filed } from '../../shared/githubEvent.ts';
import type { ActivityReader } from '../../shared/reader.ts';
import { countedCommits } from './countedCommits.ts';
import { ofKind } from './events.ts';
import { seenCommits, type SeenCommit } from './seenCommits.ts';

/** A commit that was recorded here later than this after the work was done (rewritten, rebased) is not looked for, ms. */
const rewrittenWithinMs = 30 * dayMs;

/**
 * The person's commits of a range by when the work was done, each piece of work once, whether it was seen here, on GitHub or both.
 * @param events what happened on GitHub in the range, and before it as far as pull requests explain commits in it
 */
export function readCommits(reader: ActivityReader, { from, to }: TimeRange, events: readonly Filed[]): SeenCommit[] {
  const local = commitsIn(reader.documents('commits', { from, to: to + rewrittenWithinMs }));
  const seen = seenCommits(local, ofKind(events, 'commit'));
  return countedCommits(seen, ofKind(events, 'pull')).filter(({ authoredAt }) => authoredAt >= from && authoredAt < to);
}
