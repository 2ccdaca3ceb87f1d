import { addMonths, lastDateOf, partsOf } from '../../../core/time/civil.ts';
import { addDays, weekdayOf, type Day } from '../../../core/time/days.ts';

/** Day and place that dates are relative to. */
export interface QuickAddContext {
  readonly today: Day;
  /** Minutes since local midnight. */
  readonly minuteOfDay: number;
  /** Names of days and months, and the order of numbers. */
  readonly words: DateWords;
  /** The zone that times of day get. */
  readonly zone?: string | undefined;
}

/** Names of days and months in English and another language. */
export interface DateWords {
  /** Weekdays by name; 0 is Sunday. */
  readonly weekdays: ReadonlyMap<string, number>;
  /** Months by name; 1 is January. */
  readonly months: ReadonlyMap<string, number>;
  /** Days from today by name, such as "tomorrow". */
  readonly relative: ReadonlyMap<string, number>;
  /** True if `3/4` is the 3rd of April. */
  readonly isDayFirst: boolean;
}

/**
 * Returns the names of days and months, and the order of numbers, of a language, and the names in English too. Takes a few milliseconds.
 * @param locale a BCP 47 tag, such as `de`; an unknown one reads as English
 */
export function dateWordsOf(locale: string): DateWords {
  const tag = localeOf(locale);
  return {
    weekdays: namesOf(tag, { count: 7, first: Date.UTC(2023, 0, 1), step: 1, field: 'weekday' }),
    months: new Map(
      [...namesOf(tag, { count: 12, first: Date.UTC(2023, 0, 1), step: 31, field: 'month' })].map(([name, at]) => [
        name,
        at + 1,
      ]),
    ),
    relative: relativeWords(tag),
    isDayFirst: isDayFirst(tag),
  };
}

/**
 * Reads a day: `fri`, `tomorrow`, `31`, `+3d`, `2026-12-04`, `4.12.`, `12/4`, `4dec`, with names and order of the language. Without a year, it is
 * the next such day, today included; a weekday is the next one after today.
 * @returns undefined for anything else, such as the 31st of February
 */
export function readDay(text: string, { today, words }: Pick<QuickAddContext, 'today' | 'words'>): Day | undefined {
  const word = plain(text);
  const relative = words.relative.get(word);
  if (relative !== undefined) return addDays(today, relative);
  const weekday = words.weekdays.get(word);
  if (weekday !== undefined) return addDays(today, ((weekday - weekdayOf(today) + 6) % 7) + 1);
  return inBounds(
    dayOfMonth(word, today) ?? stepsFrom(word, today) ?? numericDay(word, today, words) ?? namedDay(word, today, words),
  );
}

function inBounds(day: Day | undefined): Day | undefined {
  return day !== undefined && day >= '2000-01-01' && day <= '2100-12-31' ? day : undefined;
}

/** `31`: the next month that has the day. */
function dayOfMonth(word: string, today: Day): Day | undefined {
  const date = /^\d{1,2}$/.test(word) ? Number(word) : 0;
  if (date < 1 || date > 31) return undefined;
  const { year, month } = partsOf(today);
  for (let ahead = 0; ; ahead++) {
    const at = year * 12 + month - 1 + ahead;
    const day = dayOrNone(Math.floor(at / 12), (at % 12) + 1, date);
    if (day !== undefined && day >= today) return day;
  }
}

/** `+3d`, `+2w`, `+1m`. */
function stepsFrom(word: string, today: Day): Day | undefined {
  const [, digits = '', unit] = /^\+(\d{1,4})([dwm])$/.exec(word) ?? [];
  if (unit === undefined) return undefined;
  const count = Number(digits);
  if (unit === 'm') return count <= 1200 ? addMonths(today, count) : undefined;
  return addDays(today, unit === 'w' ? count * 7 : count);
}

function numericDay(word: string, today: Day, { isDayFirst: dayFirst }: DateWords): Day | undefined {
  const [, year, month, date] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(word) ?? [];
  if (year !== undefined) return dayOrNone(Number(year), Number(month), Number(date));
  const [, a, sign, b, rest] = /^(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2})?)?$/.exec(word) ?? [];
  if (a === undefined) return undefined;
  // Dots are used where the day comes first; `12-4` could be anything, so it goes by the language like `12/4`.
  const [first, second] = [Number(a), Number(b)];
  const [d, m] = sign === '.' || dayFirst ? [first, second] : [second, first];
  return rest === undefined ? nextSuch(today, m, d) : dayOrNone(fullYear(rest), m, d);
}

/** `4dec`, `dec4`, `4-dec-2026`, `4.dez`. */
function namedDay(word: string, today: Day, { months }: DateWords): Day | undefined {
  const [, date = '', name = '', year] = /^(\d{1,2})[.-]*(\p{L}+)[.-]*(\d{4})?$/u.exec(word) ?? [];
  const [, nameFirst = '', dateLast = ''] = /^(\p{L}+)[.-]*(\d{1,2})$/u.exec(word) ?? [];
  const month = months.get(name || nameFirst);
  if (month === undefined) return undefined;
  const day = Number(date || dateLast);
  return year === undefined ? nextSuch(today, month, day) : dayOrNone(Number(year), month, day);
}

function nextSuch(today: Day, month: number, date: number): Day | undefined {
  const { year } = partsOf(today);
  // The 29th of February is at most eight years away.
  for (let next = year; next <= year + 8; next++) {
    const day = dayOrNone(next, month, date);
    if (day !== undefined && day >= today) return day;
  }
  return undefined;
}

/** Two digits are a year of this century: a task is due in the future. */
function fullYear(digits: string): number {
  return digits.length === 2 ? 2000 + Number(digits) : Number(digits);
}

function dayOrNone(year: number, month: number, date: number): Day | undefined {
  if (month < 1 || month > 12 || date < 1 || date > lastDateOf(year, month)) return undefined;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** Reads a time of day: `14:30`, `9:05`, `2pm`, `2:30pm`. @returns `HH:MM`, or undefined for anything else */
export function readTime(text: string): string | undefined {
  const [, digits = '', minutes, half] = /^(\d{1,2})(?::([0-5]\d))?(am|pm)?$/i.exec(text) ?? [];
  if (digits === '' || (minutes === undefined && half === undefined)) return undefined;
  const shownHour = Number(digits);
  if (half !== undefined && (shownHour < 1 || shownHour > 12)) return undefined;
  const hour = half === undefined ? shownHour : (shownHour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  return hour > 23 ? undefined : `${String(hour).padStart(2, '0')}:${minutes ?? '00'}`;
}

/** A word as it is compared: without case, accents, and dots. */
export function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function localeOf(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

interface Names {
  readonly count: number;
  /** ms since the epoch of the first one. */
  readonly first: number;
  /** Days from one to the next. */
  readonly step: number;
  readonly field: 'weekday' | 'month';
}

/** Full and short names by their position. A name of two of them is left out. English comes last, so the own language wins. */
function namesOf(locale: string, { count, first, step, field }: Names): Map<string, number> {
  const names = new Map<string, number>();
  for (const tag of [locale, 'en']) {
    const own = new Map<string, number>();
    for (const width of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(tag, { [field]: width, timeZone: 'UTC' });
      for (let at = 0; at < count; at++) {
        const name = plain(format.format(first + at * step * 86_400_000)).replace(/\.$/, '');
        if (name !== '' && !/[\s\d,]/.test(name)) own.set(name, (own.get(name) ?? at) === at ? at : -1);
      }
    }
    for (const [name, at] of own) if (at >= 0 && !names.has(name)) names.set(name, at);
  }
  return names;
}

function relativeWords(locale: string): Map<string, number> {
  const words = new Map([
    ['tod', 0],
    ['tom', 1],
  ]);
  for (const tag of ['en', locale]) {
    const format = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
    for (const days of [0, 1, 2]) {
      const word = plain(format.format(days, 'day'));
      if (!/[\s\d]/.test(word)) words.set(word, days);
    }
  }
  return words;
}

function isDayFirst(locale: string): boolean {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: 'UTC' }).formatToParts(0).map(({ type }) => type);
  return parts.indexOf('day') < parts.indexOf('month');
}
