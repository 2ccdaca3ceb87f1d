import { compareText } from '../../core/base/compareText.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { dayOf, hourMs, minuteMs, type Day } from '../../core/time/days.ts';
import { focusLimits, type Cycle, type FocusStop, type StoredSession } from './sessions.ts';

/** A focus session with its end worked out. Times are ms since the epoch. */
export interface FocusSession extends StoredSession {
  /** Absent while it runs. */
  readonly end?: number;
  /** Time at which it ends by itself. */
  readonly until: number;
  /** It ran for its planned length; one without any, for at least 15 minutes. */
  readonly isCompleted: boolean;
  /** Someone stopped it, or the break after it. */
  readonly isStopped: boolean;
}

/**
 * Works out where focus sessions end: at the earliest of a stop at or after the start, the start of a later session (since only one runs at
 * a time), and the planned length. So the result doesn't depend on the order in which events of several windows and machines arrive, and a
 * stop that a stale machine sends later changes nothing. A crash changes nothing either: no event is needed for a session to end.
 * @returns the sessions sorted by start; at most one has no end
 */
export function foldSessions(
  stored: readonly StoredSession[],
  stops: readonly FocusStop[],
  now: number,
): FocusSession[] {
  const stopsOf = Map.groupBy(stops, ({ session }) => session);
  const ordered = stored.toSorted(byBegan);
  return ordered
    .map((session, at): FocusSession => {
      const { id, start, minutes } = session;
      const stop = (stopsOf.get(id) ?? [])
        .filter((one) => one.start >= start)
        .reduce((first, one) => Math.min(first, one.start), Infinity);
      const until = start + (minutes ?? focusLimits.minutes) * minuteMs;
      const next = ordered[at + 1];
      const end = Math.min(stop, next ? Math.max(start, next.began) : Infinity, until);
      const isRunning = next === undefined && stop === Infinity && until > now;
      const ran = (isRunning ? now : end) - start;
      return {
        ...session,
        ...(!isRunning && { end }),
        until,
        isCompleted: ran >= (minutes ?? focusLimits.openMinutes) * minuteMs,
        isStopped: stop < Infinity,
      };
    })
    .sort((a, b) => a.start - b.start || compareText(a.id, b.id));
}

/** The order in which sessions end each other. */
function byBegan(a: StoredSession, b: StoredSession): number {
  return a.began - b.began || compareText(a.id, b.id);
}

/** Returns the day on which a session started, where it was made. */
export function dayOfSession({ start, offset }: FocusSession, { rules }: Pick<Reading, 'rules'>): Day {
  return dayOf(start, offset, rules.dayStartsAt);
}

/** Returns true for a session that counts toward a goal: it is over, and ran as long as planned. */
export function isCounted({ isCompleted, end }: FocusSession): boolean {
  return isCompleted && end !== undefined;
}

/** The current phase: `focus`, the `break` of a Pomodoro, `ready` for the next one after the break, or none. */
export type FocusPhase =
  | { readonly phase: 'none' }
  | {
      readonly phase: 'focus' | 'break' | 'ready';
      readonly session: FocusSession;
      /** Time at which the phase ends by itself. */
      readonly until: number;
      /** The number of this Pomodoro in a row, and after how many the long break comes; absent for other sessions. */
      readonly round?: { readonly number: number; readonly every: number };
    };

/** After a longer absence following a break, the first Pomodoro begins again. */
const readyMs = hourMs;

/** Works out the phase at an instant from all sessions around it. Nothing has to run for a phase to begin or end. */
export function phaseAt(sessions: readonly FocusSession[], now: number): FocusPhase {
  const last = sessions.toSorted(byBegan).at(-1);
  if (!last) return { phase: 'none' };
  const round = roundOf(last, sessions);
  if (last.end === undefined) return { phase: 'focus', session: last, until: last.until, ...(round && { round }) };
  const { pomodoro, end } = last;
  if (!pomodoro || !round || !last.isCompleted || last.isStopped || now < end) return { phase: 'none' };
  const breakUntil = end + breakMs(pomodoro, round.number);
  if (now < breakUntil) return { phase: 'break', session: last, until: breakUntil, round };
  if (now < breakUntil + readyMs) return { phase: 'ready', session: last, until: breakUntil + readyMs, round };
  return { phase: 'none' };
}

function breakMs({ breakMinutes, longBreakMinutes, every }: Cycle, number: number): number {
  return (number % every === 0 ? longBreakMinutes : breakMinutes) * minuteMs;
}

function roundOf(last: FocusSession, sessions: readonly FocusSession[]): { number: number; every: number } | undefined {
  if (!last.pomodoro) return undefined;
  const pomodoros = sessions.filter(({ pomodoro }) => pomodoro !== undefined);
  const number = (session: FocusSession, at: number): number => {
    let count = 1;
    let later = session;
    for (let before = at - 1; before >= 0; before--) {
      const one = pomodoros[before];
      if (!one?.isCompleted || one.isStopped || one.end === undefined) break;
      // The longest possible break, so that the count doesn't matter here.
      const longest = Math.max(one.pomodoro?.breakMinutes ?? 0, one.pomodoro?.longBreakMinutes ?? 0) * minuteMs;
      if (later.start - one.end > longest + readyMs) break;
      count++;
      later = one;
    }
    return count;
  };
  return { number: number(last, pomodoros.indexOf(last)), every: last.pomodoro.every };
}
