import * as z from 'zod';
import { wholeInstant } from '../../core/records/timeFields.ts';
import { AppError } from '../../core/base/appError.ts';
import { action } from '../../core/operations/operation.ts';
import { deletion, restoration } from '../../core/records/recordActions.ts';
import type { App } from '../../core/operations/app.ts';
import { expectPassed } from '../expectPassed.ts';
import { entryLimits, purposeFields, timeEntries } from './entries.ts';
import type { TimeEntry } from './foldEntries.ts';
import { getEntry } from './readEntries.ts';
import { purposeOf } from './timerActions.ts';

const id = z.string();
const empty = z.object({});
const transports = ['view', 'http', 'mcp', 'cli'] as const;

export const saveEntry = action('entries.save', {
  title: 'Save a time entry',
  description: 'Adds a time entry, or changes one when `id` is given. Without `end`, only a running timer is changed.',
  access: 'write',
  transports,
  params: purposeFields.extend({ id: id.optional(), start: wholeInstant, end: wholeInstant.optional() }),
  result: z.object({ id }),
  run: async (app, { id: known, start, end, ...purpose }) => {
    const present = known === undefined ? undefined : await entryOf(app, known);
    if (end === undefined && !present)
      throw new AppError('invalid-input', app.t('A new entry needs an end. Or start a timer.'));
    if (end === undefined && present?.end !== undefined)
      throw new AppError('invalid-input', app.t('A finished entry needs an end.'));
    const isSameTime = present?.start === start && present.end === end;
    if (!isSameTime) {
      checkTimes(app, start, end ?? app.clock.now());
      if (end !== undefined) expectPassed(app, end);
    }
    const offset = present?.start === start ? present.offset : app.clock.utcOffset(start);
    if (!present) return { id: (await app.records(timeEntries).create({ ...purpose, start, end, offset })).id };
    // Absent fields are cleared. An end that the timer set isn't stored, so that an earlier stop can still arrive.
    const times = isSameTime ? {} : { start, offset, ...(end !== undefined && { end }) };
    const cleared = { project: null, task: null, note: null };
    await app.records(timeEntries).revise(present.id, { ...cleared, ...purpose, ...times });
    return { id: present.id };
  },
});

export const splitEntry = action('entries.split', {
  title: 'Split a time entry',
  description:
    'Splits an entry in two at an instant within it. Both parts keep what the entry was for, and their sum stays the same.',
  access: 'write',
  transports,
  params: z.object({ id, at: wholeInstant }),
  result: z.object({ id: id.describe('The later part.') }),
  run: async (app, { id: known, at }) => {
    const { start, end, ...entry } = await finishedOf(app, known);
    if (at <= start || at >= end) throw new AppError('invalid-input', app.t('Split the entry at a time within it.'));
    const entries = app.records(timeEntries);
    const later = await entries.create({ ...purposeOf(entry), start: at, end, offset: app.clock.utcOffset(at) });
    await entries.revise(known, { end: at });
    return { id: later.id };
  },
});

export const mergeEntries = action('entries.merge', {
  title: 'Merge two time entries',
  description:
    'Makes one entry from two; it keeps what the first one was for. With `gap: "keep"`, it lasts from the first start to the last end; with `gap: "drop"`, as long as both together.',
  access: 'write',
  transports,
  params: z.object({ id, other: id, gap: z.enum(['keep', 'drop']) }),
  result: empty,
  run: async (app, { id: known, other, gap }) => {
    if (known === other) throw new AppError('invalid-input', app.t('Choose two different entries.'));
    const [one, two] = [await finishedOf(app, known), await finishedOf(app, other)];
    const start = Math.min(one.start, two.start);
    const span = Math.max(one.end, two.end) - start;
    const sum = one.end - one.start + (two.end - two.start);
    // Overlapping entries have no gap: shared time must not count twice.
    const end = start + (gap === 'keep' ? span : Math.min(sum, span));
    checkTimes(app, start, end);
    const entries = app.records(timeEntries);
    await entries.revise(known, { start, end, offset: app.clock.utcOffset(start), tags: tagsOf(one, two) });
    await entries.remove(other);
    return {};
  },
});

export const duplicateEntry = action('entries.duplicate', {
  title: 'Duplicate a time entry',
  description: 'Adds a copy of an entry, at the same time or at another start.',
  access: 'write',
  transports,
  params: z.object({ id, start: wholeInstant.optional() }),
  result: z.object({ id }),
  run: async (app, { id: known, start }) => {
    const entry = await finishedOf(app, known);
    const from = start ?? entry.start;
    const times = { start: from, end: from + entry.end - entry.start, offset: app.clock.utcOffset(from) };
    if (start !== undefined) expectPassed(app, times.end);
    return { id: (await app.records(timeEntries).create({ ...purposeOf(entry), ...times })).id };
  },
});

export const deleteEntry = deletion('entries.delete', timeEntries, {
  title: 'Delete a time entry',
  description: 'Deletes a time entry; a running one stops. `entries.restore` undoes that.',
  transports,
});

export const restoreEntry = restoration('entries.restore', timeEntries, {
  title: 'Restore a time entry',
  description: 'Brings a deleted time entry back as it was.',
  transports,
});

async function entryOf(app: App, id: string): Promise<TimeEntry> {
  const entry = await app.read(getEntry, { id });
  if (!entry) throw new AppError('not-found', app.t('That time entry no longer exists.'));
  return entry;
}

async function finishedOf(app: App, id: string): Promise<TimeEntry & { readonly end: number }> {
  const { end, ...entry } = await entryOf(app, id);
  if (end === undefined) throw new AppError('invalid-input', app.t('Stop the timer first.'));
  return { ...entry, end };
}

/** @throws AppError `invalid-input` for times in the wrong order, or too far apart */
export function checkTimes({ t }: App, start: number, end: number): void {
  if (end <= start) throw new AppError('invalid-input', t('end: the end must be after the start'));
  if (end - start > entryLimits.durationMs)
    throw new AppError('invalid-input', t('end: an entry can last seven days at most'));
}

function tagsOf({ tags }: TimeEntry, { tags: more }: TimeEntry): string[] {
  return [...new Set([...tags, ...more])].slice(0, entryLimits.tags);
}
