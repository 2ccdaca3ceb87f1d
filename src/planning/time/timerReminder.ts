import type { MeasuredStretch } from '../../core/facts/measuredTime.ts';
import { internalQuery } from '../../core/operations/operation.ts';
import { minuteMs } from '../../core/time/days.ts';
import { measuredIn, type TimeBasis } from './entryViewer.ts';
import type { TimeEntry } from './foldEntries.ts';
import { timeWithin } from '../../core/time/intervals.ts';
import { currentTimer } from './readEntries.ts';

/** Reach of the search for the person's current project, and the time in another project that is needed, in ms. */
const lookBackMs = 15 * minuteMs;
const elsewhereMs = 10 * minuteMs;

/** The reminders that the user wants. */
export interface ReminderRules {
  /** Time after which a running timer is mentioned, in ms; 0 for never. */
  readonly afterMs: number;
  /** True to mention work in a different project than the timer's. */
  readonly otherProject: boolean;
}

/** Reason why the user should look at the timer. */
export interface TimerReminder {
  /** The id of its entry. */
  readonly entry: string;
  readonly title: string;
  /** Time for which it has run, in ms. */
  readonly ms: number;
  /** Root of the project that is worked on instead; absent if the timer has only run for long. */
  readonly project?: string;
}

/**
 * Returns what to remind of; undefined if nothing is unusual.
 * @param measured stretches of the last quarter of an hour or more
 */
export function reminderOf(
  { id, title, start, project }: TimeEntry,
  measured: readonly MeasuredStretch[],
  { afterMs, otherProject, now }: ReminderRules & { readonly now: number },
): TimerReminder | undefined {
  const reminder = { entry: id, title, ms: now - start };
  const since = { start: Math.max(start, now - lookBackMs), end: now };
  const times = new Map<string, number>();
  for (const one of measured)
    if (one.project !== undefined) times.set(one.project, (times.get(one.project) ?? 0) + timeWithin(since, [one]));
  const [other] = [...times].filter(([root, ms]) => root !== project && ms >= elsewhereMs);
  if (otherProject && project !== undefined && other && (times.get(project) ?? 0) === 0)
    return { ...reminder, project: other[0] };
  return afterMs > 0 && now - start >= afterMs ? reminder : undefined;
}

/** Makes the query for what to remind of; the catalog hands in the measured time. */
export function timerReminderQuery(basis: TimeBasis) {
  return internalQuery<ReminderRules, TimerReminder | undefined>('timers.reminder', (read, rules) => {
    const { running } = currentTimer(read);
    if (!running) return undefined;
    const { now } = read;
    return reminderOf(running, measuredIn(read, basis, { start: now - lookBackMs, end: now }), { ...rules, now });
  });
}
