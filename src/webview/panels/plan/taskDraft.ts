import type { Priority } from '../../../shared/activity.ts';
import type { TaskInput } from '../../../shared/contract.ts';
import type { PlanStrings } from '../../../shared/viewStrings.ts';
import { parseDuration } from '../../format/duration.ts';
import { fill } from '../../format/text.ts';
import { limits } from '../../limits.ts';

/** A task as it is being typed. */
export interface TaskDraft {
  readonly title: string;
  readonly priority: Priority;
  readonly minutes: string;
}

export const emptyTask: TaskDraft = { title: '', priority: 'medium', minutes: '30' };

type TaskFields = Pick<TaskInput, 'title' | 'priority' | 'minutes'>;

interface CheckedTask {
  /** What to send; absent while something is wrong. */
  readonly input?: TaskFields;
  readonly problems: { readonly title?: string; readonly minutes?: string };
}

/** The contract says at least this many minutes. */
const shortestMinutes = 5;

export function checkTask(draft: TaskDraft, t: PlanStrings): CheckedTask {
  const title = draft.title.trim();
  const duration = parseDuration(draft.minutes, 'minutes', limits.taskMinutes);
  const minutes = 'minutes' in duration && duration.minutes >= shortestMinutes ? duration.minutes : undefined;
  const problems = {
    ...(!title && { title: t.taskEmpty }),
    ...(title.length > limits.titleLength && { title: fill(t.taskLong, limits.titleLength) }),
    ...(minutes === undefined && { minutes: fill(t.minutesInvalid, shortestMinutes, limits.taskMinutes / 60) }),
  };
  if (minutes === undefined || Object.keys(problems).length > 0) return { problems };
  return { input: { title, priority: draft.priority, minutes }, problems };
}
