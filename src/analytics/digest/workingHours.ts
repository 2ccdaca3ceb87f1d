import { medianOf } from '../../core/base/median.ts';
import { addDays, dayMs, dayOf, hourMs, minuteMs, weekdayOf } from '../../core/time/days.ts';
import { durationOf } from '../segment.ts';
import type { DigestInput } from './digestFact.ts';

/** Assumed until enough days are known; minutes after midnight. */
const assumed = { start: 9 * 60, end: 17 * 60 } as const;
/** The person's own hours are known after this many days. */
const leastDays = 5;
/** A day with less work (ms) doesn't show when the person works. */
const leastMs = hourMs;
/** Limits of a working day (min), whatever was recorded. */
const bounds = { least: 4 * 60, most: 12 * 60 } as const;

/** The hours in which the person usually works. */
export interface WorkingHours {
  /** The length of a working day in hours. */
  readonly ofDay: number;
  /** Measures how many of them lie between two instants. */
  between(from: number, to: number): number;
}

/**
 * The person's working hours: from the usual first to the usual last work of a day, on the days of the week that the goals name.
 * Local time is that of now, so a wait across a change of the clocks may be an hour off.
 */
export function workingHours({ history, context }: DigestInput): WorkingHours {
  const { offset, rules, goals } = context;
  const minuteOf = (at: number, local: number): number => ((at + local * minuteMs) % dayMs) / minuteMs;
  const known = [...history.byDay.values()].filter((segments) => durationOf(segments) >= leastMs);
  const median = (of: readonly number[], other: number) => (known.length >= leastDays ? medianOf(of) : other);
  const starts = known.flatMap(([first]) => (first ? [minuteOf(first.start, first.offset)] : []));
  const start = median(starts, assumed.start);
  // Work after midnight still belongs to the day in which it began.
  const lengths = known.map((segments) => ((segments.at(-1)?.end ?? 0) - (segments[0]?.start ?? 0)) / minuteMs);
  const length = Math.min(bounds.most, Math.max(bounds.least, median(lengths, assumed.end - assumed.start)));
  const between = (from: number, to: number): number => {
    let total = 0;
    // A working day that began on the day before may reach into the first.
    const last = dayOf(to, offset, rules.dayStartsAt);
    for (let day = addDays(dayOf(from, offset, rules.dayStartsAt), -1); day <= last; day = addDays(day, 1)) {
      if (!goals.workdays.includes(weekdayOf(day))) continue;
      const opens = Date.parse(day) + (start - offset) * minuteMs;
      total += Math.max(0, Math.min(to, opens + length * minuteMs) - Math.max(from, opens));
    }
    return total / hourMs;
  };
  return { ofDay: length / 60, between };
}
