import * as z from 'zod';
import type { MeasuredTime } from '../../core/facts/measuredTime.ts';
import { checkDayRange } from '../../core/operations/dayRange.ts';
import { query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { daysBetween, rangeAround, type TimeRange } from '../../core/time/days.ts';
import { userDay } from '../../core/time/presentDay.ts';
import { unitTexts } from '../../core/views/unitTexts.ts';
import { daySchema } from '../../core/views/views.ts';
import { dayOfSession, isCounted, type FocusSession } from './foldSessions.ts';
import { timeWithin, type Interval } from '../../core/time/intervals.ts';
import { interruptionKinds, interruptionsOf, type Events } from './interruptions.ts';
import { focusNow, sessionsIn } from './readSessions.ts';

/** Everything that focus sessions need for comparison and names; provided by other rooms. */
export interface FocusBasis {
  readonly measured: MeasuredTime;
  readonly projectNames: (roots: Iterable<string>) => (root: string) => string;
  /** Finds the times at which agents had finished and waited for the next prompt. */
  readonly agentPrompts: (read: Reading, range: TimeRange) => readonly number[];
}

const ms = z.number();
const count = z.number().int().min(0);
const instant = ms.describe(unitTexts.instant);
const transports = ['view', 'http', 'mcp', 'cli'] as const;
/** The longest range of days in one request. */
const daysAtMost = 31;

const described = {
  id: z.string(),
  title: z.string(),
  project: z.string().optional(),
  projectName: z.string().optional(),
  task: z.string().optional().describe('The id of a task.'),
  start: instant,
  isPomodoro: z.boolean(),
};

const stateView = z.object({
  phase: z
    .enum(['none', 'focus', 'break', 'ready'])
    .describe(
      '`break` and `ready` (the break is over) follow a Pomodoro. Only during `focus` should nobody be disturbed.',
    ),
  session: z.object(described).optional().describe('The session that runs, or the one before the break.'),
  until: ms
    .optional()
    .describe(
      `When the phase ends by itself; who blocks sites can stop then even if nobody says so. ${unitTexts.instant}`,
    ),
  round: z.object({ number: count, every: count }).optional().describe('How many Pomodoros in a row this one makes.'),
});
export type FocusStateView = z.infer<typeof stateView>;

/** Creates the query for the current session; cheap enough to run every few seconds. */
export function focusStateQuery({ projectNames }: Pick<FocusBasis, 'projectNames'>) {
  return query('focus.state', {
    title: 'Focus',
    description: 'Says whether a focus session or a Pomodoro break is running, for what, and until when.',
    access: 'read',
    transports,
    params: z.object({}),
    result: stateView,
    run: (read): FocusStateView => {
      const state = focusNow(read);
      if (state.phase === 'none') return { phase: 'none' };
      const { phase, session, until, round } = state;
      return { phase, session: describe(session, projectNames), until, ...(round && { round }) };
    },
  });
}

const daysView = z.object({
  days: z.array(
    z.object({
      day: daySchema,
      sessions: z.array(
        z.object({
          ...described,
          end: ms.optional().describe(`Absent while it runs. ${unitTexts.instant}`),
          ms: ms.describe('How long it ran.'),
          measuredMs: ms.describe('How much of that somebody was measured to be there.'),
          isCompleted: z.boolean().describe('It ran for its planned length; one without any, for 15 minutes.'),
          interruptions: z.object(
            Object.fromEntries(interruptionKinds.map((kind) => [kind, count])) as Record<
              (typeof interruptionKinds)[number],
              typeof count
            >,
          ),
        }),
      ),
      completed: count,
    }),
  ),
});
export type FocusDaysView = z.infer<typeof daysView>;

/** Makes the query for focus sessions by day. */
export function focusDaysQuery(basis: FocusBasis) {
  return query('focus.days', {
    title: 'Focus sessions',
    description:
      'Focus sessions by day, each with how much of it was measured, and interruptions counted from what was measured. A session belongs to the day of its start.',
    access: 'read',
    transports,
    params: z.object({ from: daySchema, to: daySchema.describe(`At most ${daysAtMost} days, both included.`) }),
    result: daysView,
    run: (read, { from, to }): FocusDaysView => {
      checkDayRange({ from, to }, daysAtMost);
      const sessions = sessionsIn(read, rangeAround(from, to));
      const view = sessionViewer(read, basis, sessions);
      const byDay = Map.groupBy(sessions, (session) => dayOfSession(session, read));
      return {
        days: daysBetween(from, to).map((day) => {
          const own = byDay.get(day) ?? [];
          return { day, sessions: own.map(view), completed: own.filter(isCounted).length };
        }),
      };
    },
  });
}

function describe(session: FocusSession, projectNames: FocusBasis['projectNames']) {
  const { id, title, project, task, start, pomodoro } = session;
  return {
    id,
    title,
    start,
    isPomodoro: pomodoro !== undefined,
    ...(project !== undefined && { project, projectName: projectNames([project])(project) }),
    ...(task !== undefined && { task }),
  };
}

function sessionViewer(read: Reading, basis: FocusBasis, sessions: readonly FocusSession[]) {
  const range = around(sessions, read.now);
  const day = (at: number) => userDay(read, at);
  // The timeline isn't read without a session.
  const measured = range ? [...basis.measured.days(read, day(range.from), day(range.to)).values()].flat() : [];
  const events = range ? eventsIn(read, basis, range) : { failedRuns: [], agentPrompts: [] };
  return (session: FocusSession) => {
    const interval: Interval = { start: session.start, end: session.end ?? Math.max(session.start, read.now) };
    return {
      ...describe(session, basis.projectNames),
      ...(session.end !== undefined && { end: session.end }),
      ms: interval.end - interval.start,
      measuredMs: timeWithin(interval, measured),
      isCompleted: isCounted(session),
      interruptions: interruptionsOf(interval, measured, events),
    };
  };
}

function around(sessions: readonly FocusSession[], now: number): TimeRange | undefined {
  const first = sessions[0];
  if (!first) return undefined;
  return { from: first.start, to: Math.max(...sessions.map(({ start, end = now }) => Math.max(start, end))) };
}

function eventsIn(read: Reading, { agentPrompts }: FocusBasis, range: TimeRange): Events {
  const failed = read.reader.runs(range).filter(({ exitCode = 0 }) => exitCode !== 0);
  return { failedRuns: failed.flatMap(({ end }) => end ?? []), agentPrompts: agentPrompts(read, range) };
}
