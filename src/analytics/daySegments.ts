import type { Reading } from '../core/operations/reading.ts';
import type { ActivityReader } from '../core/facts/reader.ts';
import type { MeasuredTime } from '../core/facts/measuredTime.ts';
import type { TimeRules } from '../core/rules/rules.ts';
import { rangeAround, type Day } from '../core/time/days.ts';
import { splitByDay } from './days.ts';
import type { Segment } from './segment.ts';
import type { DayRange } from '../core/operations/dayRange.ts';
import { timelineOf } from './timeline.ts';

/** Returns the person's time of some days, by day. Segments of the days around the range may come along. */
export function segmentsByDay({ from, to }: DayRange, reader: ActivityReader, rules: TimeRules): Map<Day, Segment[]> {
  const range = rangeAround(from, to);
  const rows = {
    spans: reader.spans(range),
    runs: reader.runs(range),
    states: reader.states(range),
    activities: reader.activities(range),
    corrections: reader.corrections(range),
  };
  return splitByDay(timelineOf(rows, rules), rules.dayStartsAt);
}

/** The stretches of the days `from` to `to`, both included, with the offset that held. Days without any may be absent. */
export function stretchesByDay({ reader, rules }: Reading, from: Day, to: Day): Map<Day, Segment[]> {
  const days = segmentsByDay({ from, to }, reader, rules);
  return new Map(Array.from(days).filter(([day]) => day >= from && day <= to));
}

/** Time on pages that connect to work in an editor, in order. */
export function connectedByDay(read: Reading, from: Day, to: Day): Segment[] {
  const segments = [...stretchesByDay(read, from, to).values()].flat();
  return segments.filter(({ connection }) => connection !== undefined).sort((a, b) => a.start - b.start);
}

/** The dashboard's time, for other rooms. */
export const measuredTime: MeasuredTime = { days: stretchesByDay };
