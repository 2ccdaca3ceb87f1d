import type { DayBasis, DayCache } from '../../core/time/dayCache.ts';
import type { Day } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import { decidingCategories } from '../categories.ts';
import type { Context } from '../context.ts';

/** Counts changes of the rules that make time of facts: what was kept by earlier ones is worked out again. */
const timelineVersion = 2;

/** Converts a day's value to a text and back. */
export interface DayCodec<T> {
  encode(value: T): string;
  decode(day: Day, text: string): T;
}

/**
 * Values of finished days: in memory while the reader's cache says they are valid, otherwise from the cache's text. A reader without a
 * cache caches nothing.
 */
export class RememberedDays<T> {
  readonly #of: DayBasis['of'];
  readonly #codec: DayCodec<T>;
  readonly #values = new Map<Day, { readonly mark: number; readonly value: T }>();

  constructor(of: DayBasis['of'], codec: DayCodec<T>) {
    this.#of = of;
    this.#codec = codec;
  }

  /** Returns the known values of sorted days. */
  get(days: readonly Day[], reader: ActivityReader, context: Context): Map<Day, T> {
    const found = new Map<Day, T>();
    const [first, last] = [days[0], days.at(-1)];
    if (first === undefined || last === undefined) return found;
    const kept = this.#cache(reader, context)?.read(first, last);
    for (const day of days) {
      const entry = kept?.get(day);
      const value = entry && this.#valueOf(day, entry);
      if (value !== undefined) found.set(day, value);
    }
    return found;
  }

  /** Returns the sorted days that have no value. */
  missing(days: readonly Day[], reader: ActivityReader, context: Context): Day[] {
    const known = this.get(days, reader, context);
    return days.filter((day) => !known.has(day));
  }

  /** Caches values. Skips unfinished days. */
  keep(values: ReadonlyMap<Day, T>, reader: ActivityReader, context: Context): void {
    const today = presentDay(context);
    const over = Array.from(values).filter(([day]) => day < today);
    const texts = new Map(over.map(([day, value]) => [day, this.#codec.encode(value)]));
    const marks = this.#cache(reader, context)?.keep(texts);
    for (const [day, mark] of marks ?? []) this.#values.set(day, { mark, value: values.get(day) as T });
  }

  #valueOf(day: Day, { mark, text }: { mark: number; text: () => string | undefined }): T | undefined {
    const known = this.#values.get(day);
    if (known?.mark === mark) return known.value;
    const opened = text();
    if (opened === undefined) return undefined;
    const value = this.#codec.decode(day, opened);
    this.#values.set(day, { mark, value });
    return value;
  }

  #cache(reader: ActivityReader, context: Context): DayCache | undefined {
    return reader.dayCache?.(basisOf(this.#of, reader, context));
  }
}

/** Returns what the values of finished days depend on besides the facts. */
export function basisOf(of: DayBasis['of'], reader: ActivityReader, { rules, goals, t }: Context): DayBasis {
  const isByName = of === 'sums' || (rules.userRules ?? []).length > 0;
  // Sums don't depend on goals, and of categories on what decides them.
  const settings = JSON.stringify([timelineVersion, rules, of === 'sums' ? decidingCategories(reader, t) : goals]);
  return { of, settings, dayStartsAt: rules.dayStartsAt, isByName };
}
