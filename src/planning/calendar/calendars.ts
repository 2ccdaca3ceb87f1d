import { dayOf } from '../../core/time/days.ts';
import * as z from 'zod';
import { instant } from '../../core/records/timeFields.ts';
import { collection } from '../../core/records/collection.ts';
import { eventStates } from './calendarEvents.ts';

/** The meaning of a calendar's events: meetings, blocked time without a meeting, focus time, or nothing. */
export const calendarUses = ['meeting', 'busy', 'focus', 'ignore'] as const;
export type CalendarUse = (typeof calendarUses)[number];

export const calendarSources = ['url', 'file', 'caldav'] as const;

/** Limits of what is stored. */
export const calendarLimits = { calendars: 50, name: 100, addresses: 20, eventsOfDay: 200, rangeDays: 62 } as const;

/**
 * Calendars that the user connected. Addresses of feeds and passwords are not among the fields: they stay in VS Code's secret storage on the
 * machine where the calendar was connected.
 */
export const calendars = collection(
  'calendars',
  z.object({
    name: z.string().min(1).max(calendarLimits.name),
    source: z.enum(calendarSources),
    /** The host that is read from; empty for a file. */
    host: z.string().max(300),
    use: z.enum(calendarUses),
    status: z.enum(['on', 'off']),
    /** Meetings that ended before it was connected are not counted by themselves, ms since the epoch. */
    since: instant,
    /** The user's addresses in it, which identify declined meetings. */
    addresses: z.array(z.string().max(320)).max(calendarLimits.addresses),
  }),
);
export type Calendar = z.infer<typeof calendars.schema>;

const event = z.object({
  id: z.string().max(100),
  title: z.string().max(200),
  start: instant,
  end: instant,
  allDay: z.boolean(),
  state: z.enum(eventStates),
});

/**
 * The events of a calendar that start on one UTC day, as they were when they were last read. One record for each day and calendar, so that
 * a feed that hasn't changed writes nothing. `end` is the latest end of an event.
 */
export const calendarDays = collection(
  'calendarDays',
  z.object({
    calendar: z.string(),
    start: instant,
    end: instant,
    events: z.array(event).max(calendarLimits.eventsOfDay),
  }),
);

/** The user's answer about a meeting that ended, by the id of its event. */
export const meetingAnswers = collection(
  'meetingAnswers',
  z.object({ status: z.enum(['attended', 'missed']), start: instant, end: instant }),
);

/** The id of a calendar's record of a UTC day. */
export function calendarDayId(calendar: string, start: number): string {
  return `${calendar}/${dayOf(start, 0)}`;
}

/** The id of the activity that a meeting counts as: the same on every machine. */
export function meetingActivityId(event: string): string {
  return `meeting:${event}`;
}
