import { addMonths, partsOf } from '../../core/time/civil.ts';
import { addDays, mondayOf, weekdayOf, type Day } from '../../core/time/days.ts';

/** Repetition of a task. Everything is in civil days, so neither a clock change nor a time zone moves an occurrence. */
export interface Recurrence {
  readonly every: 'day' | 'workday' | 'week' | 'month';
  /** Number of days, weeks, or months between occurrences; always 1 for workdays. */
  readonly interval: number;
  /** For weeks: 0 is Sunday, 6 is Saturday. Default: the first day's weekday. */
  readonly weekdays?: readonly number[] | undefined;
  /** For months: the date, remembered even if a month is too short for it. Default: the first day's date. */
  readonly monthDay?: number | undefined;
  /** Counted from the day on which the task is due, or from the day on which it was done. */
  readonly from: 'due' | 'done';
  /** The last day on which an occurrence can be due. */
  readonly until?: Day | undefined;
}

/** An occurrence that was completed or skipped. */
export interface SettledOccurrence {
  /** The day on which it was due. */
  readonly day: Day;
  /** The day on which it was completed or skipped. */
  readonly settledOn: Day;
}

/** Returns the id of an occurrence: made of the series and its day, so that two machines that complete the same one write one record. */
export function occurrenceId(series: string, day: Day): string {
  return `${series}@${day}`;
}

/** Returns the series and the day of an occurrence's id; undefined for the id of anything else. */
export function parseOccurrenceId(id: string): { readonly series: string; readonly day: Day } | undefined {
  const [, series, day] = /^(.+)@(\d{4}-\d{2}-\d{2})$/.exec(id) ?? [];
  return series !== undefined && day !== undefined ? { series, day } : undefined;
}

/**
 * Returns the day of the one open occurrence. It is computed when read, so nothing has to run at midnight, and nothing piles up: a missed
 * occurrence stays open until it is completed or skipped, and the next one is after that day.
 * @param first the day on which the task is due as a person set it
 * @param settled in any order
 * @returns undefined when the series has ended
 */
export function openOccurrence(first: Day, rule: Recurrence, settled: readonly SettledOccurrence[]): Day | undefined {
  const latest = latestDay(settled.map(({ day }) => day));
  // A task that was postponed past its settled occurrences is due on the chosen day.
  const next = latest === undefined || latest < first ? first : nextOccurrence(first, rule, settled);
  return next !== undefined && (rule.until === undefined || next <= rule.until) ? next : undefined;
}

function nextOccurrence(first: Day, rule: Recurrence, settled: readonly SettledOccurrence[]): Day {
  const days = new Set(settled.map(({ day }) => day));
  const settledOn = latestDay(settled.map((one) => one.settledOn)) ?? first;
  if (rule.from === 'done') {
    let next = stepFrom(settledOn, rule);
    while (days.has(next)) next = stepFrom(next, rule);
    return next;
  }
  const latest = latestDay([...days]) ?? first;
  return nextByRule(first, rule, latest > settledOn ? latest : settledOn);
}

/** The first day of a rule that is later than `after`, which is not before `first`. */
export function nextByRule(first: Day, rule: Recurrence, after: Day): Day {
  const { every, interval } = rule;
  if (every === 'workday') return nextWeekday(after, workdays);
  if (every === 'day') return addDays(after, interval - (daysFrom(first, after) % interval));
  if (every === 'week') {
    const weekdays = weekdaysOf(rule, first);
    for (let day = nextWeekday(after, weekdays); ; day = nextWeekday(day, weekdays)) {
      if ((daysFrom(mondayOf(first), mondayOf(day)) / 7) % interval === 0) return day;
    }
  }
  const date = rule.monthDay ?? partsOf(first).date;
  const passed = Math.floor(monthsFrom(first, after) / interval) * interval;
  const candidate = addMonths(first, passed, date);
  return candidate > after ? candidate : addMonths(first, passed + interval, date);
}

/** One step of a rule that counts from the day on which a task was done. */
function stepFrom(done: Day, rule: Recurrence): Day {
  const { every, interval } = rule;
  if (every === 'workday') return nextWeekday(done, workdays);
  if (every === 'day') return addDays(done, interval);
  if (every === 'month') return addMonths(done, interval, rule.monthDay);
  return rule.weekdays === undefined || rule.weekdays.length === 0
    ? addDays(done, 7 * interval)
    : nextWeekday(addDays(done, 7 * (interval - 1)), rule.weekdays);
}

const workdays = [1, 2, 3, 4, 5];

function weekdaysOf({ weekdays }: Recurrence, first: Day): readonly number[] {
  return weekdays !== undefined && weekdays.length > 0 ? weekdays : [weekdayOf(first)];
}

function nextWeekday(after: Day, weekdays: readonly number[]): Day {
  let day = addDays(after, 1);
  while (!weekdays.includes(weekdayOf(day))) day = addDays(day, 1);
  return day;
}

function latestDay(days: readonly Day[]): Day | undefined {
  return days.reduce<Day | undefined>(
    (latest, day) => (latest === undefined || day > latest ? day : latest),
    undefined,
  );
}

function daysFrom(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function monthsFrom(from: Day, to: Day): number {
  const [a, b] = [partsOf(from), partsOf(to)];
  return (b.year - a.year) * 12 + b.month - a.month;
}
