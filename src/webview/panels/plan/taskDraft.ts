import * as l10n from '@vscode/l10n';
import type { Priority } from '../../../core/facts/activity.ts';
import type { TaskInput } from '../../../catalog/view.ts';
import type { PlanTask } from '../../../core/views/views.ts';
import { parseDuration } from '../../format/duration.ts';
import { limits } from '../../../core/base/limits.ts';

/** A task as it is being typed. */
export interface PlanTaskDraft {
  readonly title: string;
  readonly priority: Priority;
  readonly minutes: string;
  readonly link: string;
}

export const emptyTask: PlanTaskDraft = { title: '', priority: 'medium', minutes: '30', link: '' };

type TaskFields = Pick<TaskInput, 'title' | 'priority' | 'minutes' | 'link'>;

interface CheckedTask {
  /** Value to send; absent while there is an error. */
  readonly input?: TaskFields;
  readonly problems: { readonly title?: string; readonly minutes?: string; readonly link?: string };
}

/** The contract's minimum, in minutes. */
const shortestMinutes = 5;

/** Returns the draft for editing a task. */
export function draftOfTask({ title, priority, minutes, evidence }: PlanTask): PlanTaskDraft {
  return { title, priority, minutes: String(minutes), link: linkOf(evidence) ?? '' };
}

/** The page that the person gave a task. */
function linkOf(evidence: PlanTask['evidence']): string | undefined {
  return evidence.find(({ id }) => id === 'link')?.url;
}

export function checkTask(draft: PlanTaskDraft): CheckedTask {
  const title = draft.title.trim();
  const duration = parseDuration(draft.minutes, 'minutes', limits.taskMinutes);
  const minutes = 'minutes' in duration && duration.minutes >= shortestMinutes ? duration.minutes : undefined;
  const link = draft.link.trim();
  const problems = {
    ...(!title && { title: l10n.t('Enter what to do.') }),
    ...(title.length > limits.titleLength && { title: l10n.t('At most {0} characters.', limits.titleLength) }),
    ...(minutes === undefined && {
      minutes: l10n.t('From {0} minutes to {1} hours, such as 45 or 1h 30m.', shortestMinutes, limits.taskMinutes / 60),
    }),
    ...(!isLink(link) && { link: l10n.t('An address that begins with https:// or http://.') }),
  };
  if (minutes === undefined || Object.keys(problems).length > 0) return { problems };
  return { input: { title, priority: draft.priority, minutes, link }, problems };
}

function isLink(link: string): boolean {
  return link === '' || (link.length <= limits.linkLength && /^https?:\/\//i.test(link) && URL.canParse(link));
}
