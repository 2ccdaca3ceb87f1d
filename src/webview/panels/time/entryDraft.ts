import * as l10n from '@vscode/l10n';
import { plural } from '../../format/plural.ts';
import type { EntryView, Params } from '../../../catalog/view.ts';
import { dayMs } from '../../../core/time/days.ts';
import { hasPassed } from '../../../core/time/passed.ts';
import type { OffsetAt } from '../../../core/time/zone.ts';
import type { Format } from '../../format/format.ts';
import { fromWallTime, toWallTime } from '../../format/wallTime.ts';

/** A time entry as it is being typed; times as an `<input type="datetime-local">` holds them. */
export interface EntryDraft {
  readonly title: string;
  readonly start: string;
  /** Empty for an entry with a running timer. */
  readonly end: string;
  readonly tags: string;
  readonly note: string;
  /** The task that it is for; without an id, none. Absent in a draft of an older version, which changes nothing. */
  readonly task?: EntryTask;
}

/** A task as an entry refers to it. */
export interface EntryTask {
  readonly id?: string;
  readonly project?: string | undefined;
}

export type EntryField = keyof EntryDraft;
export type EntryInput = Params<'entries.save'>;

/** The contract's maximum. */
const most = { title: 200, tags: 20, tag: 100, note: 10_000, durationMs: 7 * dayMs } as const;

/** Returns the draft for editing an entry. */
export function draftOfEntry({ title, start, end, tags, note = '' }: EntryView, offsetAt: OffsetAt): EntryDraft {
  const wall = (at: number) => toWallTime(at, offsetAt(at));
  return { title, start: wall(start), end: end === undefined ? '' : wall(end), tags: tags.join(', '), note };
}

/** Returns the draft of a new entry: an hour that ends at the given instant. */
export function newEntry(end: number, offsetAt: OffsetAt): EntryDraft {
  const wall = (at: number) => toWallTime(at, offsetAt(at));
  return { title: '', start: wall(end - 3_600_000), end: wall(end), tags: '', note: '' };
}

interface EntryCheck {
  readonly entry?: EntryView | undefined;
  readonly offsetAt: OffsetAt;
  /** The present instant, ms since the epoch. */
  readonly now: number;
  readonly format: Pick<Format, 'count'>;
}

interface CheckedEntry {
  /** Value to send; absent while there is an error. */
  readonly input?: EntryInput;
  readonly problems: Partial<Readonly<Record<EntryField, string>>>;
}

/** Checks a draft. Times that weren't touched stay as they are, seconds and all. */
export function checkEntry(draft: EntryDraft, { entry, offsetAt, now, format }: EntryCheck): CheckedEntry {
  const isRunning = entry !== undefined && entry.end === undefined;
  const start = instantOf(draft.start, entry?.start, offsetAt);
  const end = isRunning ? undefined : instantOf(draft.end, entry?.end, offsetAt);
  const title = draft.title.trim();
  const tags = [...new Set(draft.tags.split(/[,،、，]/u).map((tag) => tag.trim()))].filter((tag) => tag !== '');
  const isWrongOrder = start !== undefined && end !== undefined && end <= start;
  const isLong = start !== undefined && end !== undefined && end - start > most.durationMs;
  const isTouched = start !== entry?.start || end !== entry?.end;
  const problems = {
    ...(title.length > most.title && { title: l10n.t('At most {0} characters.', most.title) }),
    ...(draft.note.length > most.note && { note: l10n.t('At most {0} characters.', most.note) }),
    ...(start === undefined && { start: l10n.t('Enter a date and time.') }),
    ...(end === undefined && !isRunning && { end: l10n.t('Enter a date and time.') }),
    ...(isTouched && end !== undefined && !hasPassed(end, now) && { end: l10n.t('The end is in the future.') }),
    ...(isWrongOrder && { end: l10n.t('The end must be after the start.') }),
    ...(isLong && { end: l10n.t('An entry can last seven days at most.') }),
    ...((tags.length > most.tags || tags.some((tag) => tag.length > most.tag)) && {
      tags: format.count(
        plural('At most {0} tag of up to 100 characters.', 'At most {0} tags of up to 100 characters each.'),
        most.tags,
      ),
    }),
  };
  if (start === undefined || Object.keys(problems).length > 0) return { problems };
  const note = draft.note.trim();
  const { id } = entry ?? {};
  const task = draft.task ? draft.task.id : entry?.task;
  // An entry that is moved to a task of another project moves there too.
  const project = (draft.task?.id === entry?.task ? undefined : draft.task?.project) ?? entry?.project;
  const input = {
    title,
    start,
    tags,
    ...(id !== undefined && { id }),
    ...(end !== undefined && { end }),
    ...(project !== undefined && { project }),
    ...(task !== undefined && { task }),
    ...(note !== '' && { note }),
  };
  return { input, problems };
}

function instantOf(value: string, before: number | undefined, offsetAt: OffsetAt): number | undefined {
  if (before !== undefined && value === toWallTime(before, offsetAt(before))) return before;
  return fromWallTime(value, offsetAt);
}
