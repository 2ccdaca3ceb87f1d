import type { Reading } from '../operations/reading.ts';
import type { Day } from '../time/days.ts';
import type { ActivityKind } from './activity.ts';

/** A stretch `[start, end)` of a person's measured time, in ms since the epoch. Stretches never overlap. */
export interface MeasuredStretch {
  readonly start: number;
  readonly end: number;
  readonly kind: ActivityKind;
  readonly project: string | undefined;
  readonly branch: string | undefined;
  /** The path within the project; absent if no file was open. */
  readonly file?: string | undefined;
}

/** A measured stretch with its category. */
export interface CategorizedStretch extends MeasuredStretch {
  /** The id of a category; empty for none. */
  readonly category: string;
}

/** Human time, stretch by stretch. Analytics implements it for the rooms that say what the time was for. */
export interface MeasuredTime<S extends MeasuredStretch = MeasuredStretch> {
  /**
   * Returns the stretches of the days `from` to `to` (both included), each day's in order. Their sum is the total that the dashboard shows
   * for the day. Days without any may be absent.
   */
  days(read: Reading, from: Day, to: Day): ReadonlyMap<Day, readonly S[]>;
}
