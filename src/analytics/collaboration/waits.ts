import { dayMs } from '../../core/time/days.ts';
import { unionOf, type Interval } from '../../core/time/intervals.ts';
import type { FiledEvent, PullRequest, CodeReview, CiRun } from '../../core/codeHosts/codeHostEvent.ts';

/** Waiting for CI: the union of the runs that ended, so that workflows side by side are waited for once. */
export function waitsForCi(runs: readonly CiRun[]): Interval[] {
  return unionOf(runs.flatMap(({ startedAt: start, endedAt: end }) => (end === undefined ? [] : [{ start, end }])));
}

/** Pull requests that waited for a review are looked for as far back as this (ms). */
export const reviewReachMs = 28 * dayMs;

/** The waiting of one pull request of the person's. */
export interface ReviewWait extends Interval {
  readonly pull: FiledEvent<PullRequest>;
}

/** Returns when each pull request was first reviewed by someone else, by its document. */
export function firstReviews(reviews: readonly CodeReview[]): Map<string, number> {
  const first = new Map<string, number>();
  for (const { about, at, isMine } of reviews) if (!isMine) first.set(about, Math.min(at, first.get(about) ?? at));
  return first;
}

/** Waiting for review: from the opening of each of the person's pull requests to the first review by someone else. */
export function waitsForReview(
  pulls: readonly FiledEvent<PullRequest>[],
  reviews: readonly CodeReview[],
): ReviewWait[] {
  const first = firstReviews(reviews);
  return pulls.flatMap((pull) => {
    const end = pull.isMine ? first.get(pull.id) : undefined;
    return end === undefined ? [] : [{ start: pull.createdAt, end, pull }];
  });
}

/** Like `waitsForReview`, followed by pull requests that are not reviewed yet, until now. */
export function waitsForReviewUntil(
  now: number,
  pulls: readonly FiledEvent<PullRequest>[],
  reviews: readonly CodeReview[],
): ReviewWait[] {
  const reviewed = waitsForReview(pulls, reviews);
  const done = new Set(reviewed.map(({ pull }) => pull.id));
  const open = pulls.filter((pull) => pull.isMine && !pull.isDraft && pull.state === 'open' && !done.has(pull.id));
  return [...reviewed, ...open.map((pull) => ({ start: pull.createdAt, end: now, pull }))];
}

/** Returns the time from a workflow's first failure on a branch to its next success there: red to green, as for local runs. */
export function redToGreen(runs: readonly CiRun[]): Interval[] {
  const red = new Map<string, number>();
  const waits: Interval[] = [];
  const ended = runs.flatMap((run) => (run.endedAt === undefined ? [] : [{ ...run, endedAt: run.endedAt }]));
  for (const { repo, workflow, branch, conclusion, endedAt } of ended.sort((a, b) => a.endedAt - b.endedAt)) {
    const key = `${repo}\n${workflow}\n${branch}`;
    const since = red.get(key);
    if (conclusion === 'failed') red.set(key, since ?? endedAt);
    if (conclusion !== 'passed' || since === undefined) continue;
    waits.push({ start: since, end: endedAt });
    red.delete(key);
  }
  return waits;
}
