import { minuteMs } from '../core/time/days.ts';
import type { TimeRules } from '../core/rules/rules.ts';
import type { Basis, Candidate } from './segment.ts';
import type { GapFill, Gap } from './union.ts';

/** A gap longer than this (ms) is a pause, whatever the idle limit. */
const pauseMs = 2 * minuteMs;
/**
 * Gaps up to this length (ms) between heartbeats of other programs count: WakaTime's plugins are silent for 120 s after a heartbeat while
 * you stay in the same file, and Daymark joins signals that are up to 15 s apart.
 */
export const heartbeatGapMs = 135_000;
/** Pauses that begin at most this far apart (ms) are near each other. */
export const nearMs = 30 * minuteMs;
/** By which factor a pause with another one nearby may exceed the thinking limit: coffee comes once an hour, thinking more often. */
const nearAnother = 1.25;

/**
 * Decides which gaps between signs of the person count:
 *
 * 1. Up to the idle limit, always; between heartbeats of other programs up to `heartbeatGapMs`.
 * 2. Up to the reading limit, after reading or reviewing a file that is gone on with.
 * 3. Up to the thinking limit, if the person continues in the same project, and a quarter more if another pause is nearby.
 *
 * docs/time.md compares this rule with others on the ground truth.
 */
export function pauseRule(rules: TimeRules): GapFill {
  const { idleLimitMs, readingLimitMs = 0, thinkingLimitMs = 0 } = rules;
  const longer = (gaps: readonly Gap[]) => {
    const isNear = nearOthers(gaps, longestThinkingMs(rules));
    return (gap: Gap): Basis | undefined => {
      const length = gap.end - gap.start;
      if (length <= idleLimitMs || (length <= heartbeatGapMs && isBetweenHeartbeats(gap))) return 'gap';
      if (length <= readingLimitMs && isReadOn(gap)) return 'thinking';
      if (!isSameProject(gap)) return undefined;
      return length <= thinkingLimitMs || isNear(gap) ? 'thinking' : undefined;
    };
  };
  // A gap that counts anyway is still a pause, so that a longer idle limit takes nothing from the pauses around it.
  return { limitMs: Math.min(idleLimitMs, pauseMs), longer };
}

/** The longest gap (ms) that can count under some rules. */
export function longestPauseMs(rules: TimeRules): number {
  return Math.max(rules.idleLimitMs, rules.readingLimitMs ?? 0, longestThinkingMs(rules), heartbeatGapMs);
}

/** The longest gap (ms) that can count as thinking: one with another near it. */
export function longestThinkingMs({ thinkingLimitMs = 0 }: TimeRules): number {
  const longestMs = thinkingLimitMs * nearAnother;
  return longestMs > pauseMs ? longestMs : thinkingLimitMs;
}

/** Returns a test for pauses up to a length that have another one nearby. */
function nearOthers(gaps: readonly Gap[], longestMs: number): (gap: Gap) => boolean {
  const near = new Set<Gap>();
  let before: Gap | undefined;
  for (const gap of gaps) {
    if (!isPause(gap, longestMs)) continue;
    if (before && gap.start - before.start <= nearMs) near.add(before).add(gap);
    before = gap;
  }
  return (gap) => near.has(gap);
}

function isPause(gap: Gap, longestMs: number): boolean {
  const length = gap.end - gap.start;
  return length > pauseMs && length <= longestMs && isSameProject(gap);
}

function isBetweenHeartbeats({ before, after }: Gap): boolean {
  return before.source === 'hub' && after.source === 'hub' && !isWatched(before) && !isWatched(after);
}

function isSameProject({ before, after }: Gap): boolean {
  return before.project === after.project && !isWatched(before) && !isWatched(after);
}

/** Time seen by a window watcher ends when its keyboard and mouse watcher reports absence. */
function isWatched({ source, scheme }: Candidate): boolean {
  return source === 'hub' && (scheme === 'app' || scheme === 'web');
}

function isReadOn({ before, after }: Gap): boolean {
  if (before.kind !== 'reading' && before.kind !== 'reviewing') return false;
  return before.file !== undefined && before.file === after.file && before.project === after.project;
}
