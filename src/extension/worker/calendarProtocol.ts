import type { CalendarContent } from '../../planning/calendar/ics/readCalendar.ts';
import type { TimeRange } from '../../core/time/days.ts';

/** The input of the thread that reads a calendar. */
export interface CalendarInput {
  readonly texts: readonly string[];
  readonly range: TimeRange;
  /** The zone of the reader; undefined for that of the process. */
  readonly timeZone: string | undefined;
  readonly addresses: readonly string[];
}

export type CalendarMessage = { readonly content: CalendarContent } | { readonly error: string };
