import { dayMs, hourMs } from '../../core/time/days.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import type { Filed } from '../../core/github/githubEvent.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import { ofKind, readGithub } from '../collaboration/events.ts';
import { reviewReachMs, waitsForReviewUntil } from '../collaboration/waits.ts';
import { medianOf } from '../plan/capacity.ts';
import { tenths } from './digestFact.ts';
import type { Measured } from './digestFact.ts';
import { isReview } from './planFacts.ts';

interface Wait {
  readonly hours: number;
  readonly title: string;
  /** Of a private repository: its name is told to nobody. */
  readonly isPrivate?: boolean;
}

/**
 * Reviews that wait: the person's pull requests on GitHub, from their opening to the first review by somebody else, or to now; and
 * waiting that was logged by hand.
 */
export function reviewFacts(reader: ActivityReader, measured: Measured): DigestFact[] {
  const { context } = measured;
  const events = readGithub(reader, { from: context.now - reviewReachMs, to: context.now + dayMs });
  const waits = waitsOn(events, context.now);
  const logged = measured.history.rows.activities.filter(
    ({ title, start }) => start >= measured.from && isReview(title) && /\bwait/i.test(title),
  );
  const all: Wait[] = [...waits, ...logged.map(({ start, end, title }) => ({ hours: (end - start) / hourMs, title }))];
  if (all.length === 0) return [];
  const longest = all.reduce((a, b) => (b.hours > a.hours ? b : a));
  const values = {
    reviews: all.length,
    medianWaitHours: tenths(medianOf(all.map(({ hours }) => hours))),
    longestWaitHours: tenths(longest.hours),
  };
  const text = context.t(
    '{0} reviews waited {1} h as a rule, the longest {2} h: {3}',
    values.reviews,
    values.medianWaitHours,
    values.longestWaitHours,
    longest.title,
  );
  const weight = Math.min(90, 30 + 5 * all.length + values.medianWaitHours / 4);
  return [
    {
      id: 'reviews',
      topic: 'review',
      weight,
      names: longest.isPrivate ? {} : { task: longest.title },
      labels: {},
      values,
      text,
    },
  ];
}

function waitsOn(events: readonly Filed[], now: number): Wait[] {
  const waits = waitsForReviewUntil(now, ofKind(events, 'pull'), ofKind(events, 'review'));
  return waits.map(({ start, end, pull: { title, isPrivate } }) => ({
    hours: (end - start) / hourMs,
    title,
    isPrivate,
  }));
}
