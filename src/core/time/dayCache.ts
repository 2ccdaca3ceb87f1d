import type { Day } from './days.ts';

/**
 * Keeps what was worked out of finished days, so that it isn't worked out again: a text for each day. What is kept of a day is forgotten
 * as soon as a fact of that day is written, by whichever window.
 */
export interface DayCache {
  /** The entries of the days `from` to `to`, both included. */
  read(from: Day, to: Day): ReadonlyMap<Day, KeptDay>;
  /** @returns the mark of each text */
  keep(texts: ReadonlyMap<Day, string>): ReadonlyMap<Day, number>;
}

export interface KeptDay {
  /** Changes with the text: whoever holds what the text says can tell by it that it still holds. */
  readonly mark: number;
  /** Undefined if it can't be opened, or was worked out by someone to whom names were locked. */
  readonly text: () => string | undefined;
}

/** An entry of the cache, and what it depends on apart from facts. */
export interface DayBasis {
  /** `score`: figures only, kept in clear. `sums`: with names, so it is sealed. */
  readonly of: 'score' | 'sums';
  /** Another text for other settings. */
  readonly settings: string;
  /** Minutes after local midnight at which a day begins. */
  readonly dayStartsAt: number;
  /** The result depends on names, and would differ where they are locked. */
  readonly isByName: boolean;
}
