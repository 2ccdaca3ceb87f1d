import { medianOf } from '../../core/base/median.ts';
import { minuteMs } from '../../core/time/days.ts';
import type { Interval } from '../../core/time/intervals.ts';

/** Answers to a reminder: `snooze` requests another one soon, `notNow` none. */
export const breakAnswers = ['snooze', 'notNow'] as const;
export type BreakAnswer = { readonly start: number; readonly answer: (typeof breakAnswers)[number] };

/** The time until the next reminder after `snooze`, in ms. */
export const snoozeMs = 5 * minuteMs;
/** Time (ms) for which typing delays a reminder: a person who never pauses needs the break most. */
const typingMs = 2 * minuteMs;
/** A pause in typing (ms) in which a reminder doesn't cut a sentence. */
export const typingPauseMs = 10_000;
/** The rule of optometrists: every 20 minutes, look 20 feet away for 20 seconds (Anshel, Visual Ergonomics Handbook, 2005). */
const eyesEveryMs = 20 * minuteMs;

/**
 * Returns since when a person has worked without a real break, by measurements.
 * @param stretches of work, disjoint and sorted
 * @param breakMs the minimum gap that counts as a break
 * @returns undefined during a break, or if nothing was measured
 */
export function workingSince(stretches: readonly Interval[], breakMs: number, now: number): number | undefined {
  let since: number | undefined;
  let until = now;
  for (const { start, end } of stretches.toReversed()) {
    if (start >= now) continue;
    if (until - end >= breakMs) break;
    since = start;
    until = start;
  }
  return since;
}

/** Everything that a reminder depends on. Durations are in ms, instants in ms since the epoch. */
export interface BreakState {
  readonly now: number;
  /** From `workingSince`. */
  readonly since: number | undefined;
  /** Remind after this long without a break. */
  readonly everyMs: number;
  /** Answers to the last reminders, in any order. */
  readonly answers: readonly BreakAnswer[];
  /** A debug session, a meeting, or a focus session is going on. */
  readonly isBusy: boolean;
  readonly lastTyped: number;
}

/** The decision about a reminder. `due`: a break is due, but this is not the moment; it says when to check again. */
export type BreakDecision =
  | { readonly kind: 'quiet' }
  | { readonly kind: 'due'; readonly lookAt: number }
  | { readonly kind: 'remind' };

/**
 * Decides whether to remind of a break. After "not now", or after a reminder that was snoozed once, there is none before the next real
 * break. Suppressed time counts: a delayed reminder is due as soon as the reason is over.
 */
export function decideBreak({ now, since, everyMs, answers, isBusy, lastTyped }: BreakState): BreakDecision {
  if (since === undefined) return { kind: 'quiet' };
  const recent = answers.filter(({ start }) => start >= since).sort((a, b) => a.start - b.start);
  const [first] = recent;
  if (recent.length > 1 || first?.answer === 'notNow') return { kind: 'quiet' };
  const dueAt = first ? first.start + snoozeMs : since + everyMs;
  if (now < dueAt) return { kind: 'quiet' };
  if (isBusy) return { kind: 'due', lookAt: now + minuteMs };
  const pauseAt = Math.min(lastTyped + typingPauseMs, dueAt + typingMs);
  return now < pauseAt ? { kind: 'due', lookAt: pauseAt } : { kind: 'remind' };
}

/**
 * Returns when the last time to look away from the screen was, by the 20-20-20 rule; undefined before the first.
 * @param since from `workingSince`
 */
export function lookAwayAt(since: number | undefined, now: number): number | undefined {
  if (since === undefined) return undefined;
  const count = Math.floor((now - since) / eyesEveryMs);
  return count > 0 ? since + count * eyesEveryMs : undefined;
}

/** A summary of a day's breaks. */
export interface DayBreaks {
  /** Gaps between stretches of work that were long enough. */
  readonly count: number;
  /** Their median length, ms; 0 without any. */
  readonly medianMs: number;
  /** The longest time without one, ms. */
  readonly longestWorkMs: number;
}

/**
 * Summarizes a day's breaks. The time before the first stretch and after the last one doesn't count.
 * @param stretches of work, disjoint and sorted
 */
export function breaksOf(stretches: readonly Interval[], breakMs: number): DayBreaks {
  const breaks: number[] = [];
  let longestWorkMs = 0;
  let since: number | undefined;
  let before: number | undefined;
  for (const { start, end } of stretches) {
    since ??= start;
    if (before !== undefined && start - before >= breakMs) {
      breaks.push(start - before);
      since = start;
    }
    before = end;
    longestWorkMs = Math.max(longestWorkMs, end - since);
  }
  return { count: breaks.length, medianMs: Math.round(medianOf(breaks)), longestWorkMs };
}
