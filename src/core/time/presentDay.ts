import type { TimeRules } from '../rules/rules.ts';
import { dayOf, type Day } from './days.ts';

/** The present instant, the user's offset, and when their days begin; `ReadOptions` and `Reading` have all of it. */
export interface UserTime {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Minutes east of UTC that hold for the user at `now`. */
  readonly offset: number;
  readonly rules: Pick<TimeRules, 'dayStartsAt'>;
}

/** Returns today as the user sees it: by their time zone and the hour at which their days begin. */
export function presentDay({ now, offset, rules }: UserTime): Day {
  return dayOf(now, offset, rules.dayStartsAt);
}
