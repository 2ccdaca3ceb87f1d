import { AppError } from '../base/appError.ts';
import { countDays, type Day } from '../time/days.ts';

/** Days that an operation was asked about, both included. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/**
 * Checks a range before its days are listed: to list those up to the year 9999 would hold the worker for seconds.
 * @returns how many days it has, at least one
 * @throws AppError `invalid-input` when it ends before it begins, or has more than `atMost` days
 */
export function checkDayRange({ from, to }: DayRange, atMost: number): number {
  const count = countDays(from, to);
  if (count === 0) throw new AppError('invalid-input', 'to: the last day is before the first');
  if (count > atMost) throw new AppError('invalid-input', `to: at most ${atMost} days at once`);
  return count;
}
