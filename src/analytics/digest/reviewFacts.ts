import { dayMs, hourMs } from '../../shared/days.ts';
import type { DigestFact } from '../../shared/digest.ts';
import type { DocumentFact } from '../../shared/facts.ts';
import type { ActivityReader } from '../../shared/reader.ts';
import { medianOf } from '../plan/capacity.ts';
import { tenths } from './digestFact.ts';
import type { Measured } from './digestFact.ts';
import { isReview } from './planFacts.ts';

/** Pull requests are looked for as far back as this (ms). */
const reachMs = 28 * dayMs;

interface Wait {
  readonly hours: number;
  readonly title: string;
}

/**
 * Reviews that wait: pull requests in the collection `github`, as far as their documents tell when a review was asked for and when it
 * came, and waiting that was logged by hand.
 */
export function reviewFacts(reader: ActivityReader, measured: Measured): DigestFact[] {
  const { context } = measured;
  const documents = reader.documents('github', { from: context.now - reachMs, to: context.now });
  const waits = documents.flatMap((document) => waitIn(document, context.now));
  const logged = measured.history.rows.activities.filter(
    ({ title, start }) => start >= measured.from && isReview(title) && /\bwait/i.test(title),
  );
  const all = [...waits, ...logged.map(({ start, end, title }) => ({ hours: (end - start) / hourMs, title }))];
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
  return [{ id: 'reviews', topic: 'review', weight, names: { task: longest.title }, labels: {}, values, text }];
}

/** Hours from the request of a review to the review, or to now while none came. Documents of another shape say nothing. */
function waitIn({ body }: DocumentFact, now: number): Wait[] {
  const parsed = parse(body);
  if (!parsed || !/review|pull/i.test(kindOf(parsed))) return [];
  const asked = instantOf(parsed['reviewRequestedAt'] ?? parsed['requestedAt'] ?? parsed['createdAt']);
  const answered = ['firstReviewAt', 'reviewedAt', 'mergedAt', 'closedAt'].map((key) => instantOf(parsed[key]));
  const came = answered.find((at) => at !== undefined) ?? now;
  const title = typeof parsed['title'] === 'string' ? parsed['title'] : '';
  return asked === undefined || came < asked ? [] : [{ hours: (came - asked) / hourMs, title }];
}

function kindOf({ kind, type }: Record<string, unknown>): string {
  return [kind, type].find((word) => typeof word === 'string') ?? '';
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // Written by a newer version, or not by us: it says nothing here.
    return undefined;
  }
}

function instantOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
