import * as z from 'zod';
import { utcOffset, wholeInstant } from '../../core/records/timeFields.ts';
import { collection } from '../../core/records/collection.ts';
import { focusCollections } from './focusText.ts';

/** Limits of a focus session. */
export const focusLimits = {
  title: 200,
  name: 1000,
  /** The longest session. One that nobody stops ends after this time. */
  minutes: 240,
  /** A session without a planned length counts as completed from here on. */
  openMinutes: 15,
  breakMinutes: 120,
  every: 12,
} as const;

/** The classic lengths of a Pomodoro (Cirillo, The Pomodoro Technique, 2006). */
export const pomodoroDefaults = { minutes: 25, breakMinutes: 5, longBreakMinutes: 15, every: 4 } as const;

const breakMinutes = z.number().int().min(1).max(focusLimits.breakMinutes);

/** The breaks of a Pomodoro. Each session keeps its own, so that a changed setting changes nothing that was recorded. */
const cycleFields = z.object({
  breakMinutes: breakMinutes.default(pomodoroDefaults.breakMinutes),
  longBreakMinutes: breakMinutes.default(pomodoroDefaults.longBreakMinutes),
  every: z
    .number()
    .int()
    .min(1)
    .max(focusLimits.every)
    .default(pomodoroDefaults.every)
    .describe('Number of sessions before a long break.'),
});
export type Cycle = z.output<typeof cycleFields>;

/** The fields of a focus session that a person sets. */
export const sessionFields = z.object({
  title: z.string().trim().max(focusLimits.title).default(''),
  /** Erasing a project erases the sessions that name it here. */
  project: z.string().min(1).max(focusLimits.name).optional().describe('The root of the project.'),
  task: z.string().min(1).max(200).optional().describe('The id of the task.'),
  minutes: z
    .number()
    .int()
    .min(1)
    .max(focusLimits.minutes)
    .optional()
    .describe(
      'How long it is to last. Without it, a Pomodoro lasts 25 minutes; any other session until it is stopped, at most four hours.',
    ),
  pomodoro: cycleFields.optional().describe('The breaks that follow. Absent for a session that is no Pomodoro.'),
});

/** Focus sessions. Nothing counts down: the end is worked out from the start, the planned length, and `focusStops` (see `foldSessions`). */
export const focusSessions = collection(
  focusCollections.sessions,
  sessionFields.extend({
    start: wholeInstant,
    /** Minutes east of UTC at the start. */
    offset: utcOffset.int(),
    /** Orders sessions: the instant at which it was started, or later where a later one was known. */
    began: wholeInstant,
  }),
);
export type StoredSession = z.output<typeof focusSessions.schema> & { readonly id: string };

/** Stopping is a separate event, so that a machine that was offline can't move an earlier stop. */
export const focusStops = collection(focusCollections.stops, z.object({ session: z.string(), start: wholeInstant }));
export type FocusStop = z.output<typeof focusStops.schema>;
