import * as l10n from '@vscode/l10n';
import type { Params, Result } from '../../../catalog/view.ts';
import type { TaskPriorityName } from '../../../core/views/taskNames.ts';
import { limits } from '../../../core/base/limits.ts';
import { parseDuration, typedDuration } from '../../format/duration.ts';

type Details = Result<'tasks.get'>;
type Changes = Params<'tasks.revise'>;
export type RepeatChoice = 'none' | 'day' | 'workday' | 'week' | 'month' | 'other';

/** A task as it is being typed. */
export interface TaskDraft {
  readonly title: string;
  readonly description: string;
  readonly day: string;
  readonly time: string;
  readonly priority: TaskPriorityName;
  readonly estimate: string;
  readonly tags: string;
  readonly project: string;
  /** The id of a category; empty where the rules decide. */
  readonly category: string;
  readonly repeat: RepeatChoice;
  /** The task when the form was opened: only changes are sent. */
  readonly before: Details;
}

/** A thousand hours, as the schema has it. */
const longestEstimate = 60_000;

export type TaskProblems = { readonly [Field in keyof TaskDraft]?: string };

export function draftOfTask(task: Details): TaskDraft {
  return {
    title: task.title,
    description: task.markdown ?? '',
    day: task.due?.day ?? '',
    time: task.due?.time ?? '',
    priority: task.priority,
    estimate: task.estimate === undefined ? '' : typedDuration(task.estimate),
    tags: task.tags.join(' '),
    project: task.project ?? '',
    category: task.inCategory && !task.inCategory.isSuggested ? task.inCategory.id : '',
    repeat: choiceOf(task.repeat),
    before: task,
  };
}

/**
 * Returns the changes to the task, or the error.
 * @param zone of a new time
 */
export function checkTask(draft: TaskDraft, zone: string): { changes?: Changes; problems: TaskProblems } {
  const title = draft.title.trim();
  const estimate = draft.estimate.trim() === '' ? null : parseDuration(draft.estimate, 'minutes', longestEstimate);
  const time = draft.time.trim();
  const problems: TaskProblems = {
    ...(title === '' && { title: l10n.t('Enter what to do.') }),
    ...(title.length > limits.titleLength && { title: l10n.t('At most {0} characters.', limits.titleLength) }),
    ...(time !== '' &&
      !(/^([01]\d|2[0-3]):[0-5]\d$/.test(time) && draft.day !== '') && {
        time: l10n.t('Enter a time such as 14:30, and a date.'),
      }),
    ...(estimate && 'problem' in estimate && { estimate: l10n.t('Enter a time such as 2h or 30m.') }),
    ...(draft.repeat !== 'none' && draft.day === '' && { repeat: l10n.t('A task that repeats needs a due date.') }),
  };
  if (Object.keys(problems).length > 0) return { problems };
  const { before } = draft;
  const tags = tagsIn(draft.tags);
  const was = draftOfTask(before);
  const minutes = estimate && 'minutes' in estimate ? estimate.minutes : null;
  // A draft that an older version kept may lack a field.
  const differs = (...fields: (keyof TaskDraft)[]) =>
    fields.some((field) => Object.hasOwn(draft, field) && draft[field] !== was[field]);
  return {
    problems,
    changes: {
      id: before.id,
      ...(differs('title') && { title }),
      ...(differs('description') && { description: draft.description === '' ? null : draft.description }),
      ...(differs('day', 'time') && { dueOn: dueOf(draft, zone) }),
      ...(differs('priority') && { priority: draft.priority }),
      ...(differs('estimate') && { estimate: minutes }),
      ...(differs('tags') && { tags: tags.length > 0 ? tags : null }),
      ...(differs('project') && { project: draft.project.trim() || null }),
      ...(differs('category') && { category: draft.category || null }),
      ...(differs('repeat') && { repeat: repeatOf(draft) }),
    },
  };
}

/** Returns the tags in a text, with or without their signs. */
export function tagsIn(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .map((tag) => tag.replace(/^#/, ''))
    .filter(Boolean);
}

/** A time keeps the zone that it had. */
function dueOf({ day, time, before }: TaskDraft, zone: string): Changes['dueOn'] {
  if (day === '') return null;
  if (time === '') return { day };
  return { day, time, zone: before.due?.zone ?? zone };
}

function choiceOf(repeat: Details['repeat']): RepeatChoice {
  if (!repeat) return 'none';
  return repeat.interval === 1 && !repeat.weekdays && repeat.monthDay === undefined && repeat.until === undefined
    ? repeat.every
    : 'other';
}

function repeatOf({ repeat, before }: TaskDraft): Changes['repeat'] {
  if (repeat === 'none') return null;
  if (repeat === 'other') return before.repeat;
  return { every: repeat, interval: 1, from: before.repeat?.from ?? 'due' };
}
