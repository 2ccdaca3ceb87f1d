import * as z from 'zod';
import { dayOf, type Day } from '../../core/time/days.ts';
import { instantOf, isTimeZone, offsetsIn, type OffsetAt } from '../../core/time/zone.ts';
import { plannedDay } from '../../core/views/plannedDay.ts';

/** Due date of a task: a civil day, which is the same wherever the person is, or a time of day in a zone. */
export const dueSchema = z
  .object({
    day: plannedDay,
    time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, such as 14:30')
      .optional(),
    zone: z
      .string()
      .max(100)
      .refine(isTimeZone, { error: 'must be a time zone of the IANA database, such as Europe/Berlin' })
      .optional()
      .describe('The zone of `time`. Without it, the time holds wherever the user is.'),
  })
  .describe('A civil day, with a time of day if that matters.');
export type Due = z.infer<typeof dueSchema>;

/**
 * The position of a due date among others, ms since the epoch: of a time its instant, of a day without one the last ms of the day in UTC. It is
 * what the column `due` holds; whether a task is overdue is decided by `isOverdue`.
 */
export function dueInstant({ day, time, zone }: Due): number {
  if (time === undefined) return Date.parse(`${day}T23:59:59.999Z`);
  return instantIn(day, time, zone === undefined ? () => 0 : zoneOffsets(zone));
}

/** The present, where the user is. */
export interface LocalPresent {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Minutes east of UTC, at any instant. */
  readonly offsetAt: OffsetAt;
  /** The day by the user's setting for when a day begins. */
  readonly today: Day;
}

/** Returns true when a task should have been done by now. */
export function isOverdue(due: Due, { now, offsetAt, today }: LocalPresent): boolean {
  if (due.time === undefined) return due.day < today;
  return instantIn(due.day, due.time, due.zone === undefined ? offsetAt : zoneOffsets(due.zone)) < now;
}

/** The day on which a task is due, where the user is: a time in another zone can fall on another day. */
export function dueDay(due: Due, { offsetAt }: Pick<LocalPresent, 'offsetAt'>): Day {
  if (due.time === undefined || due.zone === undefined) return due.day;
  const at = dueInstant(due);
  return dayOf(at, offsetAt(at));
}

function instantIn(day: Day, time: string, offsetAt: OffsetAt): number {
  return instantOf(Date.parse(`${day}T${time}:00Z`), offsetAt);
}

/** A zone that a newer or another machine knows, and this one doesn't, reads as UTC. */
function zoneOffsets(zone: string): OffsetAt {
  return offsetsIn(zone, () => 0);
}
