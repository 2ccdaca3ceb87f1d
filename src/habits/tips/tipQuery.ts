import * as z from 'zod';
import type { DailyTotals } from '../../core/facts/dailyTotals.ts';
import { action, query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { collection } from '../../core/records/collection.ts';
import { addDays, minuteMs } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import { breaksOf } from '../breaks/breakRules.ts';
import { plannedDay } from '../../core/views/plannedDay.ts';
import { patternsIn, type PatternBasis } from '../focus/patternQuery.ts';
import { goalsOf } from '../storedGoals.ts';
import { tipIds, tipOf } from './tips.ts';

/** Days before today that are included. */
const daysBack = 28;
const breakMs = 5 * minuteMs;

/** Dismissed tips, and when. */
const dismissals = collection('dismissedTips', z.object({ tip: z.enum(tipIds), day: plannedDay }));

const tipView = z.object({
  tip: z
    .object({ id: z.enum(tipIds), text: z.string(), evidence: z.string() })
    .optional()
    .describe('Absent where no rule has enough to go by, and on a day on which one was dismissed.'),
});
export type TipView = z.infer<typeof tipView>;

/** Dismisses a tip for good. */
export const dismissTip = action('tips.dismiss', {
  title: 'Dismiss a tip',
  description: 'Never shows this tip again. On the same day, no other one is shown.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ id: z.enum(tipIds), day: plannedDay }),
  result: z.object({}),
  run: async (app, { id: tip, day }) => (await app.records(dismissals).create({ tip, day }), {}),
});

/** Everything that tips depend on; provided by the catalog. */
interface TipBasis extends PatternBasis {
  readonly totals: DailyTotals;
}

/** Makes the query for the tip of the day. */
export function tipQuery(basis: TipBasis) {
  return query('tips.today', {
    title: 'Tip of the day',
    description:
      'At most one tip a day, from a rule over the last four weeks, with the figures behind it. Made on this machine, without AI.',
    access: 'read',
    transports: ['view', 'http', 'mcp', 'cli'],
    params: z.object({}),
    result: tipView,
    prepare: (read) => basis.totals.prepare(read, addDays(presentDay(read), -daysBack)),
    run: (read): TipView => {
      const tip = tipNow(read, basis);
      return tip ? { tip } : {};
    },
  });
}

function tipNow(read: Reading, { totals, stretches, ...events }: TipBasis) {
  const today = presentDay(read);
  const gone = read.records(dismissals).records.map(({ values }) => values);
  if (gone.some(({ day }) => day === today)) return undefined;
  const from = addDays(today, -daysBack);
  const days = { from, to: addDays(today, -1) };
  const byDay = stretches(read, days.from, days.to);
  const longestWork = new Map(
    [...byDay].map(([day, list]) => [
      day,
      breaksOf(
        list.filter(({ kind }) => kind !== 'break'),
        breakMs,
      ).longestWorkMs,
    ]),
  );
  const { best, interruptions } = patternsIn(read, { ...days, byDay }, events);
  const facts = {
    today,
    dismissed: new Set(gone.map(({ tip }) => tip)),
    days: totals.since(read, from).filter(({ day }) => day < today),
    longestWork,
    best,
    interruptions,
    hasGoal: goalsOf(read).length > 0,
  };
  return tipOf(facts, read.t);
}
