import type { SpanFact } from '../../core/facts/facts.ts';
import { hourMs } from '../../core/time/days.ts';

/** A longer range is read without being kept: it is for a chart or an export, and asked for once. */
const longestHours = 10 * 24;
/** Hours that are kept at most; the present day and its surroundings are asked for again and again. */
const keptHours = 2 * longestHours;

/**
 * Spans as they were read, by the hour in which they begin. While a dashboard is shown, one span grows, and the others of the day don't have
 * to be read again.
 */
export class SpanHours {
  readonly #hours = new Map<number, readonly SpanFact[]>();
  readonly #read: (from: number, to: number) => readonly SpanFact[];

  /** @param read reads the spans that begin in `[from, to)`, in order */
  constructor(read: (from: number, to: number) => readonly SpanFact[]) {
    this.#read = read;
  }

  /** Returns the spans that begin in `[from, to)`, in order. */
  between(from: number, to: number): readonly SpanFact[] {
    const [first, end] = [Math.floor(from / hourMs), Math.ceil(to / hourMs)];
    if (!(end - first <= longestHours)) return this.#read(from, to);
    if (this.#hours.size > keptHours) this.#hours.clear();
    this.#fill(first, end);
    const spans: SpanFact[] = [];
    for (let hour = first; hour < end; hour++)
      for (const span of this.#hours.get(hour) ?? []) if (span.start >= from && span.start < to) spans.push(span);
    return spans;
  }

  /**
   * Forgets what was written.
   * @param start of the span; everything is forgotten without it
   */
  forget(start?: number): void {
    if (start === undefined) this.#hours.clear();
    else this.#hours.delete(Math.floor(start / hourMs));
  }

  /** Reads the hours that are missing, each stretch of them at once. */
  #fill(first: number, end: number): void {
    for (let hour = first; hour < end; hour++) {
      if (this.#hours.has(hour)) continue;
      let until = hour + 1;
      while (until < end && !this.#hours.has(until)) until++;
      const byHour = Map.groupBy(this.#read(hour * hourMs, until * hourMs), ({ start }) => Math.floor(start / hourMs));
      for (; hour < until; hour++) this.#hours.set(hour, byHour.get(hour) ?? []);
    }
  }
}
