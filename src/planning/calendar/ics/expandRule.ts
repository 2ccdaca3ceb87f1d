import { addDays, dayMs, dayOf, hourMs, minuteMs, weekdayOf } from '../../../core/time/days.ts';
import { lastDateOf, partsOf } from '../../../core/time/civil.ts';
import { completedRule, type RecurrenceRule } from './rule.ts';

/** The remaining budget for a calendar's rules, in examined days and times. */
export interface Budget {
  left: number;
}

/** The wanted occurrences: those in `[from, to)`, in local clock time (see `IcsTime.wall`). */
export interface WallRange {
  readonly from: number;
  readonly to: number;
}

/** More occurrences of one rule in a range are not meetings. */
const occurrencesAtMost = 2000;
/** The maximum share of the budget for one rule: 40 years of days for a rule that counts its occurrences. */
const perRule = 15_000;

/**
 * Lists the occurrences of a rule in a range, in order, the first one of the event among them only when the rule gives it. All of it is in
 * times of the clock, so a clock change moves nothing.
 *
 * The work is bounded: a rule is followed from the range on, or from its first occurrence where it counts, one period after the other, and
 * never beyond the range. A rule that gives nothing, such as one for February 30, ends there like any other.
 * @param first the start of the event
 * @returns undefined when the rule takes more work than the budget has
 */
export function expandRule(
  first: number,
  written: RecurrenceRule,
  { range, budget }: { readonly range: WallRange; readonly budget: Budget },
): number[] | undefined {
  const rule = completedRule(written, dayAt(first));
  const end = Math.min(range.to, rule.until === undefined ? Infinity : lastOf(rule.until) + 1);
  const found: number[] = [];
  const least = Math.max(0, budget.left - perRule);
  let left = rule.count ?? Infinity;
  for (const period of periodsOf(first, rule, { from: rule.count === undefined ? range.from : first, to: end })) {
    budget.left -= period.days.length + 1;
    if (budget.left < least) return undefined;
    for (const at of timesIn(period, first, { rule, budget })) {
      if (at < first) continue;
      if (at >= end || left-- <= 0) return found;
      if (at >= range.from && found.push(at) >= occurrencesAtMost) return found;
    }
  }
  return found;
}

/** A rule that ends on a date includes that day. */
function lastOf({ wall, isDate }: NonNullable<RecurrenceRule['until']>): number {
  return isDate ? wall + dayMs - 1 : wall;
}

/** A stretch of a rule: the days that are looked at, and the hour of a rule that repeats hourly. */
interface Period {
  readonly days: readonly string[];
  readonly hour?: number;
}

function* periodsOf(first: number, rule: RecurrenceRule, { from, to }: WallRange): Generator<Period, void> {
  const { frequency, interval, weekStart } = rule;
  const day = dayAt(first);
  const { year, month } = partsOf(day);
  if (frequency === 'HOURLY') {
    const hour = Math.floor(first / hourMs);
    for (let n = skipped(Math.floor(from / hourMs) - hour, interval); (hour + n) * hourMs < to; n += interval)
      yield { days: [dayAt((hour + n) * hourMs)], hour: (((hour + n) % 24) + 24) % 24 };
  } else if (frequency === 'DAILY' || frequency === 'WEEKLY') {
    const length = frequency === 'DAILY' ? 1 : 7;
    const start = Date.parse(length === 1 ? day : addDays(day, -((weekdayOf(day) - weekStart + 7) % 7)));
    const step = length * interval * dayMs;
    for (let at = start + skipped((from - start) / dayMs - length, length * interval) * dayMs; at < to; at += step)
      yield { days: listDays(dayAt(at), length) };
  } else if (frequency === 'MONTHLY') {
    const index = year * 12 + month - 1;
    const wanted = partsOf(dayAt(from));
    const begin = index + skipped(wanted.year * 12 + wanted.month - 1 - index, interval);
    for (let at = begin; ; at += interval) {
      const [thisYear, thisMonth] = [Math.floor(at / 12), (at % 12) + 1];
      if (Date.UTC(thisYear, thisMonth - 1) >= to) return;
      yield { days: listDays(isoOf(thisYear, thisMonth), lastDateOf(thisYear, thisMonth)) };
    }
  } else {
    const begin = year + skipped(partsOf(dayAt(from)).year - year, interval);
    for (let at = begin; Date.UTC(at, 0) < to; at += interval) yield { days: daysInYear(at, rule) };
  }
}

/** The days of a year, or of the months that a rule names: a thousand birthdays must not use up the budget. */
function daysInYear(year: number, { months }: RecurrenceRule): string[] {
  if (months.length === 0) return listDays(isoOf(year, 1), (Date.UTC(year + 1, 0) - Date.UTC(year, 0)) / dayMs);
  return sorted(months, 1).flatMap((month) => listDays(isoOf(year, month), lastDateOf(year, month)));
}

/** Returns the units before the last step at or before `distance`; 0 if the range begins before the first. */
function skipped(distance: number, interval: number): number {
  return Math.max(0, Math.floor(distance / interval) * interval);
}

/** The times in a period that the rule gives, in order. */
function timesIn(
  { days, hour }: Period,
  first: number,
  { rule, budget }: { rule: RecurrenceRule; budget: Budget },
): number[] {
  const time = ((first % dayMs) + dayMs) % dayMs;
  const usual = Math.floor(time / hourMs);
  if (hour !== undefined && rule.hours.length > 0 && !rule.hours.includes(hour)) return [];
  const hours = hour !== undefined ? [hour] : sorted(rule.hours, usual);
  const minutes = sorted(rule.minutes, Math.floor((time % hourMs) / minuteMs));
  const fitting = days.filter((day) => fits(day, rule));
  budget.left -= fitting.length * hours.length * minutes.length;
  const times = fitting.flatMap((day) =>
    hours.flatMap((h) => minutes.map((m) => Date.parse(day) + h * hourMs + m * minuteMs + (time % minuteMs))),
  );
  if (rule.positions.length === 0) return times;
  const places = new Set(rule.positions.map((place) => (place > 0 ? place - 1 : times.length + place)));
  return times.filter((_, place) => places.has(place));
}

function sorted(numbers: readonly number[], usual: number): number[] {
  return numbers.length === 0 ? [usual] : [...new Set(numbers)].sort((a, b) => a - b);
}

function fits(day: string, rule: RecurrenceRule): boolean {
  const { year, month, date } = partsOf(day);
  const { months, monthDays, yearDays, weekNumbers } = rule;
  if (months.length > 0 && !months.includes(month)) return false;
  const inMonth = lastDateOf(year, month);
  if (monthDays.length > 0 && !monthDays.includes(date) && !monthDays.includes(date - inMonth - 1)) return false;
  if (yearDays.length > 0) {
    const inYear = (Date.UTC(year + 1, 0) - Date.UTC(year, 0)) / dayMs;
    const number = (Date.parse(day) - Date.UTC(year, 0)) / dayMs + 1;
    if (!yearDays.includes(number) && !yearDays.includes(number - inYear - 1)) return false;
  }
  if (weekNumbers.length > 0 && !isInWeeks(day, rule)) return false;
  return rule.days.length === 0 || rule.days.some((one) => isDayOf(one, day, rule));
}

/** The weekday, and which one it is of its month or, where a yearly rule names no month, of its year. */
function isDayOf(
  { weekday, nth }: RecurrenceRule['days'][number],
  day: string,
  { frequency, months }: RecurrenceRule,
): boolean {
  if (weekdayOf(day) !== weekday) return false;
  if (nth === 0 || (frequency !== 'MONTHLY' && frequency !== 'YEARLY')) return true;
  const { year, month, date } = partsOf(day);
  const isOfYear = frequency === 'YEARLY' && months.length === 0;
  const number = isOfYear ? (Date.parse(day) - Date.UTC(year, 0)) / dayMs + 1 : date;
  const length = isOfYear ? (Date.UTC(year + 1, 0) - Date.UTC(year, 0)) / dayMs : lastDateOf(year, month);
  return nth > 0 ? Math.ceil(number / 7) === nth : Math.ceil((length - number + 1) / 7) === -nth;
}

/** Week 1 is the first that has at least four days in the year. */
function isInWeeks(day: string, { weekNumbers, weekStart }: RecurrenceRule): boolean {
  const begin = addDays(day, -((weekdayOf(day) - weekStart + 7) % 7));
  const { year } = partsOf(addDays(begin, 3));
  const number = (Date.parse(begin) - Date.parse(firstWeek(year, weekStart))) / (7 * dayMs) + 1;
  const weeks = (Date.parse(firstWeek(year + 1, weekStart)) - Date.parse(firstWeek(year, weekStart))) / (7 * dayMs);
  return weekNumbers.includes(number) || weekNumbers.includes(number - weeks - 1);
}

function firstWeek(year: number, weekStart: number): string {
  const fourth = isoOf(year, 1, 4);
  return addDays(fourth, -((weekdayOf(fourth) - weekStart + 7) % 7));
}

function listDays(from: string, count: number): string[] {
  const start = Date.parse(from);
  return Array.from({ length: count }, (_, index) => dayAt(start + index * dayMs));
}

function isoOf(year: number, month: number, date = 1): string {
  return dayAt(Date.UTC(year, month - 1, date));
}

function dayAt(wall: number): string {
  return dayOf(wall, 0);
}
