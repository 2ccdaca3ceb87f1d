import { minuteMs } from '../core/time/days.ts';
import type { TimeRules } from '../core/rules/rules.ts';
import type { Basis, Candidate } from './segment.ts';
import type { Fill, Gap } from './union.ts';

/** A gap longer than this (ms) is a pause, whatever the idle limit is. */
const pauseMs = 2 * minuteMs;
/**
 * Gaps of up to this long (ms) between heartbeats of other programs count: WakaTime's plugins are silent for 120 s after a heartbeat while you
 * go on in the same file, and Daymark joins signals that are up to 15 s apart.
 */
export const heartbeatGapMs = 135_000;
/** Pauses that begin at most this far apart (ms) are near each other. */
export const nearMs = 30 * minuteMs;
/** How much longer than the thinking limit a pause with another near it may be: a coffee comes once an hour, thinking more often. */
const nearAnother = 1.25;

/**
 * Decides which gaps between signs of the person count:
 *
 * 1. Up to the idle limit, always; between heartbeats of other programs up to `heartbeatGapMs`.
 * 2. Up to the reading limit, after reading or reviewing a file that is gone on with.
 * 3. Up to the thinking limit, when the person goes on in the same project, and a quarter more when another pause is near.
 *
 * docs/time.md compares this rule with others on the ground truth.
 */
export function pauseRule(rules: TimeRules): Fill {
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

/** Tells the pauses up to a length that have another near them. */
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

/** Time that a watcher of windows saw ends when its watcher of keys and mouse says that nobody is there. */
function isWatched({ source, scheme }: Candidate): boolean {
  return source === 'hub' && (scheme === 'app' || scheme === 'web');
}

function isReadOn({ before, after }: Gap): boolean {
  if (before.kind !== 'reading' && before.kind !== 'reviewing') return false;
  return before.file !== undefined && before.file === after.file && before.project === after.project;
}
