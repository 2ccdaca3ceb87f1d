import * as l10n from '@vscode/l10n';
import type { Params, Result } from '../../../catalog/view.ts';
import { pageKind, type TaskPriorityName } from '../../../core/views/taskNames.ts';
import { limits } from '../../../core/base/limits.ts';
import { parseDuration, typedDuration } from '../../format/duration.ts';

type Details = Result<'tasks.get'>;
type Changes = Params<'tasks.revise'>;
export type RepeatChoice = 'none' | 'day' | 'workday' | 'week' | 'month';

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
  /** The id of a category; empty if the rules decide. */
  readonly category: string;
  readonly repeat: RepeatChoice;
  /** Days, weeks, or months from one time to the next. */
  readonly interval: string;
  /** For weeks: 0 is Sunday. Empty for the weekday of the due date. */
  readonly weekdays: readonly number[];
  readonly from: 'due' | 'done';
  /** The last day; empty for none. */
  readonly until: string;
  readonly notes: string;
  /** A link on each line, as `linkLine` writes them. */
  readonly links: string;
  /** The task when the form was opened: only changes are sent. */
  readonly before: Details;
}

/** A thousand hours, as the schema has it. */
const longestEstimate = 60_000;
/** Links of a task, and days, weeks, or months between two times, as the schema has them. */
const most = { links: 30, interval: 365 } as const;

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
    repeat: task.repeat?.every ?? 'none',
    interval: String(task.repeat?.interval ?? 1),
    weekdays: task.repeat?.weekdays ?? [],
    from: task.repeat?.from ?? 'due',
    until: task.repeat?.until ?? '',
    notes: task.notes ?? '',
    links: task.links.map(linkLine).join('\n'),
    before: task,
  };
}

/**
 * Returns the changes to the task, or the error.
 * @param kept may lack a field, if an older version kept it
 * @param zone of a new time
 */
export function checkTask(kept: TaskDraft, zone: string): { changes?: Changes; problems: TaskProblems } {
  const was = draftOfTask(kept.before);
  const draft = { ...was, ...kept };
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
    ...(draft.repeat !== 'none' && draft.day === '' && { repeat: l10n.t('A repeating task needs a due date.') }),
    ...(!isInterval(draft.interval) && { interval: l10n.t('Enter a number from 1 to {0}.', most.interval) }),
    ...(draft.until !== '' && draft.until < draft.day && { until: l10n.t('This is before the due date.') }),
    ...linkProblem(linesOf(draft.links)),
  };
  if (Object.keys(problems).length > 0) return { problems };
  const { before } = draft;
  const tags = tagsIn(draft.tags);
  const minutes = estimate && 'minutes' in estimate ? estimate.minutes : null;
  const differs = (...fields: (keyof TaskDraft)[]) =>
    fields.some((field) => JSON.stringify(draft[field]) !== JSON.stringify(was[field]));
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
      ...(differs('repeat', 'interval', 'weekdays', 'from', 'until') && { repeat: repeatOf(draft) }),
      ...(differs('notes') && { notes: draft.notes.trim() === '' ? null : draft.notes }),
      ...(differs('links') && { links: linksIn(draft) }),
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

function isInterval(text: string): boolean {
  return /^\s*\d{1,3}\s*$/.test(text) && Number(text) >= 1 && Number(text) <= most.interval;
}

function repeatOf({ repeat, interval, weekdays, from, until, before }: TaskDraft): Changes['repeat'] {
  if (repeat === 'none') return null;
  const { monthDay } = before.repeat ?? {};
  return {
    every: repeat,
    interval: repeat === 'workday' ? 1 : Number(interval),
    from,
    ...(repeat === 'week' && weekdays.length > 0 && { weekdays: weekdays.toSorted((a, b) => a - b) }),
    ...(repeat === 'month' && monthDay !== undefined && { monthDay }),
    ...(until !== '' && { until }),
  };
}

type Link = Details['links'][number];

/** Writes a link as it is edited: an address, `src/app.ts:12`, or `branch:NAME`. */
export function linkLine(link: Link): string {
  if (link.kind === 'branch') return `branch:${link.branch}`;
  if (link.kind !== 'file') return link.url;
  return link.line === undefined ? link.file : `${link.file}:${link.line}`;
}

function linesOf(links: string): string[] {
  return links
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

function linkProblem(lines: readonly string[]): TaskProblems {
  if (lines.length > most.links) return { links: l10n.t('At most {0} links.', most.links) };
  const wrong = lines.find((line) => line.length > limits.linkLength || (isAddress(line) && !URL.canParse(line)));
  return wrong === undefined ? {} : { links: l10n.t("Can't read this link: {0}", wrong.slice(0, 100)) };
}

function isAddress(line: string): boolean {
  return /^https?:\/\//i.test(line);
}

/** A line that is as before keeps what else is known of its link; a new file or branch is of the task's project. */
function linksIn({ links, project, before }: TaskDraft): Changes['links'] {
  const known = new Map(before.links.map((link) => [linkLine(link), link]));
  const of = project.trim() === '' ? {} : { project: project.trim() };
  const all = linesOf(links).map((line): Link => known.get(line) ?? linkOf(line, of));
  return all.length > 0 ? all : null;
}

function linkOf(line: string, of: { readonly project?: string }): Link {
  if (isAddress(line)) return { kind: pageKind(line), url: line };
  const [, branch] = /^branch:(\S.*)$/.exec(line) ?? [];
  if (branch !== undefined) return { kind: 'branch', branch, ...of };
  const [, file = line, at] = /^(.+?):(\d{1,7})(?::\d+)?$/.exec(line) ?? [];
  return { kind: 'file', file, ...(at !== undefined && Number(at) > 0 && { line: Number(at) }), ...of };
}
