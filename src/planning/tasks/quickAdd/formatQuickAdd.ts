import { compareText } from '../../../core/base/compareText.ts';
import type { Recurrence } from '../recurrence.ts';
import type { QuickAddContext } from './dateWords.ts';
import { escaped, type QuickAdd } from './quickAdd.ts';

/** Writes a task as a line that `parseQuickAdd` reads as the same task, in a fixed order and with full dates. */
export function formatQuickAdd(task: QuickAdd, context: QuickAddContext): string {
  const { title, description, tags, priority, dueOn, estimate, project, repeat, links } = task;
  // A task that is named by its link has no other text.
  const [link] = links;
  const isNamedByLink = link !== undefined && 'url' in link && link.url === (description ?? title);
  const words = isNamedByLink ? [] : (description ?? title).split(' ').map((word) => escaped(word, context));
  const parts = [
    ...words,
    ...tags.map((tag) => `#${tag}`),
    priority && `!${priority}`,
    dueOn && `^${dueOn.day}${dueOn.time === undefined ? '' : `@${dueOn.time}`}`,
    estimate !== undefined && `${estimate}m`,
    project !== undefined && projectWord(project),
    repeat && `*${ruleOf(repeat, context)}${repeat.from === 'done' ? '!' : ''}`,
    ...links.map((one) => ('url' in one ? one.url : '')),
  ];
  return parts.filter(Boolean).join(' ');
}

function projectWord(project: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N}\p{M}_./-]*$/u.test(project) ? `@${project}` : `@"${project}"`;
}

function ruleOf({ every, interval, weekdays }: Recurrence, { words }: QuickAddContext): string {
  if (every === 'workday') return 'workdays';
  if (every !== 'week' || !weekdays) return `${interval}${every.charAt(0)}`;
  const names = [...words.weekdays].toSorted(([a], [b]) => a.length - b.length || compareText(a, b));
  return weekdays.map((day) => names.find(([, number]) => number === day)?.[0] ?? '').join(',');
}
