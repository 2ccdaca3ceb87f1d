import { dayOf } from '../../../core/time/days.ts';
import type { FeedItem } from '../../../core/views/views.ts';

/** Ways to tell an item's day. */
export interface FeedClock {
  /** Minutes east of UTC at an instant, for items that don't say theirs. */
  readonly offsetAt: (at: number) => number;
  /** Minutes after midnight. */
  readonly dayStartsAt: number;
}

/** Returns the day that counts an item: by the clock of the place where it was recorded. */
export function feedDay({ start, offset }: Pick<FeedItem, 'start' | 'offset'>, clock: FeedClock): string {
  return dayOf(start, offset ?? clock.offsetAt(start), clock.dayStartsAt);
}
