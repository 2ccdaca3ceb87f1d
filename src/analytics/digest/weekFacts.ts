import { addDays } from '../../core/time/days.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import { durationOf } from '../segment.ts';
import { inWords, minutesOf, percent, shareOf, sum } from './digestFact.ts';
import type { DigestInput, DigestPart } from './digestFact.ts';

/** Weeks before the last one that make the usual one. */
const weeks = 4;
/** The minimum number of them with work. */
const leastWeeks = 2;

/** The last seven days against the user's own weeks before. */
export const weekFacts: DigestPart = ({ history, context }: DigestInput): DigestFact[] => {
  const { today, byDay } = history;
  const weekBack = (back: number): number => {
    const from = addDays(today, -7 * back - 6);
    const to = addDays(today, -7 * back);
    const days = [...byDay].filter(([day]) => day >= from && day <= to);
    return sum(days.map(([, segments]) => durationOf(segments)));
  };
  const before = Array.from({ length: weeks }, (_, i) => weekBack(i + 1)).filter((ms) => ms > 0);
  if (before.length < leastWeeks) return [];
  const usual = sum(before) / before.length;
  const now = weekBack(0);
  const values = {
    minutes: minutesOf(now),
    usualMinutes: minutesOf(usual),
    ofUsualShare: shareOf(now, usual),
    weeks: before.length,
  };
  const text = context.t(
    '{0} in the last 7 days, {1} % of the {2} of a usual week, from {3} weeks before',
    inWords(values.minutes, context),
    percent(values.ofUsualShare),
    inWords(values.usualMinutes, context),
    values.weeks,
  );
  return [{ id: 'week', topic: 'week', weight: 50, names: {}, labels: {}, values, text }];
};
