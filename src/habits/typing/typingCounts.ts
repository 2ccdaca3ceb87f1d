import * as z from 'zod';
import { instant, utcOffset } from '../../core/records/timeFields.ts';
import { checkDayRange } from '../../core/operations/dayRange.ts';
import { query } from '../../core/operations/operation.ts';
import { collection } from '../../core/records/collection.ts';
import { dayOf, daysBetween, rangeAround } from '../../core/time/days.ts';
import { daySchema } from '../../core/views/views.ts';
import { typingCollection } from './typingTally.ts';

const count = z.number().int().min(0);
const counts = {
  typed: count.describe('Characters put in by keys. Pasted, completed, and generated text is left out.'),
  removed: count.describe('Characters taken out by keys.'),
  keys: count.describe('Keys that changed a text or moved its cursor. VS Code reports no others.'),
  mouse: count.describe('Selections and cursor moves with the mouse.'),
};

/** Counts of keys of one window, up to an hour each. They say how many, never which. */
export const typingCounts = collection(
  typingCollection,
  z.object({ start: instant, offset: utcOffset.int(), ...counts }),
);

/** The longest range of days that is asked for at once. */
const daysAtMost = 366;
const recordsAtMost = 100_000;

export const typingDays = query('typing.days', {
  title: 'Typing',
  description:
    'Characters typed and deleted, keys, and selections with the mouse, by day, in text editors. Counted only while the user has switched it on. What was typed is never recorded.',
  access: 'read',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ from: daySchema, to: daySchema.describe(`At most ${daysAtMost} days, both included.`) }),
  result: z.object({ days: z.array(z.object({ day: daySchema, ...counts })) }),
  run: (read, { from, to }) => {
    checkDayRange({ from, to }, daysAtMost);
    const days = new Map(daysBetween(from, to).map((day) => [day, { day, typed: 0, removed: 0, keys: 0, mouse: 0 }]));
    const { records } = read.records(typingCounts, { by: 'start', ...rangeAround(from, to), limit: recordsAtMost });
    for (const { start, offset, typed, removed, keys, mouse } of records.map(({ values }) => values)) {
      const sum = days.get(dayOf(start, offset, read.rules.dayStartsAt));
      if (!sum) continue;
      sum.typed += typed;
      sum.removed += removed;
      sum.keys += keys;
      sum.mouse += mouse;
    }
    return { days: [...days.values()] };
  },
});
