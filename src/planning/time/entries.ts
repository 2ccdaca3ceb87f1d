import * as z from 'zod';
import { utcOffset, wholeInstant } from '../../core/records/timeFields.ts';
import { collection } from '../../core/records/collection.ts';
import { dayMs, hourMs } from '../../core/time/days.ts';
import { timerCollections } from './timerText.ts';

/** Limits that forms show while typing. Durations in ms. */
export const entryLimits = {
  title: 200,
  note: 10_000,
  name: 1000,
  tags: 20,
  tag: 100,
  /** The longest entry. A timer that nobody stops ends after this time, so reading never has to look further back. */
  durationMs: 7 * dayMs,
  /** A timer that has been paused for longer is over. */
  pauseMs: 12 * hourMs,
} as const;

/** The purpose of a time entry. */
export const purposeFields = z.object({
  title: z.string().trim().max(entryLimits.title).default(''),
  /** Erasing a project erases the entries that name it here. */
  project: z.string().min(1).max(entryLimits.name).optional().describe('The root of the project.'),
  task: z.string().min(1).max(200).optional().describe('The id of the task.'),
  tags: z
    .array(z.string().trim().min(1).max(entryLimits.tag))
    .max(entryLimits.tags)
    .default(() => []),
  note: z.string().max(entryLimits.note).optional(),
});
export type Purpose = z.output<typeof purposeFields>;

/**
 * Time entries. An entry from a timer has `began`, and no `end` until someone edits it: until then, its end is computed from `timerStops`
 * (see `foldEntries`). An `end` that is set here is final.
 */
export const timeEntries = collection(
  timerCollections.entries,
  purposeFields.extend({
    start: wholeInstant,
    end: wholeInstant.optional(),
    /** Minutes east of UTC at the start. */
    offset: utcOffset.int(),
    /**
     * Orders timers: the instant at which it was started, or later where a later one was known. Editing the start doesn't change it, so that
     * it never changes where other timers ended.
     */
    began: wholeInstant.optional(),
  }),
);
export type StoredEntry = z.output<typeof timeEntries.schema> & { readonly id: string };

/** Stopping a timer is a separate event, so that a machine that was offline can't move an earlier stop. */
export const timerStops = collection(
  timerCollections.stops,
  z.object({
    entry: z.string(),
    /** The instant of the stop. Named after the indexed column. */
    start: wholeInstant,
    how: z.enum(['stop', 'pause']),
  }),
);
export type TimerStop = z.output<typeof timerStops.schema> & { readonly id: string };

/** Stretches of a timer in which nothing was measured, and that the person keeps nevertheless. */
export const keptGaps = collection(
  'timerKeptGaps',
  z.object({ entry: z.string(), start: wholeInstant, end: wholeInstant }),
);
