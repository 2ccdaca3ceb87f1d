import type { ProjectRule } from './projectRules.ts';
import type { UserRule } from './userRules.ts';

/** Rules by which time is read; changing any of them recomputes the past. */
export interface TimeRules {
  /** A gap between signals up to this long (ms) counts as work; a longer one counts for nothing. */
  readonly idleLimitMs: number;
  /**
   * A gap up to this long (ms) counts after reading or reviewing, when the next thing seen is in the same file: who reads touches
   * nothing for minutes. Absent, or below the idle limit: the idle limit.
   */
  readonly readingLimitMs?: number;
  /**
   * A gap up to this long (ms) counts as thinking when the next thing seen is in the same project; a quarter more
   * when another such pause is near. Absent or 0: only the other limits hold.
   */
  readonly thinkingLimitMs?: number;
  /** Minutes after local midnight at which a day begins. */
  readonly dayStartsAt: number;
  /** The person's own, asked before what was decided when it was recorded; the first that holds. */
  readonly userRules?: readonly UserRule[];
  /** Names of projects, applied after the rules above. */
  readonly projects?: readonly ProjectRule[];
  /** By root the remote of each project, where a rule asks for it. */
  readonly remotes?: Readonly<Record<string, string>>;
}

/** The person's goals. */
export interface Goals {
  /** Hours of work in a working day; more than this earns nothing. */
  readonly hoursPerDay: number;
  /** Days of the week on which work is expected, 0 for Sunday. */
  readonly workdays: readonly number[];
}

export const defaultTimeRules: TimeRules = {
  idleLimitMs: 120_000,
  readingLimitMs: 300_000,
  thinkingLimitMs: 240_000,
  dayStartsAt: 0,
};
export const defaultGoals: Goals = { hoursPerDay: 6, workdays: [1, 2, 3, 4, 5] };
