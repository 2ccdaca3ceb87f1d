import { AppError } from '../../core/base/appError.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import type { App } from '../../core/operations/app.ts';
import { listedInId } from '../../core/facts/plans.ts';
import { findTask as findPlanned, saveTask, tickTask } from '../plans.ts';
import { completeTask, findTask, reopenTask } from './changeTasks.ts';
import { evidenceOfTask, plannedToday, planMinutes, planPriorities, taskOfPlan } from './planLinks.ts';
import { occurrenceId, parseOccurrenceId } from './recurrence.ts';

/**
 * Puts a task of the list into today's plan, once. It is done when that one is.
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
  return saveTask(app, input, { evidence: [evidenceOfTask(link, title)], project });
}

/**
 * Ticks or unticks a planned task. If it stands for a listed task, that one is completed or reopened, and the plan shows it.
 * @throws AppError `not-found`, `invalid-input` for an occurrence that can't be reopened
 */
export async function tickPlanned(app: App, id: string, done: boolean): Promise<void> {
  const { evidence } = await findPlanned(app, id);
  const listed = listedInId(id);
  const linked = listed ?? taskOfPlan(evidence);
  const isTicked = linked !== undefined && (await tickListed(app, linked, done));
  // Planned tasks of earlier versions have their own tick, and so have those whose listed task is gone.
  if (!isTicked || listed === undefined) await tickTask(app, id, done);
}

/** @returns false when the task of the list was deleted, or its occurrence is no longer open */
async function tickListed(app: App, id: string, done: boolean): Promise<boolean> {
  const occurrence = parseOccurrenceId(id);
  try {
    if (!done) await reopenTask(app, id);
    else await completeTask(app, occurrence?.series ?? id, occurrence?.day);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return false;
    throw error;
  }
}
