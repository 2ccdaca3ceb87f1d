import { linkOfUrl, taskLink, type TaskLink } from '../links.ts';
import type { Recurrence } from '../recurrence.ts';
import { taskLimits, taskPriorities, type TaskPriority } from '../tasks.ts';
import { plain, readDay, readTime, type QuickAddContext } from './dateWords.ts';
import { ownValue } from '../../../core/base/ownValue.ts';

/** The meaning of one word in a quick-add line. */
export type WordMeaning =
  | { readonly kind: 'text' }
  /** Begins with a sign, but is invalid: it stays in the title, with a warning. */
  | { readonly kind: 'unclear' }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'priority'; readonly priority: TaskPriority }
  | { readonly kind: 'due'; readonly day: string | undefined; readonly time: string | undefined }
  /** A time of day: part of the due date before it, or else text. */
  | { readonly kind: 'time'; readonly time: string }
  | { readonly kind: 'estimate'; readonly minutes: number }
  | { readonly kind: 'project'; readonly project: string }
  | { readonly kind: 'repeat'; readonly repeat: Recurrence }
  | { readonly kind: 'link'; readonly link: TaskLink };

const text = { kind: 'text' } as const;
const unclear = { kind: 'unclear' } as const;

/** Reads one word, which holds white space only between the quotes of `@"…"`. */
export function readWord(word: string, context: QuickAddContext): WordMeaning {
  const [sign, rest] = [word.slice(0, 1), word.slice(1)];
  if (rest === '') return text;
  if (sign === '#') return tagOf(rest);
  if (sign === '!') return priorityOf(rest);
  if (sign === '^') return dueOf(rest, context);
  if (sign === '@') return projectOf(rest);
  if (sign === '*') return repeatOf(rest, context);
  if (/^https?:\/\//i.test(word)) return linkOf(word);
  const time = readTime(word);
  if (time !== undefined) return { kind: 'time', time };
  const minutes = readEstimate(word);
  return minutes === undefined ? text : { kind: 'estimate', minutes };
}

/** Developers write `#123` for an issue: that isn't a tag. */
function tagOf(rest: string): WordMeaning {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}\p{M}_./-]*$/u.test(rest) || /^\d+$/.test(rest)) return text;
  return rest.length <= taskLimits.tag ? { kind: 'tag', tag: rest } : text;
}

function priorityOf(rest: string): WordMeaning {
  const word = rest.toLowerCase();
  // As in other programs, 1 is the highest.
  const byNumber = { '1': 'urgent', '2': 'high', '3': 'medium', '4': 'low' } as const;
  const priority = taskPriorities.find((one) => one === word) ?? ownValue(byNumber, word);
  if (priority !== undefined) return { kind: 'priority', priority };
  return /^[a-z]+$/.test(word) ? unclear : text;
}

function dueOf(rest: string, context: QuickAddContext): WordMeaning {
  const [date = '', clock] = rest.split('@', 2);
  const only = clock === undefined ? readTime(date) : undefined;
  if (only !== undefined) return { kind: 'due', day: undefined, time: only };
  const day = readDay(date, context);
  const time = clock === undefined ? undefined : readTime(clock);
  if (day === undefined || (clock !== undefined && time === undefined)) return unclear;
  return { kind: 'due', day, time };
}

function projectOf(rest: string): WordMeaning {
  const quoted = /^"([^"]+)"$/.exec(rest)?.[1]?.trim();
  if (quoted !== undefined) return quoted === '' ? text : { kind: 'project', project: quoted.replace(/\s+/g, ' ') };
  return /^[\p{L}\p{N}][\p{L}\p{N}\p{M}_./-]*$/u.test(rest) ? { kind: 'project', project: rest } : text;
}

const intervals: Readonly<Record<string, Pick<Recurrence, 'every' | 'interval'>>> = {
  daily: { every: 'day', interval: 1 },
  workdays: { every: 'workday', interval: 1 },
  weekdays: { every: 'workday', interval: 1 },
  weekly: { every: 'week', interval: 1 },
  monthly: { every: 'month', interval: 1 },
};
const units = { d: 'day', w: 'week', m: 'month' } as const;

/** `*daily`, `*2w`, `*mon,thu`; with `!` at the end it counts from the day on which the task was done. */
function repeatOf(rest: string, { words }: QuickAddContext): WordMeaning {
  const [, rule = '', mark] = /^(.+?)(!)?$/.exec(rest.toLowerCase()) ?? [];
  const from = mark === undefined ? 'due' : 'done';
  const fixed = ownValue(intervals, rule);
  if (fixed) return { kind: 'repeat', repeat: { ...fixed, from } };
  const [, count, unit] = /^(\d{1,3})([dwm])$/.exec(rule) ?? [];
  const interval = Number(count);
  if (unit !== undefined && interval >= 1 && interval <= taskLimits.interval)
    return { kind: 'repeat', repeat: { every: units[unit as keyof typeof units], interval, from } };
  const weekdays = rule.split(',').map((name) => words.weekdays.get(plain(name)));
  const known = weekdays.filter((day) => day !== undefined);
  if (known.length === weekdays.length)
    return {
      kind: 'repeat',
      repeat: { every: 'week', interval: 1, weekdays: [...new Set(known)].sort((a, b) => a - b), from },
    };
  // Markdown's emphasis isn't a rule.
  return /^[\p{L}\d,]+$/u.test(rule) ? unclear : text;
}

function linkOf(word: string): WordMeaning {
  const link = taskLink.safeParse(linkOfUrl(word));
  return link.success ? { kind: 'link', link: link.data } : text;
}

/** `2h`, `30m`, `30min`, `1h30m`, `1.5h`. @returns minutes */
function readEstimate(word: string): number | undefined {
  const [, hours, minutes] = /^(?:(\d{1,4}(?:[.,]\d{1,2})?)h)?(?:(\d{1,5})m(?:in)?)?$/i.exec(word) ?? [];
  if (hours === undefined && minutes === undefined) return undefined;
  const total = Math.round(Number((hours ?? '0').replace(',', '.')) * 60) + Number(minutes ?? 0);
  return total >= 1 && total <= taskLimits.estimate ? total : undefined;
}
