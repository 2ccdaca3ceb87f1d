import { compareText } from '../../core/base/compareText.ts';
import type { MeasuredStretch, MeasuredTime } from '../../core/facts/measuredTime.ts';
import { activityCollection } from '../../core/facts/activities.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { isDeleted } from '../../core/records/recordState.ts';
import { addDays, type Day, type TimeRange } from '../../core/time/days.ts';
import { userDay } from '../../core/time/presentDay.ts';
import type { CalendarEvent } from './calendarEvents.ts';
import {
  calendarDays,
  calendarLimits,
  calendars,
  meetingActivityId,
  meetingAnswers,
  type Calendar,
} from './calendars.ts';
import { judgeMeeting, type MeetingJudgement, type MeetingBasis } from './judgeMeetings.ts';

/** A calendar with its id. */
export interface StoredCalendar extends Calendar {
  readonly id: string;
}

/** An event, the calendar that it is shown for, and what became of it. */
export interface JudgedEvent extends MeetingJudgement {
  readonly event: CalendarEvent;
  readonly calendar: StoredCalendar;
  readonly otherWorkMs: number;
}

/** Everything that judging events needs; provided by analytics. */
export interface CalendarBasis {
  readonly measured: MeasuredTime;
}

/** Returns all calendars, by name. */
export function calendarsOf(read: Reading): StoredCalendar[] {
  const { records } = read.records(calendars, { limit: calendarLimits.calendars });
  return records
    .map(({ id, values }) => ({ id, ...values }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || compareText(a.id, b.id));
}

/** An event and the calendar that it is shown for. */
export interface ShownEvent {
  readonly event: CalendarEvent;
  readonly calendar: StoredCalendar;
}

/** The first of these counts for an event that several calendars have. */
const uses = ['meeting', 'busy', 'focus', 'ignore'];

/** Returns the events of calendars that are on which overlap a range, in order. One that several calendars have is shown once. */
export function eventsIn(read: Reading, { from, to }: TimeRange): ShownEvent[] {
  const known = new Map(
    calendarsOf(read)
      .filter(({ status }) => status === 'on')
      .map((one) => [one.id, one]),
  );
  if (known.size === 0) return [];
  const { records } = read.records(calendarDays, { from, to, limit: 20_000 });
  const found = new Map<string, ShownEvent>();
  for (const { values } of records) {
    const calendar = known.get(values.calendar);
    if (!calendar) continue;
    for (const event of values.events) {
      if (event.start >= to || Math.max(event.end, event.start + 1) <= from) continue;
      const other = found.get(event.id);
      if (!other || uses.indexOf(calendar.use) < uses.indexOf(other.calendar.use))
        found.set(event.id, { event, calendar });
    }
  }
  return [...found.values()].sort((a, b) => a.event.start - b.event.start || compareText(a.event.id, b.event.id));
}

/** Returns the events that overlap a range, judged, in order. */
export function judgedEvents(read: Reading, basis: CalendarBasis, range: TimeRange): JudgedEvent[] {
  const shown = eventsIn(read, range);
  if (shown.length === 0) return [];
  const own = new Set(shown.map(({ event }) => meetingActivityId(event.id)));
  const logged = read.reader.activities(range).filter(({ id, kind }) => kind === 'meeting' && !own.has(id));
  const measured = measuredIn(read, basis, shown);
  const answers = new Map(
    read
      .records(meetingAnswers, { ids: shown.map(({ event }) => event.id), limit: shown.length })
      .records.map(({ id, values }) => [id, values.status]),
  );
  const others = shown.map(({ event }) => event);
  return shown.map(({ event, calendar }) => {
    const within = measured.filter(({ start, end }) => start < event.end && end > event.start);
    const basisOf: MeetingBasis = {
      now: read.now,
      calendar,
      answer: answers.get(event.id),
      measured: within,
      logged,
      others,
      wasDeleted: wasDeleted(read, event.id),
    };
    const otherWorkMs = within
      .filter(({ kind }) => kind !== 'meeting')
      .reduce((sum, { start, end }) => sum + Math.min(end, event.end) - Math.max(start, event.start), 0);
    return { event, calendar, otherWorkMs, ...judgeMeeting(event, basisOf) };
  });
}

function wasDeleted({ reader }: Reading, event: string): boolean {
  const state = reader.record(activityCollection, meetingActivityId(event));
  return state !== undefined && isDeleted(state);
}

/** The measured time of the days on which events ended. */
function measuredIn(read: Reading, { measured }: CalendarBasis, shown: readonly ShownEvent[]): MeasuredStretch[] {
  const ended = shown.map(({ event }) => event).filter(({ end, allDay }) => end <= read.now && !allDay);
  if (ended.length === 0) return [];
  const dayAt = (at: number): Day => userDay(read, at);
  const from = dayAt(Math.min(...ended.map(({ start }) => start)));
  const to = dayAt(Math.max(...ended.map(({ end }) => end)));
  return [...measured.days(read, addDays(from, -1), addDays(to, 1)).values()].flat();
}
