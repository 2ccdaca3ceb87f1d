import { AppError } from '../../core/base/appError.ts';
import type { SpanFact } from '../../core/facts/facts.ts';
import { ActivityWatchEntries } from './fromActivityWatch.ts';
import { WakaTimeEntries } from './fromWakaTime.ts';
import type { JsonEntry } from './jsonEntries.ts';

/** Options for reading other programs' entries. */
export interface ForeignReadOptions {
  /** Minutes east of UTC at an instant, for formats that don't tell. */
  readonly offsetAt: (at: number) => number;
  /** The instant of reading: nothing was recorded after it. */
  readonly now: number;
}

/** The entries of another program's file. */
export interface ForeignEntries {
  readonly kind: 'wakatime' | 'activitywatch';
  /** Its spans in order of start, generated on each call, since they take more memory than the entries. */
  spans(): Iterable<SpanFact>;
  /** The maximum number of spans. */
  readonly size: number;
  /** Entries without a place or a time at which they can have been recorded. */
  readonly leftOut: number;
  /** Entries of programs that are neither editors nor browsers. */
  readonly others: number;
  /** The number of days with totals only. */
  readonly dayTotals: number;
}

/** This many entries take about half a gigabyte of memory, and are more than one person makes in twenty years. */
const mostEntries = 5_000_000;

/**
 * Reads what another program exported.
 * @returns undefined if it is in no known format
 * @throws AppError `invalid-input` if there are too many entries
 */
export function readForeign(entries: Iterable<JsonEntry>, reading: ForeignReadOptions): ForeignEntries | undefined {
  const activityWatch = new ActivityWatchEntries(reading);
  const wakaTime = new WakaTimeEntries(reading);
  for (const entry of entries) {
    activityWatch.take(entry);
    wakaTime.take(entry);
    if (activityWatch.size + wakaTime.size > mostEntries)
      throw new AppError(
        'invalid-input',
        `The file has more than ${mostEntries / 1_000_000} million entries. Export fewer years, and import them one after the other.`,
      );
  }
  if (activityWatch.isFound) return activityWatch;
  return wakaTime.isFound ? wakaTime : undefined;
}
