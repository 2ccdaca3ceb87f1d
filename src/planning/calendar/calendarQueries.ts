import * as z from 'zod';
import { fullName } from '../../core/categories/categories.ts';
import { readCategories } from '../../core/categories/categoryRecords.ts';
import { categorizer } from '../../core/categories/categorize.ts';
import { internalQuery, query } from '../../core/operations/operation.ts';
import { checkDayRange } from '../../core/operations/dayRange.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { dayMs, daysBetween, minuteMs, type Day } from '../../core/time/days.ts';
import { rangeOfDay, userOffsets } from '../../core/time/presentDay.ts';
import { instantOf } from '../../core/time/zone.ts';
import { daySchema } from '../../core/views/views.ts';
import { activityCollection } from '../../core/facts/activities.ts';
import { isDeleted } from '../../core/records/recordState.ts';
import { calendarDayView, calendarView, type CalendarDayView, type CalendarEventView } from './calendarViews.ts';
import { calendarLimits, meetingActivityId } from './calendars.ts';
import type { Interval } from '../../core/time/intervals.ts';
import { clockSchema, minutesOf } from './clockInput.ts';
import { freeWithin, leastFreeMs, timeTaken } from './freeTime.ts';
import { blocksTime } from './judgeMeetings.ts';
import { calendarsOf, eventsIn, judgedEvents, type CalendarBasis, type JudgedEvent } from './readEvents.ts';

const transports = ['view', 'chat', 'http', 'mcp', 'cli'] as const;
/** Lists the calendars that are connected. */
export const listCalendars = query('calendars.list', {
  title: 'Calendars',
  description: 'The calendars that the user connected, and what their events mean.',
  access: 'read',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({}),
  result: z.object({ calendars: z.array(calendarView) }),
  run: (read) => ({
    calendars: calendarsOf(read).map(({ id, name, source, host, use, status }) => ({
      id,
      name,
      source,
      host,
      use,
      on: status === 'on',
    })),
  }),
});

/** Makes the query for events by day; the catalog hands in the measured time, which is another room's. */
export function calendarEventsQuery(basis: CalendarBasis) {
  return query('calendar.events', {
    title: 'Calendar events',
    description:
      'Meetings and other events of the calendars that the user connected, by day, what became of them, and the free time of each day.',
    access: 'read',
    transports,
    tool: {
      reference: 'daymarkCalendar',
      icon: '$(calendar)',
      userDescription: 'Lists meetings and free time from the calendars you connected.',
    },
    params: z.object({
      from: daySchema,
      to: daySchema.describe(`At most ${calendarLimits.rangeDays} days, both included.`),
      workFrom: clockSchema.default('09:00').describe('When the working day begins, for free time.'),
      workTo: clockSchema.default('17:00').describe('When the working day ends, for free time.'),
    }),
    result: z.object({ days: z.array(calendarDayView) }),
    run: (read, { from, to, workFrom, workTo }) => {
      checkDayRange({ from, to }, calendarLimits.rangeDays);
      const work = { from: minutesOf(workFrom), to: minutesOf(workTo) };
      return { days: daysBetween(from, to).map((day) => dayView(read, basis, { day, work })) };
    },
  });
}

interface AskedDay {
  readonly day: Day;
  /** Minutes after midnight. */
  readonly work: { readonly from: number; readonly to: number };
}

function dayView(read: Reading, basis: CalendarBasis, { day, work }: AskedDay): CalendarDayView {
  const range = rangeOfDay(day, read);
  const midnight = Date.parse(day);
  const judged = judgedEvents(read, basis, {
    from: Math.min(range.from, midnight),
    to: Math.max(range.to, midnight + dayMs),
  });
  const onDay = judged.filter(({ event: { allDay, start, end } }) =>
    allDay ? start <= midnight && end > midnight : start < range.to && Math.max(end, start + 1) > range.from,
  );
  const taken = onDay.filter(({ event, calendar }) => blocksTime(event, calendar)).map(({ event }) => event);
  const clockAt = (minutes: number): number => instantOf(midnight + minutes * minuteMs, userOffsets(read));
  const hours = { start: clockAt(work.from), end: clockAt(work.to) };
  const ahead: Interval = {
    start: Math.max(hours.start, range.to > read.now ? read.now : hours.start),
    end: hours.end,
  };
  return {
    day,
    events: onDay.map(eventViewer(read)),
    free: ahead.start < ahead.end ? freeWithin(ahead, taken, leastFreeMs) : [],
    takenMs: timeTaken({ start: range.from, end: range.to }, taken),
  };
}

function eventViewer({ reader, t }: Reading): (judged: JudgedEvent) => CalendarEventView {
  const list = readCategories(reader, t);
  const categoryOf = categorizer(list);
  return ({ event, calendar, outcome, reason, otherWorkMs }) => {
    const category = categoryOf({ kind: 'meeting', title: event.title })?.category ?? '';
    return {
      ...event,
      calendar: calendar.name,
      category: fullName(list.categories, category),
      outcome,
      ...(reason && { reason }),
      ...(otherWorkMs > 0 && { otherWorkMs }),
      blocks: blocksTime(event, calendar),
    };
  };
}

/** The user's addresses in a calendar. They are on no transport. */
export const getCalendarAddresses = internalQuery(
  'calendar.addresses',
  (read: Reading, { id }: { readonly id: string }) => ({
    addresses: calendarsOf(read).find((one) => one.id === id)?.addresses ?? [],
  }),
);

/** Time for which a meeting can be answered afterwards. */
const answeredWithinMs = 31 * dayMs;

/** One event by its id, as long as it can be answered. */
export const getEvent = internalQuery('calendar.event', (read: Reading, { id }: { readonly id: string }) =>
  eventsIn(read, { from: read.now - answeredWithinMs, to: read.now + dayMs }).find(({ event }) => event.id === id),
);

/** A meeting whose activity has to be recorded or removed. */
export interface MeetingChange {
  readonly id: string;
  readonly title: string;
  readonly calendar: string;
  readonly start: number;
  readonly end: number;
  readonly counts: boolean;
}

/** Time for which meetings are still counted, or removed when something contradicts them later, in ms. */
const settledWithinMs = 7 * dayMs;

/** Makes the query for what has to change so that activities and meetings agree. */
export function meetingChangesQuery(basis: CalendarBasis) {
  return internalQuery('calendar.meetingChanges', (read: Reading): MeetingChange[] => {
    const judged = judgedEvents(read, basis, { from: read.now - settledWithinMs, to: read.now });
    return judged.flatMap(({ event: { id, title, start, end }, calendar, outcome }) => {
      const state = read.reader.record(activityCollection, meetingActivityId(id));
      const isRecorded = state !== undefined && !isDeleted(state);
      const counts = outcome === 'counted' || outcome === 'attended';
      if (counts === isRecorded || (counts && state !== undefined && outcome === 'counted')) return [];
      return [{ id, title, calendar: calendar.name, start, end, counts }];
    });
  });
}
