import type { MeasuredStretch } from '../../core/facts/measuredTime.ts';
import { minuteMs } from '../../core/time/days.ts';
import { addTo } from '../categories/categoryQueries.ts';
import { attribute, type EntryClaim } from '../reports/attribute.ts';
import type { Interval } from '../../core/time/intervals.ts';

/** A longer time without anything measured ends a suggestion, ms. */
const pauseMs = 15 * minuteMs;
/** Shorter measured time (ms) is not suggested, and doesn't split a stint around it. */
const leastMs = 5 * minuteMs;

/** A stint of work without an entry. */
export interface Stint extends Interval {
  readonly project: string;
  readonly branch?: string;
  /** The part of it that was measured, in ms. */
  readonly measuredMs: number;
  /** Measured time by file, in ms. */
  readonly files: ReadonlyMap<string, number>;
}

/**
 * Suggests entries for measured time without one: a stint for each continuous time in one project and branch. Stints never overlap each
 * other, an entry, or dismissed time.
 * @param measured disjoint, in order
 */
export function stintsOf(
  measured: readonly MeasuredStretch[],
  entries: readonly EntryClaim[],
  dismissed: readonly Interval[],
): Stint[] {
  const taken = [...entries, ...dismissed.map((one, index) => ({ ...one, id: `dismissed ${index}` }))];
  const free = attribute(measured, taken)
    .flatMap(({ start, end, measured: of, entry }): Stint[] => {
      if (!of?.project || entry !== undefined || of.kind === 'break') return [];
      const { project, branch, file } = of;
      const measuredMs = end - start;
      const files = new Map(file === undefined ? [] : [[file, measuredMs]]);
      return [{ start, end, project, ...(branch !== undefined && { branch }), measuredMs, files }];
    })
    .sort((a, b) => a.start - b.start);
  const isParted = (from: number, to: number) => taken.some(({ start, end }) => start < to && end > from);
  const joined = joinedBy(free, isParted).filter(({ measuredMs }) => measuredMs >= leastMs);
  // Short ones were dropped, so join the stints around them.
  return joinedBy(joined, isParted);
}

function joinedBy(stints: readonly Stint[], isParted: (from: number, to: number) => boolean): Stint[] {
  const joined: Stint[] = [];
  for (const stint of stints) {
    const last = joined.at(-1);
    const isSame = last?.project === stint.project && last.branch === stint.branch;
    if (last && isSame && stint.start - last.end <= pauseMs && !isParted(last.end, stint.start))
      joined[joined.length - 1] = {
        ...last,
        end: stint.end,
        measuredMs: last.measuredMs + stint.measuredMs,
        files: sumOf(last.files, stint.files),
      };
    else joined.push(stint);
  }
  return joined;
}

function sumOf(one: Stint['files'], other: Stint['files']): Stint['files'] {
  const sums = new Map(one);
  for (const [file, ms] of other) addTo(sums, file, ms);
  return sums;
}
