import type { Goals, TimeRules } from '../core/rules/rules.ts';
import type { Translate } from '../core/base/translate.ts';

/** Everything that reading rows depends on besides the rows. */
export interface Context {
  /** The instant of reading, ms since the epoch. */
  readonly now: number;
  /** Minutes east of UTC that hold now. */
  readonly offset: number;
  /** The user's zone, as in the IANA database; absent if it isn't known. */
  readonly timeZone?: string;
  readonly rules: TimeRules;
  readonly goals: Goals;
  readonly t: Translate;
}
