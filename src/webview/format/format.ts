import { exactDuration } from '../../core/base/format.ts';
import { moneyText, type ShownCurrency } from '../../core/base/money.ts';
import { minuteMs } from '../../core/time/days.ts';
import type { Plural } from './plural.ts';
import type { OffsetAt } from '../../core/time/zone.ts';
import { fill } from './text.ts';

type UnitDisplay = 'narrow' | 'long';

/** Numbers, times and days as people of the UI's language read them. */
export interface Format {
  /** Formats milliseconds as hours and minutes, such as `5h 12m`; between zero and a minute as `<1m`. */
  duration(ms: number, display?: UnitDisplay): string;
  /** Like `duration`, but in seconds below a minute. */
  exactDuration(ms: number): string;
  /** Clock time of an instant, where the user is. @param offset minutes east of UTC of another clock */
  clock(at: number, offset?: number): string;
  /** The hour of an instant, where the user is. */
  hour(at: number): string;
  /** A calendar day `YYYY-MM-DD`, such as `Friday, 21 November`. */
  day(day: string): string;
  /** Like `day`, shorter: `Fri 21 Nov`. */
  shortDay(day: string): string;
  /** Like `shortDay`, with the year where that is another than today's. */
  datedDay(day: string, today: string): string;
  /** Day of the month. */
  dayOfMonth(day: string): string;
  weekday(day: string, width: 'narrow' | 'short' | 'long'): string;
  /** A share from 0 to 1, such as `42%`; `22.5%` with a digit. */
  percent(share: number, digits?: 0 | 1): string;
  number(value: number): string;
  /** A cost in the user's currency. @param usd in US dollars */
  money(usd: number): string;
  /** A mark of an axis of hours: `2h`, and `30m` below one. */
  hours(hours: number): string;
  /** The month of a calendar day: `Nov`. */
  month(day: string): string;
  /** The hour of a clock, 0 to 23. */
  clockHour(hour: number): string;
  count(forms: Plural, count: number): string;
  list(items: readonly string[]): string;
}

const shortDate = { weekday: 'short', day: 'numeric', month: 'short' } as const;
/** Rarely needed, so its format is made when it is. */
const wholeDate = { ...shortDate, year: 'numeric' } as const;

function isSameYear(day: string, other: string): boolean {
  return day.slice(0, 4) === other.slice(0, 4);
}

/**
 * @param locale a language that `Intl` knows
 * @param offsetAt offsets of the clock to show
 * @param currency of costs. Default: US dollars
 */
export function createFormat(locale: string, offsetAt: OffsetAt, currency?: ShownCurrency): Format {
  const inUtc = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    return (at: number) => format.format(at);
  };
  const unit = (name: 'hour' | 'minute' | 'second', unitDisplay: UnitDisplay) => {
    const format = new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay });
    return (value: number) => format.format(value);
  };
  const percents = ([0, 1] as const).map(
    (maximumFractionDigits) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits }),
  );
  const numbers = new Intl.NumberFormat(locale);
  const rules = new Intl.PluralRules(locale);
  const names = new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' });
  const lists = new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' });
  const clock = inUtc({ hour: 'numeric', minute: '2-digit' });
  const hour = inUtc({ hour: 'numeric' });
  const units = {
    narrow: { hour: unit('hour', 'narrow'), minute: unit('minute', 'narrow') },
    long: { hour: unit('hour', 'long'), minute: unit('minute', 'long') },
  };
  const seconds = unit('second', 'narrow');
  const duration = (ms: number, display: UnitDisplay = 'narrow') => {
    if (ms > 0 && ms < minuteMs) return `<${units[display].minute(1)}`;
    const minutes = Math.round(ms / minuteMs);
    const parts = [];
    if (minutes >= 60) parts.push(units[display].hour(Math.floor(minutes / 60)));
    if (minutes < 60 || minutes % 60 > 0) parts.push(units[display].minute(minutes % 60));
    return lists.format(parts);
  };
  const weekdays = {
    narrow: inUtc({ weekday: 'narrow' }),
    short: inUtc({ weekday: 'short' }),
    long: inUtc({ weekday: 'long' }),
  };
  const day = inUtc({ weekday: 'long', day: 'numeric', month: 'long' });
  const month = inUtc({ month: 'short' });
  const shortDay = inUtc(shortDate);
  return {
    duration,
    exactDuration: (ms) => exactDuration(ms, seconds, duration),
    clock: (at, offset = offsetAt(at)) => clock(at + offset * minuteMs),
    hour: (at) => hour(at + offsetAt(at) * minuteMs),
    day: (value) => day(midnight(value)),
    shortDay: (value) => shortDay(midnight(value)),
    datedDay: (value, today) => (isSameYear(value, today) ? shortDay : inUtc(wholeDate))(midnight(value)),
    dayOfMonth: (value) => numbers.format(Number(value.slice(8))),
    weekday: (value, width) => weekdays[width](midnight(value)),
    percent: (share, digits = 0) => percents[digits]?.format(share) ?? '',
    number: (value) => numbers.format(value),
    money: (usd) => moneyText(usd, currency, locale),
    hours: (value) => (value > 0 && value < 1 ? units.narrow.minute(value * 60) : units.narrow.hour(value)),
    month: (value) => month(midnight(value)),
    clockHour: (value) => hour(value * 60 * minuteMs),
    count: (forms, count) => fill(forms[rules.select(count)] ?? forms.other, numbers.format(count)),
    list: (items) => names.format([...items]),
  };
}

function midnight(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/**
 * The locale for numbers and dates: the UI's language, in the variety that the machine prefers (`en-GB` rather than `en`).
 * @param language VS Code's display language
 * @param preferred languages of the machine, best first (`navigator.languages`)
 */
export function chooseLocale(language: string, preferred: readonly string[]): string {
  const base = language.toLowerCase().split(/[-_]/)[0] ?? 'en';
  const variety = preferred.find((candidate) => candidate.toLowerCase().split('-')[0] === base);
  return [variety, language.replaceAll('_', '-'), base].find((candidate) => candidate && isLocale(candidate)) ?? 'en';
}

function isLocale(candidate: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(candidate).length > 0;
  } catch (error) {
    // A language pack may name a language that isn't a valid tag; then the next best is taken.
    if (error instanceof RangeError) return false;
    throw error;
  }
}
