import { addDays, weekdayOf } from '../../../core/time/days.ts';
import type { Due } from '../due.ts';
import type { TaskLink } from '../links.ts';
import type { Recurrence } from '../recurrence.ts';
import { taskLimits, type TaskPriority } from '../tasks.ts';
import type { QuickAddContext } from './dateWords.ts';
import { readWord, type WordMeaning } from './readWord.ts';

export interface QuickAdd {
  readonly title: string;
  /** The whole text, where it was too long for a title. */
  readonly description?: string;
  readonly tags: readonly string[];
  readonly priority?: TaskPriority;
  readonly dueOn?: Due;
  /** Minutes. */
  readonly estimate?: number;
  readonly project?: string;
  readonly repeat?: Recurrence;
  readonly links: readonly TaskLink[];
  /** Words that begin with a sign and can't be read. They stay in the title. */
  readonly unclear: readonly string[];
}

/** The parts of a task while its line is read. */
interface Parts {
  readonly tags: string[];
  readonly links: TaskLink[];
  readonly unclear: string[];
  priority?: TaskPriority;
  dueOn?: Due;
  estimate?: number;
  project?: string;
  repeat?: Recurrence;
}

/**
 * Reads a line such as `Fix login race #auth !high ^fri 2h @web-app https://…`. What can't be read, or would be there twice, stays in the title,
 * so nothing that was typed is lost. A backslash before a word that would be read leaves the word as it is.
 */
export function parseQuickAdd(line: string, context: QuickAddContext): QuickAdd {
  const parts: Parts = { tags: [], links: [], unclear: [] };
  const title: string[] = [];
  let isAfterDay = false;
  for (const word of wordsOf(line)) {
    const meaning = readWord(word, context);
    const isTaken = take(parts, meaning, { context, isAfterDay });
    isAfterDay = isTaken && meaning.kind === 'due' && meaning.day !== undefined && meaning.time === undefined;
    if (isTaken) continue;
    if (meaning.kind === 'unclear') parts.unclear.push(word);
    title.push(unescaped(word, context).replace(/\s+/gu, ' '));
  }
  if (parts.repeat && !parts.dueOn) parts.dueOn = { day: firstDay(parts.repeat, context) };
  return { ...titleOf(title, parts), ...parts };
}

/** Words, between white space; a quoted project is one. */
function wordsOf(line: string): string[] {
  return line.match(/(?<!\S)@"[^"\r\n]+"(?!\S)|\S+/gu) ?? [];
}

/** Returns the number of backslashes before a word, and the word. */
const escape = /^(\\+)(.*)$/su;

/** A backslash goes where the word behind it would be read or begins with a sign; anywhere else it is a backslash. */
function unescaped(word: string, context: QuickAddContext): string {
  const [, , rest = ''] = escape.exec(word) ?? [];
  return rest !== '' && (isSigned(rest) || isRead(rest, context)) ? word.slice(1) : word;
}

/** The word as it must be typed to be text. */
export function escaped(word: string, context: QuickAddContext): string {
  const [, signs, rest = word] = escape.exec(word) ?? [];
  return isRead(rest, context) || (signs !== undefined && isSigned(rest)) ? `\\${word}` : word;
}

function isSigned(word: string): boolean {
  return /^[#!^@*]/.test(word);
}

/** Text from elsewhere as a line in which only its links are read: an address is a link, and `@bob` isn't a project. */
export function lineOfText(text: string, context: QuickAddContext): string {
  const words = text.split(/\s+/).filter(Boolean);
  return words.map((word) => (readWord(word, context).kind === 'link' ? word : escaped(word, context))).join(' ');
}

function isRead(word: string, context: QuickAddContext): boolean {
  const { kind } = readWord(word, context);
  // An unclear word can be one that is read tomorrow, or in another language.
  return kind !== 'text' || word.startsWith('@"');
}

interface WordContext {
  readonly context: QuickAddContext;
  /** The word before was a due day without a time. */
  readonly isAfterDay: boolean;
}

/** @returns false for plain text, or a repeated field */
function take(parts: Parts, meaning: WordMeaning, { context, isAfterDay }: WordContext): boolean {
  switch (meaning.kind) {
    case 'tag':
      return takeTag(parts, meaning.tag);
    case 'priority':
      if (parts.priority !== undefined) return false;
      parts.priority = meaning.priority;
      return true;
    case 'due':
      if (parts.dueOn) return false;
      parts.dueOn = dueFrom(meaning, context);
      return true;
    case 'time':
      if (!isAfterDay || !parts.dueOn) return false;
      parts.dueOn = timed(parts.dueOn.day, meaning.time, context);
      return true;
    case 'estimate':
      if (parts.estimate !== undefined) return false;
      parts.estimate = meaning.minutes;
      return true;
    case 'project':
      if (parts.project !== undefined) return false;
      parts.project = meaning.project;
      return true;
    case 'repeat':
      if (parts.repeat) return false;
      parts.repeat = meaning.repeat;
      return true;
    case 'link':
      if (parts.links.length === taskLimits.links) return false;
      parts.links.push(meaning.link);
      return true;
    case 'text':
    case 'unclear':
      return false;
  }
}

function takeTag({ tags }: Parts, tag: string): boolean {
  if (tags.some((one) => one.toLowerCase() === tag.toLowerCase())) return true;
  if (tags.length === taskLimits.tags) return false;
  tags.push(tag);
  return true;
}

/** A time without a day is today's, or tomorrow's where it has passed. */
function dueFrom({ day, time }: Extract<WordMeaning, { kind: 'due' }>, context: QuickAddContext): Due {
  if (time === undefined) return { day: day ?? context.today };
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const isPast = hours * 60 + minutes <= context.minuteOfDay;
  return timed(day ?? addDays(context.today, isPast ? 1 : 0), time, context);
}

function timed(day: string, time: string, { zone }: QuickAddContext): Due {
  return { day, time, ...(zone !== undefined && { zone }) };
}

/** The first day of a rule, today included. */
function firstDay({ every, weekdays }: Recurrence, { today }: QuickAddContext): string {
  const fits = every === 'workday' ? [1, 2, 3, 4, 5] : weekdays;
  let day = today;
  while (fits && !fits.includes(weekdayOf(day))) day = addDays(day, 1);
  return day;
}

/** Without other text, a task is named by its link. */
function titleOf(words: readonly string[], { links }: Parts): Pick<QuickAdd, 'title' | 'description'> {
  const [link] = links;
  const whole = words.join(' ') || (link && 'url' in link ? link.url : '');
  if (whole.length <= taskLimits.title) return { title: whole };
  const cut = whole.slice(0, taskLimits.title - 1).replace(/[\uD800-\uDBFF]$/, '');
  const atWord = cut.lastIndexOf(' ');
  return { title: `${atWord > taskLimits.title / 2 ? cut.slice(0, atWord) : cut}…`, description: whole };
}
