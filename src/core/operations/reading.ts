import type * as z from 'zod';
import type { Translate } from '../base/translate.ts';
import type { ActivityReader, RecordQuery } from '../facts/reader.ts';
import type { RecordCollection } from '../records/collection.ts';
import type { RecordPage } from '../records/readRecords.ts';
import type { Goals, TimeRules } from '../rules/rules.ts';

/** The instant at which a query is asked, and the settings that its answer depends on. */
export interface ReadOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Minutes east of UTC at `now`. */
  readonly offset: number;
  /** The user's zone, as in the IANA database; absent if it isn't known. Instants that have no offset of their own are shown by it. */
  readonly timeZone?: string;
  readonly rules: TimeRules;
  readonly goals: Goals;
  /** The day that "Generate Plan" makes a plan for. */
  readonly planFor: 'today' | 'tomorrow';
  /** Clients by the folder or name of a project, as in `daymark.reports.rates`; empty for none, and `*` is for all others. */
  readonly clients?: Readonly<Record<string, string>>;
  /** Monthly cost of the user's flat plans of AI tools, in US dollars, by tool. */
  readonly plansUsd?: Readonly<Record<string, number>>;
}

/** The input of a query besides its parameters. */
export interface Reading extends ReadOptions {
  readonly reader: ActivityReader;
  readonly t: Translate;
  /** Reads records of a collection, a page at a time. Those that this version doesn't understand are left out. */
  readonly records: <S extends z.ZodObject>(
    collection: RecordCollection<S>,
    query?: RecordQuery,
  ) => RecordPage<z.output<S>>;
  /**
   * Returns what `make` made when it was first asked for, as long as the store is open: caches of what was worked out. `make` itself
   * is the key, so it must be a function of a module.
   */
  readonly shared: <T>(make: () => T) => T;
}
