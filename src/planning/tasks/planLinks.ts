import { presentDay } from '../../core/time/presentDay.ts';
import type { Priority } from '../../core/facts/activity.ts';
import type { Evidence, PlanTaskFact } from '../../core/facts/facts.ts';
import { limits } from '../../core/base/limits.ts';
import type { App } from '../../core/operations/app.ts';
import { getStoredPlan } from '../planQueries.ts';
import { occurrenceId } from './recurrence.ts';
import type { TaskPriority } from './tasks.ts';
import type { TaskView } from './taskViews.ts';

/** A task of a plan that stands for one of the list has this among what it rests on. */
const prefix = 'listed:';

/** For a task without an estimate; what the form of the plan offers. */
const usualMinutes = 30;
/** The shortest that a plan takes. */
const shortestMinutes = 5;

/** Returns the task, or the occurrence of one, that a plan's task stands for; undefined for one that is only in the plan. */
export function taskOfPlan(evidence: readonly Evidence[]): string | undefined {
  return evidence.find(({ id }) => id.startsWith(prefix))?.id.slice(prefix.length);
}

/** Returns the evidence that makes a plan's task stand for one of the list. */
export function evidenceOfTask(id: string, title: string): Evidence {
  return { id: `${prefix}${id}`, text: title };
}

/** Returns the id of that evidence; of a task that repeats, for its open occurrence. */
export function linkOf({ id, occurrence }: Pick<TaskView, 'id' | 'occurrence'>): string {
  return `${prefix}${occurrence === undefined ? id : occurrenceId(id, occurrence)}`;
}

/** How long a plan sets aside for a task, in minutes. */
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

/** Ticks the tasks in today's plan that stand for one of the list, or takes the ticks back. */
export async function tickInPlan(app: App, id: string, done: boolean): Promise<void> {
  const at = app.clock.now();
  for (const task of await plannedToday(app, id)) {
    if ((task.doneAt !== undefined) === done) continue;
    const { doneAt: _, ...open } = task;
    app.recorder.append({ ...open, rev: task.rev + 1, at, ...(done && { doneAt: at }) });
  }
  await app.recorder.flush();
}

/** The tasks of today's plan that stand for one of the list. */
export async function plannedToday(app: App, id: string): Promise<PlanTaskFact[]> {
  const { tasks } = await app.read(getStoredPlan, { day: presentDay(app.readOptions()) });
  return tasks.filter(({ evidence }) => taskOfPlan(evidence) === id);
}
