import { presentDay } from '../../core/time/presentDay.ts';
import type { Priority } from '../../core/facts/activity.ts';
import type { Evidence } from '../../core/facts/facts.ts';
import type { PlannedTask } from '../../core/facts/plans.ts';
import { limits } from '../../core/base/limits.ts';
import type { App } from '../../core/operations/app.ts';
import { getStoredPlan } from '../planQueries.ts';
import { occurrenceId } from './recurrence.ts';
import type { TaskPriority } from './tasks.ts';
import type { TaskView } from './taskViews.ts';

/** A planned task from the list has this in its evidence. */
const prefix = 'listed:';

/** For a task without an estimate; the default of the plan's form. */
const usualMinutes = 30;
/** The shortest that a plan takes. */
const shortestMinutes = 5;

/** Returns the listed task, or an occurrence of it, that a planned task stands for; undefined if it is only in the plan. */
export function taskOfPlan(evidence: readonly Evidence[]): string | undefined {
  return evidence.find(({ id }) => id.startsWith(prefix))?.id.slice(prefix.length);
}

/** Returns the evidence that links a planned task to a listed one. */
export function evidenceOfTask(id: string, title: string): Evidence {
  return { id: `${prefix}${id}`, text: title };
}

/** Returns the id of that evidence; of a task that repeats, for its open occurrence. */
export function linkOf({ id, occurrence }: Pick<TaskView, 'id' | 'occurrence'>): string {
  return `${prefix}${occurrence === undefined ? id : occurrenceId(id, occurrence)}`;
}

/** Returns the time that a plan sets aside for a task, in minutes. */
export function planMinutes(estimate = usualMinutes): number {
  return Math.min(limits.taskMinutes, Math.max(shortestMinutes, estimate));
}

/** Plans know three priorities. */
export const planPriorities: Readonly<Record<TaskPriority, Priority>> = {
  urgent: 'high',
  high: 'high',
  medium: 'medium',
  low: 'low',
};

/** Returns the tasks of today's plan that stand for listed ones. */
export async function plannedToday(app: App, id: string): Promise<PlannedTask[]> {
  const { tasks } = await app.read(getStoredPlan, { day: presentDay(app.readOptions()) });
  return tasks.filter(({ evidence }) => taskOfPlan(evidence) === id);
}
