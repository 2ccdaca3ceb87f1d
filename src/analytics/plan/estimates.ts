import { medianOf } from '../../core/base/median.ts';
import type { Day } from '../../core/time/days.ts';
import type { PlannedTask } from '../../core/facts/plans.ts';
import type { Segment } from '../segment.ts';
import type { PlanHistory } from './history.ts';

/** The minimum number of ticked tasks for a day to count, and of days for a ratio. */
const leastTasks = 2;
const leastDays = 3;
/** Ratios beyond these say that something else was going on. */
const bounds = { least: 0.5, most: 3 } as const;

/** Comparison of actual task times with their estimates. */
export interface EstimateRatio {
  /** Time it took by the time planned, 0.5 to 3. */
  readonly ratio: number;
  readonly days: number;
  readonly tasks: number;
}

/**
 * Returns the user's ratio of actual to estimated time: for each day with at least two ticked tasks, the time worked until the last tick
 * divided by the minutes planned for the ticked ones; the median of the days. Interruptions are included, since they will happen again.
 * Undefined with fewer than three such days.
 */
export function estimateRatioOf({ rows, byDay, today }: PlanHistory, from: Day): EstimateRatio | undefined {
  const days = new Map<Day, PlannedTask[]>();
  for (const task of rows.planTasks) {
    if (task.day < from || task.day >= today || task.doneAt === undefined || task.minutes <= 0) continue;
    days.set(task.day, [...(days.get(task.day) ?? []), task]);
  }
  const ratios = [...days].flatMap(([day, tasks]) => ratioOf(tasks, byDay.get(day) ?? []));
  if (ratios.length < leastDays) return undefined;
  const ratio = Math.min(bounds.most, Math.max(bounds.least, medianOf(ratios.map((one) => one.ratio))));
  return { ratio, days: ratios.length, tasks: ratios.reduce((total, one) => total + one.tasks, 0) };
}

function ratioOf(tasks: readonly PlannedTask[], segments: readonly Segment[]): { ratio: number; tasks: number }[] {
  if (tasks.length < leastTasks) return [];
  const until = Math.max(...tasks.map(({ doneAt }) => doneAt ?? 0));
  const worked = segments.reduce((ms, { start, end }) => ms + Math.max(0, Math.min(end, until) - start), 0);
  const planned = tasks.reduce((minutes, task) => minutes + task.minutes, 0);
  return worked > 0 ? [{ ratio: worked / 60_000 / planned, tasks: tasks.length }] : [];
}
