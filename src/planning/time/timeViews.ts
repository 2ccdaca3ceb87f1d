import * as z from 'zod';
import { unitTexts } from '../../core/views/unitTexts.ts';

const ms = z.number();
const instant = ms.describe(unitTexts.instant);
const purpose = {
  id: z.string(),
  title: z.string(),
  tags: z.array(z.string()),
  /** Root of the project, and how people call it. */
  project: z.string().optional(),
  projectName: z.string().optional(),
  task: z.string().optional().describe('The id of a task.'),
};

/** A time entry as it is shown. */
export const entryView = z.object({
  ...purpose,
  note: z.string().optional(),
  start: instant,
  end: ms.optional().describe(`Absent while the timer runs. ${unitTexts.instant}`),
  offset: z.number().describe('Minutes east of UTC at the start.'),
  isTimer: z.boolean().describe('A timer made it. The others were entered by hand.'),
  ms: ms.describe('How long it ran.'),
  measuredMs: ms.describe('How much of that somebody was measured to be there.'),
  overlaps: z.boolean().describe('It shares time with another entry.'),
});
export type EntryView = z.infer<typeof entryView>;

/** The timer, and its questions. */
export const timersView = z.object({
  running: entryView.optional(),
  paused: entryView.optional(),
  gaps: z
    .array(z.object({ entry: z.string(), start: instant, end: instant }))
    .describe('Stretches of the running timer in which nothing was measured, to be decided with `timers.answerGap`.'),
  recent: z.array(z.object(purpose)).describe('What timers were used for lately, the latest first.'),
});
export type TimersView = z.infer<typeof timersView>;

/** The entries of a day. Times in ms; the sums are split where a day ends, and entries that overlap count once. */
export const dayEntriesView = z.object({
  day: z.string(),
  entries: z.array(entryView),
  ranMs: ms.describe('Time in entries.'),
  measuredMs: ms.describe('Time that was measured, as the dashboard shows it.'),
  bothMs: ms.describe('Measured time that lies within entries.'),
});
export type DayEntriesView = z.infer<typeof dayEntriesView>;
