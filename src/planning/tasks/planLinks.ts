import { dayOf, type Day } from '../../core/time/days.ts';
import type { Priority } from '../../core/facts/activity.ts';
import type { Evidence, PlanTaskFact } from '../../core/facts/facts.ts';
import type { App } from '../../core/operations/app.ts';
import { getStoredPlan } from '../planQueries.ts';
import type { TaskPriority } from './tasks.ts';

/** A task of a plan that stands for one of the list has this among what it rests on. */
const prefix = 'task:';

/** Returns the task, or the occurrence of one, that a plan's task stands for; undefined for one that is only in the plan. */
export function taskOfPlan(evidence: readonly Evidence[]): string | undefined {
  return evidence.find(({ id }) => id.startsWith(prefix))?.id.slice(prefix.length);
}

/** Returns the evidence that makes a plan's task stand for one of the list. */
export function evidenceOfTask(id: string, title: string): Evidence {
  return { id: `${prefix}${id}`, text: title };
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
  const { tasks } = await app.read(getStoredPlan, { day: todayOf(app) });
  return tasks.filter(({ evidence }) => taskOfPlan(evidence) === id);
}

/** The day that it is for the user. */
export function todayOf({ clock, readOptions }: App): Day {
  const now = clock.now();
  return dayOf(now, clock.utcOffset(now), readOptions().rules.dayStartsAt);
}
