import { compareText } from '../../core/base/compareText.ts';
import type { Evidence } from '../../core/facts/facts.ts';
import type { ListedTask } from '../../core/insights/planInputs.ts';
import { internalQuery } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import type { Translate } from '../../core/base/translate.ts';
import type { Day } from '../../core/time/days.ts';
import { linkOf, planMinutes, planPriorities } from './planLinks.ts';
import { makeTaskIndex } from './taskIndex.ts';
import { taskPriorities } from './tasks.ts';
import type { TaskView } from './taskViews.ts';

/** A plan isn't a list: of more, those that press least stay out. */
const mostForPlan = 20;

export interface ForPlan {
  /** The day of the plan. */
  readonly day: Day;
  /** Tasks that the last plan left open, by `linkOf`. */
  readonly planned: readonly string[];
}

/**
 * The open tasks that a day should take up: those due by then, in progress, of high priority, or left over from the last plan; the most
 * pressing first.
 */
export const tasksForPlan = internalQuery('tasks.forPlan', (read: Reading, { day, planned }: ForPlan): ListedTask[] => {
  const wanted = new Set(planned);
  return read
    .shared(makeTaskIndex)
    .items(read)
    .map(({ view }) => view)
    .filter(({ status }) => status === 'todo' || status === 'inProgress')
    .filter((view) => isDue(view, day) || isPressing(view) || wanted.has(linkOf(view)))
    .sort((a, b) => rankOf(a, day) - rankOf(b, day) || compareText(dueOf(a), dueOf(b)))
    .slice(0, mostForPlan)
    .map((view) => listedTask(view, day, read.t));
});

function isDue({ dueDay, overdue }: TaskView, day: Day): boolean {
  return overdue || (dueDay !== undefined && dueDay <= day);
}

function isPressing({ status, priority }: TaskView): boolean {
  return status === 'inProgress' || priority === 'urgent' || priority === 'high';
}

/** Lower is more urgent: due tasks, then tasks in progress, then by priority. */
function rankOf(view: TaskView, day: Day): number {
  const group = isDue(view, day) ? 0 : view.status === 'inProgress' ? 1 : 2;
  return group * taskPriorities.length - taskPriorities.indexOf(view.priority);
}

function dueOf({ dueDay }: TaskView): string {
  return dueDay ?? '9999';
}

function listedTask(view: TaskView, day: Day, t: Translate): ListedTask {
  const { title, priority, project, estimate } = view;
  return {
    title,
    priority: isDue(view, day) ? 'high' : planPriorities[priority],
    minutes: planMinutes(estimate),
    ...(project !== undefined && { project }),
    evidence: [evidenceOf(view, t)],
  };
}

function evidenceOf(view: TaskView, t: Translate): Evidence {
  return { id: linkOf(view), text: reasonOf(view, t) };
}

function reasonOf({ dueDay, overdue, status }: TaskView, t: Translate): string {
  if (overdue && dueDay !== undefined) return t('In your tasks, overdue since {0}', dueDay);
  if (dueDay !== undefined) return t('In your tasks, due {0}', dueDay);
  return status === 'inProgress' ? t('In your tasks, in progress') : t('In your tasks');
}
