import type { Format } from '../../format/format.ts';
import { wallDay } from '../../format/wallTime.ts';

/** An instant as day and clock time, where the user is. */
export function dayAndClock(at: number, format: Format, offset: number): string {
  return `${format.shortDay(wallDay(at, offset))} ${format.clock(at, offset)}`;
}
