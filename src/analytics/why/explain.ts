import { correctionsIn } from '../../shared/corrections.ts';
import type { Correction } from '../../shared/corrections.ts';
import { dayOf } from '../../shared/days.ts';
import type { Day } from '../../shared/days.ts';
import type { Figure } from '../../shared/figure.ts';
import type { TimeRules } from '../../shared/rules.ts';
import type { Translate } from '../../shared/translate.ts';
import { projectMapOf } from '../corrections/projectMap.ts';
import { splitByDay } from '../days.ts';
import type { Rows } from '../rows.ts';
import { durationOf } from '../segment.ts';
import type { Segment } from '../segment.ts';
import { machineTimeOf, timelineOf } from '../timeline.ts';
import { isCounted, isOfDoing, narrowed } from './narrow.ts';
import { knownOf, worksOf } from './works.ts';
import type { WhyWork } from './works.ts';

/** A stretch between two of work that counts for nothing. */
export interface WhyGap {
  readonly type: 'gap';
  readonly start: number;
  readonly end: number;
  readonly offset: number;
  readonly reason: 'idle' | 'excluded' | 'break' | 'paused';
}

export type WhyEntry = WhyWork | WhyGap;

/** A figure as it is counted, in order, and what it rests on. The lengths of all work add up to the figure. */
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

/** What is asked, and how it is counted. */
export interface Asked {
  readonly figure: Figure;
  readonly rules: TimeRules;
  readonly t: Translate;
}

/** @param rows those of the day; what belongs to other days is passed over */
export function explainFigure(rows: Rows, { figure, rules, t }: Asked): DayWhy {
  const { day } = figure;
  const ofDay = (segments: readonly Segment[]) => splitByDay(segments, rules.dayStartsAt).get(day) ?? [];
  const timeline = timelineOf(rows, rules);
  const person = ofDay(timeline);
  const segments = figure.machine ? ofDay(machineTimeOf(rows, timeline)) : person;
  const isOfDay = ({ start, offset }: Correction) => dayOf(start, offset, rules.dayStartsAt) === day;
  const all = correctionsIn(rows.corrections ?? []).filter(isOfDay);
  const uncorrected = all.length > 0 ? ofDay(timelineOf({ ...rows, corrections: [] }, rules)) : [];
  const counted = narrowed(segments, figure, t);
  const works = worksOf(counted, knownOf(rows, projectMapOf(rules), figure.machine));
  const gaps = figure.machine ? [] : gapsOf(person, { rows, corrections: all });
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

/** Of a figure that counts some doings only: the gaps that might have counted for one of them, had they been shorter. */
function gapsAround(gaps: readonly WhyGap[], { person, figure, t }: Narrowing): WhyGap[] {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = figure;
  const ends = new Set(person.filter((one) => isCounted(one, figure, t)).map(({ end }) => end));
  return gaps
    .filter(({ start, end }) => start < to && end > from && (!isOfDoing(figure) || ends.has(start)))
    .map((gap) => ({ ...gap, start: Math.max(gap.start, from), end: Math.min(gap.end, to) }));
}

interface Narrowing {
  readonly person: readonly Segment[];
  readonly figure: Figure;
  readonly t: Translate;
}

/** The gaps between stretches of a day. */
function gapsOf(
  segments: readonly Segment[],
  known: { readonly rows: Rows; readonly corrections: readonly Correction[] },
): WhyGap[] {
  return segments.flatMap(({ start: end }, i) => {
    const before = segments[i - 1];
    if (!before || before.end >= end) return [];
    const { end: start, offset } = before;
    return [{ type: 'gap', start, end, offset, reason: reasonOf({ start, end }, known) }];
  });
}

function reasonOf(
  { start, end }: { readonly start: number; readonly end: number },
  { rows, corrections }: { readonly rows: Rows; readonly corrections: readonly Correction[] },
): WhyGap['reason'] {
  const correction = corrections.findLast((one) => one.start < end && one.end > start);
  if (correction) return correction.what === 'exclude' ? 'excluded' : 'break';
  return rows.states.some(({ at, state }) => state === 'paused' && at >= start && at < end) ? 'paused' : 'idle';
}
