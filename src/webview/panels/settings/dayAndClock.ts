import type { Format } from '../../format/format.ts';
import { dayOf } from '../../../core/time/days.ts';

/** An instant as day and clock time, where the user is. */
export function dayAndClock(at: number, format: Format, offset: number): string {
  return `${format.shortDay(dayOf(at, offset))} ${format.clock(at, offset)}`;
}
