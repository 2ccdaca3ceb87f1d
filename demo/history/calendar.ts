import { addDays, type Day, weekdayOf } from '../../src/core/time/days.ts';
import { Random } from './random.ts';

/** The kind of day. */
export type DayKind = 'work' | 'weekend' | 'holiday' | 'vacation' | 'sick';

/** Fixed public holidays of a made-up country: no 90 days without one. */
const holidays: ReadonlySet<string> = new Set([
  '01-01',
  '01-06',
  '02-17',
  '04-07',
  '05-01',
  '06-24',
  '08-15',
  '10-03',
  '11-01',
  '12-24',
  '12-25',
  '12-26',
]);

/** A quarter has a week of vacation. */
const quarter = 13 * 7;

/**
 * Tells whether a day is worked on, and if not, why.
 * @param today the last day of the history, which vacations are counted back from: never in the last two weeks
 */
export function kindOfDay(day: Day, today: Day, seed: number): DayKind {
  if (day === today) return 'work';
  const weekday = weekdayOf(day);
  if (weekday === 0 || weekday === 6) return 'weekend';
  if (holidays.has(day.slice(5))) return 'holiday';
  if (isVacation(day, today, seed)) return 'vacation';
  return new Random(`sick ${seed} ${day}`).chance(0.012) ? 'sick' : 'work';
}

function isVacation(day: Day, today: Day, seed: number): boolean {
  const monday = addDays(day, -((weekdayOf(day) + 6) % 7));
  const thisMonday = addDays(today, -((weekdayOf(today) + 6) % 7));
  const weeksAgo = Math.round((Date.parse(thisMonday) - Date.parse(monday)) / 604_800_000);
  const weeks = quarter / 7;
  return weeksAgo % weeks === new Random(`vacation ${seed} ${Math.floor(weeksAgo / weeks)}`).whole(3, weeks - 2);
}
