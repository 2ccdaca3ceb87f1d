import type { TimeRules } from '../rules/rules.ts';
import { addDays, dayOf, type Day, type TimeRange } from './days.ts';
import { offsetsIn, startOfDay, type OffsetAt } from './zone.ts';

/** The present instant, the user's offset, and when their days begin; `ReadOptions` and `Reading` have all of it. */
export interface UserTime {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Minutes east of UTC that apply to the user at `now`. */
  readonly offset: number;
  /** The user's zone, as in the IANA database; absent if it isn't known. */
  readonly timeZone?: string | undefined;
  readonly rules: Pick<TimeRules, 'dayStartsAt'>;
}

/** Returns today as the user sees it: by their time zone and the hour at which their days begin. */
export function presentDay({ now, offset, rules }: UserTime): Day {
  return dayOf(now, offset, rules.dayStartsAt);
}

/** Minutes east of UTC where the user is, at any instant: clocks change. Where the zone isn't known, those of the present. */
export function userOffsets({ offset, timeZone }: Pick<UserTime, 'offset' | 'timeZone'>): OffsetAt {
  const present: OffsetAt = () => offset;
  return timeZone === undefined ? present : offsetsIn(timeZone, present);
}

/** The day of the user that an instant belongs to, for what has no offset of its own. */
export function userDay(time: Pick<UserTime, 'offset' | 'timeZone' | 'rules'>, at: number): Day {
  return dayOf(at, userOffsets(time)(at), time.rules.dayStartsAt);
}

/** Instants of a day of the user, `[from, to)`: 23 or 25 hours where clocks change. */
export function rangeOfDay(day: Day, time: Pick<UserTime, 'offset' | 'timeZone' | 'rules'>): TimeRange {
  const startOf = (one: Day): number => startOfDay(one, userOffsets(time), time.rules.dayStartsAt);
  return { from: startOf(day), to: startOf(addDays(day, 1)) };
}
