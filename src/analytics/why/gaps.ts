import type { Correction } from '../../core/facts/corrections.ts';
import type { TimeRules } from '../../core/rules/rules.ts';
import { correctionRange } from '../corrections/correct.ts';
import { excludedBy } from '../corrections/userRules.ts';
import type { Rows } from '../rows.ts';
import { candidateOfSpan } from '../segment.ts';
import type { Candidate, Segment } from '../segment.ts';
import { longestThinkingMs } from '../timelinePauses.ts';
import { merge, unionOf, without } from '../union.ts';

/** A stretch that doesn't count: between two pieces of work, or excluded by the person or one of their rules. */
export interface WhyGap {
  readonly type: 'gap';
  readonly start: number;
  readonly end: number;
  readonly offset: number;
  /** `elsewhere` and `seldom`: no sign, for a time that counts as thinking in the same project, or with another pause near it. */
  readonly reason: 'idle' | 'elsewhere' | 'seldom' | 'excluded' | 'break' | 'paused' | `user ${number}`;
}

/** The input of gaps. */
export interface GapsOf {
  /** The day's corrections. */
  readonly corrections: readonly Correction[];
  readonly rows: Rows;
  readonly rules: TimeRules;
  /** The part of segments that belongs to the day. */
  readonly ofDay: (segments: readonly Segment[]) => readonly Segment[];
}

/**
 * The gaps of a day in order, each with one reason.
 * @param person what counts on the day: disjoint and sorted
 */
export function gapsOf(person: readonly Segment[], of: GapsOf): WhyGap[] {
  const excluded = excludedFrom(person, of);
  const known = merge(person, excluded);
  const isExcluded = new Set(excluded);
  const gaps: WhyGap[] = [];
  for (const [i, one] of known.entries()) {
    const before = known[i - 1];
    if (before && before.end < one.start) add(gaps, unseen(before, one, of));
    if (isExcluded.has(one)) add(gaps, gapOf(one, one.ruledBy as WhyGap['reason']));
  }
  return gaps;
}

/** Returns what the person excluded: by corrections, latest first, then by their rules. */
function excludedFrom(person: readonly Segment[], { corrections, rows, rules, ofDay }: GapsOf): Segment[] {
  let excluded: Segment[] = [];
  for (const one of corrections.toReversed()) {
    const reason = reasonOf(one);
    if (reason) excluded = merge(excluded, without([{ ...correctionRange(one), ruledBy: reason }], excluded));
  }
  const ruledOut = without(ofDay(ruledOutOf(rows, rules)), excluded);
  return without(merge(excluded, ruledOut), person);
}

function reasonOf(correction: Correction): WhyGap['reason'] | undefined {
  if (correction.what === 'exclude') return 'excluded';
  return correction.what === 'mark' && correction.kind === 'break' ? 'break' : undefined;
}

/** Spans that a rule of the person excludes, joined as they would have been. */
function ruledOutOf({ spans }: Rows, { userRules = [], idleLimitMs }: TimeRules): Segment[] {
  if (!userRules.some(({ excluded }) => excluded)) return [];
  const exclusionOf = excludedBy(userRules);
  const candidates = spans.flatMap((span): Candidate[] => {
    const candidate = candidateOfSpan(span);
    const rule = span.signals > 0 ? exclusionOf(candidate) : undefined;
    return rule === undefined ? [] : [{ ...candidate, ruledBy: rule }];
  });
  return unionOf(candidates, { limitMs: idleLimitMs });
}

function unseen(before: Segment, after: Segment, { rows: { states }, rules }: GapsOf): WhyGap {
  const { end: start, offset } = before;
  const { start: end } = after;
  const isPaused = states.some(({ at, state }) => state === 'paused' && at >= start && at < end);
  return gapOf({ start, end, offset }, isPaused ? 'paused' : idleReason(before, after, rules));
}

/** Returns why a gap without a sign of the person doesn't count, see `pauseRule`. */
function idleReason(before: Segment, after: Segment, rules: TimeRules): WhyGap['reason'] {
  const { thinkingLimitMs = 0 } = rules;
  const length = after.start - before.end;
  if (length > longestThinkingMs(rules)) return 'idle';
  if (before.project === after.project) return 'seldom';
  return length <= thinkingLimitMs ? 'elsewhere' : 'idle';
}

function gapOf({ start, end, offset }: Pick<Segment, 'start' | 'end' | 'offset'>, reason: WhyGap['reason']): WhyGap {
  return { type: 'gap', start, end, offset, reason };
}

/** Adds a gap, or extends the last one if it continues. */
function add(gaps: WhyGap[], gap: WhyGap): void {
  const last = gaps.at(-1);
  if (last?.end === gap.start && last.reason === gap.reason) gaps[gaps.length - 1] = { ...last, end: gap.end };
  else gaps.push(gap);
}
