import { hourMs, minuteMs, weekdayOf } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import type { Day } from '../../core/time/days.ts';
import type { PlannedTask } from '../../core/facts/plans.ts';
import type { Context } from '../context.ts';
import type { Rows } from '../rows.ts';
import { clip, durationOf } from '../segment.ts';
import type { Segment } from '../segment.ts';

/** With less time than this (ms), a day has no score yet. */
export const leastMs = 15 * minuteMs;
/** Share of a working day, from the first activity to the last, that is expected to be work: 6 h of 10. */
export const expectedPace = 0.6;

/** A day as the score looks at it. */
export interface JudgedDay {
  readonly day: Day;
  /** The instant of judging, ms. */
  readonly now: number;
  /** Time of the person up to the goal; what comes after it is not looked at. */
  readonly work: readonly Segment[];
  readonly workedMs: number;
  readonly goalMs: number;
  readonly isWorkday: boolean;
  /** The goal was reached at this instant; Infinity while it is not. Facts after it are not looked at. */
  readonly until: number;
  /** The day is over, or the goal is reached: what is unfinished now stays unfinished. */
  readonly isSettled: boolean;
  /** Part of the working day that has passed, 0 to 1: since the first activity, relative to a day of goal / 0.6. */
  readonly gone: number;
  /** True if there is enough to judge. */
  readonly isEnough: boolean;
  readonly rows: Rows;
  readonly planTasks: readonly PlannedTask[];
}

/** A component of the score before its weight: a value from 0 to 1, or null without data, and the numbers behind it. */
export interface ComponentValue {
  readonly value: number | null;
  readonly facts: Record<string, number>;
}

/**
 * @param segments of the day, in order
 * @param rows that include the day's facts; others are ignored
 */
export function judgedDayOf(
  { day, segments, rows }: { day: Day; segments: readonly Segment[]; rows: Rows },
  { now, offset, rules, goals }: Context,
): JudgedDay {
  const goalMs = Math.round(goals.hoursPerDay * hourMs);
  const { work, until } = upToGoal(segments, goalMs);
  const workedMs = durationOf(work);
  const isOver = presentDay({ now, offset, rules }) > day;
  return {
    day,
    now,
    work,
    workedMs,
    goalMs,
    until,
    rows,
    isWorkday: goals.workdays.includes(weekdayOf(day)),
    isSettled: isOver || until < Number.POSITIVE_INFINITY,
    gone: isOver ? 1 : shareGone(segments, now, goalMs),
    isEnough: workedMs >= Math.min(leastMs, goalMs) && workedMs > 0,
    planTasks: rows.planTasks.filter((task) => task.day === day),
  };
}

function upToGoal(segments: readonly Segment[], goalMs: number): { work: Segment[]; until: number } {
  const work: Segment[] = [];
  let left = goalMs;
  for (const segment of segments) {
    const length = segment.end - segment.start;
    if (length < left) {
      work.push(segment);
      left -= length;
      continue;
    }
    const until = segment.start + left;
    if (left > 0) work.push(clip(segment, segment.start, until));
    return { work, until };
  }
  return { work, until: Number.POSITIVE_INFINITY };
}

/** Returns how much of a working day of goal / 0.6 has passed at an instant, 0 to 1. */
export function shareGone([first]: readonly Segment[], now: number, goalMs: number): number {
  if (!first || goalMs <= 0) return 0;
  return Math.min(1, Math.max(0, now - first.start) / (goalMs / expectedPace));
}

/** Milliseconds as minutes with one decimal, for the numbers shown behind a component. */
export function minutesOf(ms: number): number {
  return Math.round(ms / (minuteMs / 10)) / 10;
}

/** 0 to 1: where `at` lies on the way from `from` to `to`; `from` may be the larger one. */
export function ramp(at: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (at - from) / (to - from)));
}
