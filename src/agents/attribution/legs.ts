import type { PriceOverrides } from '../../core/prices/modelPrices.ts';
import type { Interval } from '../../core/time/intervals.ts';
import { addUsage, noUsage, type UsageTotals } from '../summary.ts';
import type { UsageEntry } from '../usage.ts';

/**
 * Reasons to attribute a commit to a session: its tool logged it (`logged`); it contains lines of the session (`lines`); or the user made it
 * on the session's branch during the session or soon after, with a file that the session changed, or with any file if the log names none
 * (`branch`).
 */
export const commitRules = ['logged', 'lines', 'branch'] as const;
export type CommitRule = (typeof commitRules)[number];

/** A commit that a session led to. */
export interface SessionCommit {
  readonly sha: string;
  /** Time of the work, in ms since the epoch. */
  readonly at: number;
  readonly by: CommitRule;
}

/** A part of a session on one branch and one day, that led to one commit or to none. */
export interface Leg {
  /** First call or work of it, milliseconds since the epoch. */
  readonly at: number;
  readonly branch?: string;
  readonly commit?: string;
  readonly by?: CommitRule;
  readonly workMs: number;
  readonly totals: UsageTotals;
}

type GrowingLeg = { -readonly [K in keyof Leg]: Leg[K] };

interface LegInput {
  readonly entries: readonly UsageEntry[];
  readonly work: readonly Interval[];
  readonly commits: readonly SessionCommit[];
  readonly prices: PriceOverrides;
  /** The day of an instant, so that no leg is of two. */
  readonly dayOf: (at: number) => string;
}

/**
 * Divides the calls and the work of a session among its commits: each instant belongs to the session's first commit at or after it, and to
 * none after the last. So no call is in two legs, and the legs add up to the session.
 */
export function legsOf({ entries, work, commits, prices, dayOf }: LegInput): Leg[] {
  const ends = commits.toSorted((a, b) => a.at - b.at);
  const calls = entries.toSorted((a, b) => a.at - b.at);
  const legs = new Map<string, GrowingLeg>();
  const legOf = ({ start: at, end: until }: Interval, branch: string | undefined): GrowingLeg => {
    const end = ends.find((one) => one.at >= until);
    const key = JSON.stringify([dayOf(at), branch, end?.sha]);
    const known = legs.get(key);
    if (known) known.at = Math.min(known.at, at);
    const leg: GrowingLeg = known ?? {
      at,
      ...(branch !== undefined && { branch }),
      ...(end && { commit: end.sha, by: end.by }),
      workMs: 0,
      totals: noUsage,
    };
    legs.set(key, leg);
    return leg;
  };
  for (const entry of calls) {
    const leg = legOf({ start: entry.at, end: entry.at }, entry.branch);
    leg.totals = addUsage(leg.totals, entry, prices);
  }
  const cuts = [...calls, ...ends].map(({ at }) => at).sort((a, b) => a - b);
  for (const piece of work.flatMap((one) => piecesOf(one, cuts))) {
    // Steps that lead to an answer have that answer's branch.
    const next = calls.find(({ at }) => at >= piece.end) ?? calls.at(-1);
    legOf(piece, next?.branch).workMs += piece.end - piece.start;
  }
  return [...legs.values()].sort((a, b) => a.at - b.at);
}

/** A stretch in pieces, cut at these instants. */
function piecesOf({ start, end }: Interval, cuts: readonly number[]): Interval[] {
  const inside = cuts.filter((at, i) => at > start && at < end && at !== cuts[i - 1]);
  return [start, ...inside].map((from, i) => ({ start: from, end: inside[i] ?? end }));
}
