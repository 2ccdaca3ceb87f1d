import type { MeasuredStretch } from '../../core/facts/measuredTime.ts';
import { hourMs } from '../../core/time/days.ts';
import { timeWithin, type Interval } from '../../core/time/intervals.ts';
import { timeTaken } from './freeTime.ts';
import type { CalendarEvent } from './calendarEvents.ts';
import type { Calendar } from './calendars.ts';

/**
 * The judgement of an event as a meeting:
 * - `planned`: it hasn't ended.
 * - `counted`: it ended, nothing contradicts it, and it counts as meeting time.
 * - `attended`, `missed`: by the user's answer.
 * - `asked`: something contradicts it, so the user is asked and nothing is counted.
 * - `logged`: the user logged a meeting at that time.
 * - `none`: it isn't a meeting: of whole days, free, declined, too long, or of a calendar that has none.
 */
export const meetingOutcomes = ['planned', 'counted', 'attended', 'missed', 'asked', 'logged', 'none'] as const;
export type MeetingOutcome = (typeof meetingOutcomes)[number];

/** Reason why nothing is counted, or why the user is asked. */
export const meetingReasons = [
  'allDay',
  'declined',
  'free',
  'away',
  'long',
  'calendar',
  'tentative',
  'worked',
  'overlap',
  'earlier',
  'deleted',
] as const;
export type MeetingReason = (typeof meetingReasons)[number];

export interface MeetingJudgement {
  readonly outcome: MeetingOutcome;
  readonly reason?: MeetingReason;
}

/** Longer events are courses or trips rather than meetings. */
export const longestMeetingMs = 12 * hourMs;
/** Other work for this share of a meeting contradicts it. */
const mostOtherShare = 1 / 3;

/** Everything that is known about the time of an event. */
export interface MeetingBasis {
  readonly now: number;
  readonly calendar: Pick<Calendar, 'use' | 'since'>;
  /** The user's answer. */
  readonly answer?: 'attended' | 'missed' | undefined;
  /** Measured and logged time. Stretches never overlap. */
  readonly measured: readonly MeasuredStretch[];
  /** Meetings that the user logged. */
  readonly logged: readonly Interval[];
  /** Other meetings. */
  readonly others: readonly CalendarEvent[];
  /** The activity that it counted as was deleted. */
  readonly wasDeleted: boolean;
}

/** Judges an event by what is known about its time. */
export function judgeMeeting(event: CalendarEvent, basis: MeetingBasis): MeetingJudgement {
  const { now, answer, calendar, measured, logged, others, wasDeleted } = basis;
  const reason = notMeeting(event, calendar);
  if (answer) return { outcome: answer };
  if (reason) return { outcome: 'none', reason };
  if (event.end > now) return { outcome: 'planned' };
  const length = event.end - event.start;
  if (timeTaken(event, logged) * 2 >= length) return { outcome: 'logged' };
  const work = measured.filter(({ kind }) => kind !== 'meeting');
  const unclear = (why: MeetingReason): MeetingJudgement => ({ outcome: 'asked', reason: why });
  if (timeWithin(event, work) >= length * mostOtherShare) return unclear('worked');
  if (event.state === 'tentative') return unclear('tentative');
  if (wasDeleted) return unclear('deleted');
  if (event.end < calendar.since) return unclear('earlier');
  const also = others.filter(
    (other) => other.id !== event.id && !notMeeting(other, calendar) && other.state === 'busy',
  );
  if (also.some((other) => timeWithin(event, [other]) * 2 >= length)) return unclear('overlap');
  return { outcome: 'counted' };
}

function notMeeting(
  { allDay, state, start, end }: CalendarEvent,
  { use }: Pick<Calendar, 'use'>,
): MeetingReason | undefined {
  if (use !== 'meeting') return 'calendar';
  if (allDay) return 'allDay';
  if (state === 'declined' || state === 'free' || state === 'away') return state;
  return end - start > longestMeetingMs || end <= start ? 'long' : undefined;
}

/** Returns true if an event takes time away from other work. Focus time is for that work. */
export function blocksTime({ allDay, state, start, end }: CalendarEvent, { use }: Pick<Calendar, 'use'>): boolean {
  const takes = use === 'meeting' || use === 'busy';
  return takes && !allDay && state !== 'declined' && state !== 'free' && end - start <= longestMeetingMs;
}
