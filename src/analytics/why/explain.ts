import type { Correction } from '../../core/facts/corrections.ts';
import { dayOf } from '../../core/time/days.ts';
import type { Day } from '../../core/time/days.ts';
import type { Figure } from '../../core/views/figure.ts';
import type { TimeRules } from '../../core/rules/rules.ts';
import type { Translate } from '../../core/base/translate.ts';
import { projectMapOf } from '../corrections/projectMap.ts';
import { splitByDay } from '../days.ts';
import type { Rows } from '../rows.ts';
import { durationOf } from '../segment.ts';
import type { Segment } from '../segment.ts';
import { machineTimeOf, timelineOf } from '../timeline.ts';
import { gapsOf } from './gaps.ts';
import type { WhyGap } from './gaps.ts';
import { isCounted, isOfDoing, narrowed } from './narrow.ts';
import { knownOf, worksOf } from './works.ts';
import type { WhyWork } from './works.ts';

export type WhyEntry = WhyWork | WhyGap;

/** The account of a figure, in order. The lengths of all work add up to the figure. */
export interface DayWhy {
  readonly day: Day;
  /** The figure, ms. */
  readonly totalMs: number;
  /** The whole day, ms. */
  readonly dayMs: number;
  readonly entries: readonly WhyEntry[];
  /** Those that touch what the figure counts, or would count without them; in the order in which they were made. */
  readonly corrections: readonly Correction[];
}

/** Which figure to explain, and how it is counted. */
export interface FigureQuestion {
  readonly figure: Figure;
  readonly rules: TimeRules;
  readonly t: Translate;
}

/** @param rows those of the day; what belongs to other days is passed over */
export function explainFigure(rows: Rows, { figure, rules, t }: FigureQuestion): DayWhy {
  const { day } = figure;
  const ofDay = (segments: readonly Segment[]) => splitByDay(segments, rules.dayStartsAt).get(day) ?? [];
  const timeline = timelineOf(rows, rules);
  const person = ofDay(timeline);
  const segments = figure.machine ? ofDay(machineTimeOf(rows, timeline)) : person;
  const isOfDay = ({ start, offset }: Correction) => dayOf(start, offset, rules.dayStartsAt) === day;
  const all = (rows.corrections ?? []).filter(isOfDay);
  const uncorrected = all.length > 0 ? ofDay(timelineOf({ ...rows, corrections: [] }, rules)) : [];
  const counted = narrowed(segments, figure, t);
  const works = worksOf(counted, knownOf(rows, projectMapOf(rules), figure.machine));
  const gaps = figure.machine ? [] : gapsOf(person, { corrections: all, rows, rules, ofDay });
  const entries = [...works, ...gapsAround(gaps, { person, figure, t })].sort((a, b) => a.start - b.start);
  const touched = [...entries, ...narrowed(uncorrected, figure, t)];
  return {
    day,
    totalMs: durationOf(counted),
    dayMs: durationOf(segments),
    entries,
    corrections: all.filter((one) => touched.some(({ start, end }) => start < one.end && end > one.start)),
  };
}

/** For a figure that counts only some activities: returns the gaps after them, which might have counted for one of them. */
function gapsAround(gaps: readonly WhyGap[], { person, figure, t }: Narrowing): WhyGap[] {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = figure;
  const ends = new Set(person.filter((one) => isCounted(one, figure, t)).map(({ end }) => end));
  const shown: WhyGap[] = [];
  for (const gap of gaps) {
    if (isOfDoing(figure) && !ends.has(gap.start)) continue;
    // A gap that follows without work in between is part of the same one.
    ends.add(gap.end);
    if (gap.start < to && gap.end > from)
      shown.push({ ...gap, start: Math.max(gap.start, from), end: Math.min(gap.end, to) });
  }
  return shown;
}

interface Narrowing {
  readonly person: readonly Segment[];
  readonly figure: Figure;
  readonly t: Translate;
}
