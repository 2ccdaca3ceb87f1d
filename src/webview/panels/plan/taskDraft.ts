import type { Priority } from '../../../core/facts/activity.ts';
import type { TaskInput } from '../../../catalog/view.ts';
import type { PlanTask } from '../../../core/views/views.ts';
import type { PlanStrings } from '../../../core/views/viewStrings.ts';
import { parseDuration } from '../../format/duration.ts';
import { fill } from '../../format/text.ts';
import { limits } from '../../../core/base/limits.ts';

/** A task as it is being typed. */
export interface TaskDraft {
  readonly title: string;
  readonly priority: Priority;
  readonly minutes: string;
  readonly link: string;
}

export const emptyTask: TaskDraft = { title: '', priority: 'medium', minutes: '30', link: '' };

type TaskFields = Pick<TaskInput, 'title' | 'priority' | 'minutes' | 'link'>;

interface CheckedTask {
  /** What to send; absent while something is wrong. */
  readonly input?: TaskFields;
  readonly problems: { readonly title?: string; readonly minutes?: string; readonly link?: string };
}

/** The contract says at least this many minutes. */
const shortestMinutes = 5;

/** The draft with which a task is edited. */
export function draftOfTask({ title, priority, minutes, evidence }: PlanTask): TaskDraft {
  return { title, priority, minutes: String(minutes), link: linkOf(evidence) ?? '' };
}

/** The page that the person gave a task. */
function linkOf(evidence: PlanTask['evidence']): string | undefined {
  return evidence.find(({ id }) => id === 'link')?.url;
}

export function checkTask(draft: TaskDraft, t: PlanStrings): CheckedTask {
  const title = draft.title.trim();
  const duration = parseDuration(draft.minutes, 'minutes', limits.taskMinutes);
  const minutes = 'minutes' in duration && duration.minutes >= shortestMinutes ? duration.minutes : undefined;
  const link = draft.link.trim();
  const problems = {
    ...(!title && { title: t.taskEmpty }),
    ...(title.length > limits.titleLength && { title: fill(t.taskLong, limits.titleLength) }),
    ...(minutes === undefined && { minutes: fill(t.minutesInvalid, shortestMinutes, limits.taskMinutes / 60) }),
    ...(!isLink(link) && { link: t.linkInvalid }),
  };
  if (minutes === undefined || Object.keys(problems).length > 0) return { problems };
  return { input: { title, priority: draft.priority, minutes, link }, problems };
}

function isLink(link: string): boolean {
  return link === '' || (link.length <= limits.linkLength && /^https?:\/\//i.test(link) && URL.canParse(link));
}
