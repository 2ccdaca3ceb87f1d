import { addDays, daysBetween } from '../../src/core/time/days.ts';
import type { Fact } from '../../src/core/facts/facts.ts';
import { localDay, type UtcOffset } from './localTime.ts';
import { Person } from './person.ts';

export interface HistoryOptions {
  /** Equal options give equal facts. */
  readonly seed: number;
  /** The instant at which the history ends, ms since the epoch. */
  readonly now: number;
  /** Calendar days, today included. */
  readonly days: number;
  /** The zone where it takes place; preferably one with daylight saving time. */
  readonly utcOffset: UtcOffset;
  /** Ids of facts, as a journal gives them. */
  readonly nextId: () => string;
  /** Projects over the whole time, of which three at a time are worked on; default 4. */
  readonly projects?: number;
  /** Languages over all projects, at most 13; default 7. */
  readonly languages?: number;
  /** Spans on a usual working day; default 240. */
  readonly spansPerDay?: number;
}

/**
 * The made-up days of a developer, up to now: working hours with lunch, meetings, and breaks; calm mornings and days on which nothing
 * works; a week of vacation a quarter; branches from beginning to merge; errors and their fixes; failing and passing runs; plans that are
 * followed more or less. Today ends some minutes before `now`, whatever day and hour it is; at that time one file has errors and one test
 * task fails.
 *
 * Facts come day by day in the order of their writing, so that a history of any length can be streamed; a fact may come again when it has
 * changed, as in a journal. A heavy user's ten years: `{ days: 3653, projects: 40, languages: 12, spansPerDay: 500 }`.
 */
export function* history(options: HistoryOptions): Generator<Fact> {
  const today = localDay(options.now, options.utcOffset);
  const days = daysBetween(addDays(today, 1 - options.days), today);
  const person = new Person(options);
  for (const [i, day] of days.entries()) yield* person.live(day, days.length > 1 ? i / (days.length - 1) : 1);
}
