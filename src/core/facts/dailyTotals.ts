import type { Reading } from '../operations/reading.ts';
import type { Day } from '../time/days.ts';

/** The measured time of a day, in ms. */
export interface DayTotals {
  readonly day: Day;
  readonly totalMs: number;
  /** By project root, language id, kind of activity, and id of the category; time without a name is under the empty one. */
  readonly by: Readonly<Record<'project' | 'language' | 'kind' | 'category', ReadonlyMap<string, number>>>;
}

/** Human time by day, the same as the dashboard shows. Analytics implements it for the rooms that judge days. */
export interface DailyTotals {
  /**
   * Works out some of the finished days that aren't known yet, for a query's `prepare`.
   * @returns how many are left
   */
  prepare(read: Reading, from: Day): number;
  /** Returns every day from `from` up to and including today, oldest first. */
  since(read: Reading, from: Day): readonly DayTotals[];
}
