import { weekdayOf } from '../../../core/time/days.ts';
import { parseTime, type IcsTime } from './icsTime.ts';

/** Frequencies of a rule. Rules that repeat more than hourly aren't supported: no meeting does. */
export type Frequency = 'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY' | 'HOURLY';

/** A weekday of a rule: 0 is Sunday. With `nth`, the first (1), second, or last (-1) of the month or the year. */
export interface RuleDay {
  readonly weekday: number;
  readonly nth: number;
}

/** A recurrence rule (RFC 5545, section 3.3.10). Lists that the rule doesn't have are empty. */
export interface RecurrenceRule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count?: number;
  readonly until?: IcsTime;
  readonly months: readonly number[];
  readonly weekNumbers: readonly number[];
  readonly yearDays: readonly number[];
  readonly monthDays: readonly number[];
  readonly days: readonly RuleDay[];
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  readonly positions: readonly number[];
  /** The first day of the week: 0 is Sunday. */
  readonly weekStart: number;
}

const frequencies: readonly string[] = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY'] satisfies Frequency[];
const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
/** The longest list of a rule that is read; the longest that makes sense is that of the days of a year. */
const longestList = 400;

/** Reads a rule. @returns undefined for one that can't be followed: its event then takes place once */
export function parseRule(text: string): RecurrenceRule | undefined {
  const parts = new Map(
    text
      .slice(0, 10_000)
      .toUpperCase()
      .split(';')
      .map((part) => [part.split('=')[0]?.trim() ?? '', part.split('=')[1]?.trim() ?? '']),
  );
  const frequency = parts.get('FREQ') ?? '';
  const interval = Number(parts.get('INTERVAL') ?? 1);
  const count = parts.get('COUNT');
  const until = parts.get('UNTIL');
  const weekStart = weekdays.indexOf(parts.get('WKST') ?? 'MO');
  const numbers = (name: string, least: number, most: number) => numbersIn(parts.get(name), least, most);
  const lists = {
    months: numbers('BYMONTH', 1, 12),
    weekNumbers: numbers('BYWEEKNO', -53, 53),
    yearDays: numbers('BYYEARDAY', -366, 366),
    monthDays: numbers('BYMONTHDAY', -31, 31),
    hours: numbers('BYHOUR', 0, 23),
    minutes: numbers('BYMINUTE', 0, 59),
    positions: numbers('BYSETPOS', -366, 366),
    days: daysIn(parts.get('BYDAY')),
  };
  const isKnown = frequencies.includes(frequency) && Number.isInteger(interval) && interval > 0 && weekStart >= 0;
  if (!isKnown || Object.values(lists).includes(undefined)) return undefined;
  const end = until === undefined ? undefined : parseTime(until);
  if ((count !== undefined && !/^\d{1,9}$/.test(count)) || (until !== undefined && !end)) return undefined;
  return {
    ...(lists as { [List in keyof typeof lists]-?: NonNullable<(typeof lists)[List]> }),
    frequency: frequency as Frequency,
    interval,
    weekStart,
    ...(count !== undefined && { count: Number(count) }),
    ...(end && { until: end }),
  };
}

function numbersIn(text: string | undefined, least: number, most: number): number[] | undefined {
  if (text === undefined || text === '') return [];
  const numbers = text.split(',').map(Number);
  // Lists that count from both ends have no zeroth item.
  const isFitting = numbers.every(
    (one) => Number.isInteger(one) && one >= least && one <= most && (least >= 0 || one !== 0),
  );
  return isFitting && numbers.length <= longestList ? numbers : undefined;
}

function daysIn(text: string | undefined): RuleDay[] | undefined {
  if (text === undefined || text === '') return [];
  const found = text.split(',').map((part) => /^\s*([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)\s*$/.exec(part));
  if (found.some((one) => !one) || found.length > longestList) return undefined;
  return found.map((one) => ({ weekday: weekdays.indexOf(one?.[2] ?? ''), nth: Number(one?.[1] ?? 0) }));
}

/** Returns the rule with what it inherits from the first occurrence, as the standard requires. */
export function completedRule(rule: RecurrenceRule, firstDay: string): RecurrenceRule {
  const { frequency, monthDays, days, months, weekNumbers, yearDays } = rule;
  const [, month = 1, date = 1] = firstDay.split('-').map(Number);
  const weekday = { weekday: weekdayOf(firstDay), nth: 0 };
  const hasDays = monthDays.length > 0 || days.length > 0 || weekNumbers.length > 0 || yearDays.length > 0;
  if (frequency === 'WEEKLY') return days.length > 0 ? rule : { ...rule, days: [weekday] };
  if (frequency === 'MONTHLY') return hasDays ? rule : { ...rule, monthDays: [date] };
  if (frequency !== 'YEARLY') return rule;
  if (weekNumbers.length > 0 && days.length === 0 && monthDays.length === 0 && yearDays.length === 0)
    return { ...rule, days: [weekday] };
  if (hasDays) return rule;
  return { ...rule, monthDays: [date], months: months.length > 0 ? months : [month] };
}
