import { medianOf } from '../../core/base/median.ts';
import { counted } from '../../core/base/counted.ts';
import { dayMs, dayOf, hourMs } from '../../core/time/days.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import type { Activity } from '../../core/facts/activities.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import { ofKind, readCodeHosts } from '../collaboration/events.ts';
import { reviewReachMs, waitsForReviewUntil } from '../collaboration/waits.ts';
import { inDays, sum, tenths } from './digestFact.ts';
import type { DigestInput } from './digestFact.ts';
import { isReview } from './planFacts.ts';
import { workingHours } from './workingHours.ts';

/**
 * Waiting, each kind by its own measure: the person's pull requests on GitHub, from their opening to the first review by someone
 * else, or to now, in working hours; and waiting that was logged by hand, as it was logged.
 */
export function reviewFacts(reader: ActivityReader, measured: DigestInput): DigestFact[] {
  const logged = measured.history.rows.activities.filter(
    ({ title, start }) => start >= measured.from && /\b(?:wait|blocked)/i.test(title),
  );
  return [
    ...pullFacts(reader, measured),
    ...loggedFacts(
      logged.filter(({ title }) => isReview(title)),
      'review',
      measured,
    ),
    ...loggedFacts(
      logged.filter(({ title }) => !isReview(title)),
      'other',
      measured,
    ),
  ];
}

function pullFacts(reader: ActivityReader, measured: DigestInput): DigestFact[] {
  const { context } = measured;
  const events = readCodeHosts(reader, { from: context.now - reviewReachMs, to: context.now + dayMs });
  const working = workingHours(measured);
  const waits = waitsForReviewUntil(context.now, ofKind(events, 'pull'), ofKind(events, 'review')).map(
    ({ start, end, pull: { title, isPrivate } }) => ({ hours: working.between(start, end), title, isPrivate }),
  );
  const longest = waits.toSorted((a, b) => b.hours - a.hours)[0];
  if (!longest) return [];
  const values = {
    reviews: waits.length,
    medianWorkingHours: tenths(medianOf(waits.map(({ hours }) => hours))),
    longestWorkingHours: tenths(longest.hours),
    // By the person's own day: two whole mornings of someone who works mornings are a long wait.
    reviewsOverDay: waits.filter(({ hours }) => hours > working.ofDay).length,
  };
  const { t } = context;
  const hours = counted(t, ['1 working hour', '{0} working hours'], [values.medianWorkingHours]);
  const text = counted(
    t,
    ['1 review came after {1}: {3}', 'The median of {0} reviews came after {1}, the last after {2}: {3}'],
    [values.reviews, hours, values.longestWorkingHours, longest.title],
  );
  const weight = Math.min(90, 30 + 5 * waits.length + values.medianWorkingHours);
  // The name of a private repository's pull request stays here.
  const names = longest.isPrivate ? {} : { task: longest.title };
  return [{ id: 'reviews', topic: 'review', weight, names, labels: { about: 'pulls' }, values, text }];
}

function loggedFacts(logged: readonly Activity[], about: 'review' | 'other', measured: DigestInput): DigestFact[] {
  const longest = logged.toSorted((a, b) => b.end - b.start - (a.end - a.start))[0];
  if (!longest) return [];
  const { t, rules } = measured.context;
  const values = {
    logs: logged.length,
    days: new Set(logged.map(({ start, offset }) => dayOf(start, offset, rules.dayStartsAt))).size,
    totalHours: tenths(sum(logged.map(({ start, end }) => end - start)) / hourMs),
  };
  const days = inDays(values.days, measured.context);
  const text = t('{0} h of waiting logged on {1}, such as: {2}', values.totalHours, days, longest.title);
  const weight = Math.min(90, 30 + 2 * values.totalHours);
  const id = about === 'review' ? 'reviews:logged' : 'waiting:logged';
  return [
    {
      id,
      topic: 'review',
      weight,
      names: { task: longest.title },
      labels: { about: 'logged', of: about },
      values,
      text,
    },
  ];
}
