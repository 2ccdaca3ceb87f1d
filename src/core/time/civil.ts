import { addDays, type Day } from './days.ts';

/** A day by its parts; the month counts from 1. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly date: number;
}

/** Returns the parts of a day. */
export function partsOf(day: Day): CivilDate {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { year, month, date };
}

/** Returns the day of these parts; a date past the end of its month is the last one of that month. */
export function dayFrom({ year, month, date }: CivilDate): Day {
  const last = lastDateOf(year, month);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(Math.min(date, last), 2)}`;
}

/** Returns how many days a month has. */
export function lastDateOf(year: number, month: number): number {
  return partsOf(addDays(firstOfNext(year, month), -1)).date;
}

/** Returns the day a number of months later, on `date` of that month or on its last day. */
export function addMonths(day: Day, months: number, date = partsOf(day).date): Day {
  const { year, month } = partsOf(day);
  const index = year * 12 + (month - 1) + months;
  return dayFrom({ year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1, date });
}

function firstOfNext(year: number, month: number): Day {
  return month === 12 ? `${pad(year + 1, 4)}-01-01` : `${pad(year, 4)}-${pad(month + 1, 2)}-01`;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
