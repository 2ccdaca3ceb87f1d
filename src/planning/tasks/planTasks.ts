import { AppError } from '../../core/base/appError.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import type { App } from '../../core/operations/app.ts';
import { reviseTask, saveTask, tickTask } from '../plans.ts';
import { completeTask, findTask, reopenTask } from './changeTasks.ts';
import { evidenceOfTask, plannedToday, planMinutes, planPriorities, taskOfPlan } from './planLinks.ts';
import { occurrenceId, parseOccurrenceId } from './recurrence.ts';

/**
 * Puts a task of the list into today's plan, once. From then on a tick in either place is a tick in both.
 * @returns the id of the plan's task
 * @throws AppError `not-found`
 */
export async function planTask(app: App, id: string): Promise<{ id: string }> {
  const { view } = await findTask(app, id);
  const link = view.occurrence === undefined ? id : occurrenceId(id, view.occurrence);
  const [known] = await plannedToday(app, link);
  if (known) return { id: known.id };
  const { title, priority, project, estimate } = view;
  const input = {
    day: presentDay(app.readOptions()),
    title,
    priority: planPriorities[priority],
    minutes: planMinutes(estimate),
  };
  const made = await saveTask(app, input, [evidenceOfTask(link, title)]);
  if (project !== undefined) await reviseTask(app, made.id, { project });
  return made;
}

/** Ticks a task of a plan, or takes the tick back; and of the task of the list that it stands for. @throws AppError `not-found` */
export async function tickPlanned(app: App, id: string, done: boolean): Promise<void> {
  const linked = taskOfPlan((await tickTask(app, id, done)).evidence);
  if (linked === undefined) return;
  const occurrence = parseOccurrenceId(linked);
  try {
    if (!done) await reopenTask(app, linked);
    else await completeTask(app, occurrence?.series ?? linked, occurrence?.day);
  } catch (error) {
    // It was deleted, or a later occurrence is done: the plan's own tick stays.
    if (!(error instanceof AppError) || (error.code !== 'not-found' && error.code !== 'invalid-input')) throw error;
  }
}
