import { dayMs, minuteMs, type Day, type TimeRange } from '../../core/time/days.ts';
import type { FiledEvent } from '../../core/codeHosts/codeHostEvent.ts';
import type { DayWaits, WaitedFor } from '../../core/views/historyViews.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import type { Context } from '../context.ts';
import { ofKind, readCodeHosts } from './events.ts';
import { lengthOf, unionOf, type Interval } from '../../core/time/intervals.ts';
import { reviewReachMs, waitsForReviewUntil } from './waits.ts';

/** The maximum number of named waits, longest first. */
const namedAtMost = 5;

interface NamedWait extends Interval {
  readonly id: string;
  readonly title: string;
  readonly url: string;
}

/**
 * Returns how long a day waited for GitHub: for CI, and for the first review of the person's own pull requests (until now for unreviewed
 * ones). Parallel waits count once. Waiting continues at night, and is nobody's time.
 * @param offset minutes east of UTC that held on the day
 * @returns null if nothing was waited for, as where GitHub was never connected
 */
export function dayWaits(
  reader: ActivityReader,
  { day, offset }: { readonly day: Day; readonly offset: number },
  { now, rules }: Pick<Context, 'now' | 'rules'>,
): DayWaits | null {
  const from = Date.parse(day) + (rules.dayStartsAt - offset) * minuteMs;
  const whole = { from, to: Math.min(now, from + dayMs) };
  const events = readCodeHosts(reader, { from: from - reviewReachMs, to: from + dayMs + reviewReachMs });
  const runs = ofKind(events, 'run').filter(({ endedAt }) => endedAt !== undefined);
  const ci = runs.map(({ id, workflow, branch, url, startedAt: start, endedAt: end = start }): NamedWait => {
    return { id, title: `${workflow} · ${branch}`, url, start, end };
  });
  const waits = { ci: within(ci, whole), review: within(reviewWaits(events, now), whole) };
  return waits.ci.ms + waits.review.ms > 0 ? waits : null;
}

function reviewWaits(events: readonly FiledEvent[], now: number): NamedWait[] {
  const waits = waitsForReviewUntil(now, ofKind(events, 'pull'), ofKind(events, 'review'));
  return waits.map(({ start, end, pull: { id, number, title, url } }) => {
    return { id, title: `#${number} ${title}`, url, start, end };
  });
}

/** Returns the parts of waits within the day. */
function within(waits: readonly NamedWait[], { from, to }: TimeRange): WaitedFor {
  const cut = waits
    .map((wait) => ({ ...wait, start: Math.max(from, wait.start), end: Math.min(to, wait.end) }))
    .filter(({ start, end }) => end > start)
    .sort((a, b) => b.end - b.start - (a.end - a.start));
  return {
    ms: lengthOf(unionOf(cut)),
    count: cut.length,
    named: cut.slice(0, namedAtMost).map(({ id, title, url, start, end }) => ({ id, title, url, ms: end - start })),
  };
}
