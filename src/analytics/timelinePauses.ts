import { minuteMs } from '../core/time/days.ts';
import type { TimeRules } from '../core/rules/rules.ts';
import type { Basis } from './segment.ts';
import type { Fill, Gap } from './union.ts';

/** A gap longer than this (ms) is a pause, whatever the idle limit is. */
const pauseMs = 2 * minuteMs;
/** Pauses that begin at most this far apart (ms) are near each other. */
export const nearMs = 30 * minuteMs;
/** A pause with at least this many others near it is one of many. A coffee comes once or twice an hour, thinking more often. */
const othersNear = 2;
/** How much longer than the thinking limit a pause among many may be. */
const amongMany = 1.5;

/**
 * Decides which gaps between signs of the person count:
 *
 * 1. Up to the idle limit, always.
 * 2. Up to the reading limit, after reading or reviewing a file that is gone on with.
 * 3. Up to the thinking limit, when the person goes on in the same project, and half as much again when such pauses come often.
 *
 * docs/time.md compares this rule with others on the ground truth.
 */
export function pauseRule(rules: TimeRules): Fill {
  const { idleLimitMs, readingLimitMs = 0, thinkingLimitMs = 0 } = rules;
  const longer = (gaps: readonly Gap[]) => {
    const isOften = oftenIn(gaps, longestThinkingMs(rules));
    return (gap: Gap): Basis | undefined => {
      const length = gap.end - gap.start;
      if (length <= idleLimitMs) return 'gap';
      if (length <= readingLimitMs && isReadOn(gap)) return 'thinking';
      if (!isSameProject(gap)) return undefined;
      return length <= thinkingLimitMs || isOften(gap) ? 'thinking' : undefined;
    };
  };
  // A gap that counts anyway is still a pause, so that a longer idle limit takes nothing from the pauses around it.
  return { limitMs: Math.min(idleLimitMs, pauseMs), longer };
}

/** The longest gap (ms) that can count under some rules. */
export function longestPauseMs(rules: TimeRules): number {
  return Math.max(rules.idleLimitMs, rules.readingLimitMs ?? 0, longestThinkingMs(rules));
}

/** The longest gap (ms) that can count as thinking: that among many. */
export function longestThinkingMs({ thinkingLimitMs = 0 }: TimeRules): number {
  return thinkingLimitMs * amongMany;
}

/** Tells the pauses up to a length that have `othersNear` others near them. O(1) for each gap after one pass. */
function oftenIn(gaps: readonly Gap[], longestMs: number): (gap: Gap) => boolean {
  const pauses = gaps.filter((gap) => isPause(gap, longestMs));
  const often = new Set<Gap>();
  for (let first = 0; first + othersNear < pauses.length; first++) {
    // Any run of `othersNear + 1` pauses that holds this one and stays near it on both sides.
    for (let i = first; i <= first + othersNear; i++) {
      const { start } = pauses[i] as Gap;
      const from = (pauses[first] as Gap).start;
      const to = (pauses[first + othersNear] as Gap).start;
      if (start - from <= nearMs && to - start <= nearMs) often.add(pauses[i] as Gap);
    }
  }
  return (gap) => often.has(gap);
}

function isPause(gap: Gap, longestMs: number): boolean {
  const length = gap.end - gap.start;
  return length > pauseMs && length <= longestMs && isSameProject(gap);
}

function isSameProject({ before, after }: Gap): boolean {
  return before.project === after.project;
}

function isReadOn({ before, after }: Gap): boolean {
  if (before.kind !== 'reading' && before.kind !== 'reviewing') return false;
  return before.file !== undefined && before.file === after.file && before.project === after.project;
}
