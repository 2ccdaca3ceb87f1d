import type { Evidence } from '../facts/facts.ts';
import type { PlannedTask } from '../facts/plans.ts';
import type { Day } from '../time/days.ts';

/** Input of a planner: measured facts, each with its evidence. Made by analytics, read by `ai`. */
export interface PlanInputs {
  /** The day the plan is for. */
  readonly day: Day;
  /** Minutes of a usual day of this weekday, from the last eight weeks; the goal where there is no history. */
  readonly capacityMinutes: number;
  readonly capacityEvidence: readonly Evidence[];
  /** Tasks of the last plan before `day` that are still open. */
  readonly unfinished: readonly PlannedTask[];
  /** Open tasks of the user's list that the day should take up, the most pressing first. */
  readonly listed?: readonly ListedTask[];
  /** Branches worked on lately other than the default ones, by time spent, most first. */
  readonly branches: readonly BranchWork[];
  /** Files that had errors open when last seen, most errors first. */
  readonly brokenFiles: readonly BrokenFile[];
  /** Tasks whose last run failed, latest first. */
  readonly failingRuns: readonly FailingRun[];
  /** Languages with the share of time, and which of them are new or rarely used. */
  readonly languages: readonly LanguageUse[];
  /** Repeated errors (the same code and reporter), most days first. */
  readonly repeatedErrors: readonly RepeatedError[];
  /** The day the reflection looks back on, if there was work. */
  readonly lastDay?: LastDay;
  /** Ratio of time taken to time planned, where enough is known. */
  readonly estimates?: Estimates;
  /** Learning interests from the user's settings. */
  readonly interests?: readonly string[];
  /** Work that waits for the person on GitHub, the most pressing first. */
  readonly github?: readonly GithubWork[];
  /** Other measured facts that may be cited: those of a digest. */
  readonly measured?: readonly Evidence[];
}

interface WithEvidence {
  readonly evidence: readonly Evidence[];
}
/** The user's own ratio of actual to estimated time, 0.5 to 3. */
export interface Estimates extends WithEvidence {
  readonly ratio: number;
}
export interface LastDay extends WithEvidence {
  readonly day: Day;
  readonly workedMinutes: number;
  readonly longestFocusMinutes: number;
  readonly switches: number;
  readonly tasksPlanned: number;
  readonly tasksDone: number;
  /** The file that was edited last, if any. */
  readonly endedIn?: { readonly project?: string; readonly file: string };
}
/** A review that is asked for, a pull request whose checks fail or that is stale, an assigned issue, or a branch that was left. */
export interface GithubWork extends WithEvidence {
  readonly evidence: readonly [Evidence];
  readonly kind: 'review' | 'checks' | 'stale' | 'issue' | 'branch';
  readonly repo: string;
  readonly isPrivate: boolean;
  /** Number of the pull request or issue; a branch has none. */
  readonly number?: number;
  /** Title of the pull request or issue; for a branch, its name. */
  readonly title: string;
  readonly url: string;
  /** Days since anybody touched it. */
  readonly days: number;
}
/** A task of the user's list; its evidence makes a task of the plan stand for it. */
export interface ListedTask extends WithEvidence {
  readonly title: string;
  readonly priority: 'high' | 'medium' | 'low';
  readonly minutes: number;
  readonly project?: string;
}
export interface BranchWork extends WithEvidence {
  readonly project: string;
  readonly branch: string;
  readonly minutes: number;
  readonly lastDay: Day;
}
export interface BrokenFile extends WithEvidence {
  readonly project?: string;
  readonly file: string;
  readonly errors: number;
  readonly firstSeen: number;
}
export interface FailingRun extends WithEvidence {
  readonly project?: string;
  readonly name: string;
  readonly failures: number;
  readonly lastAt: number;
  readonly medianMs: number;
}
export interface LanguageUse extends WithEvidence {
  readonly language: string;
  readonly minutes: number;
  readonly errors: number;
}
export interface RepeatedError extends WithEvidence {
  readonly reporter?: string;
  readonly code: string;
  readonly message: string;
  readonly count: number;
  readonly days: number;
  readonly language?: string;
}

/** Result of any planner; the caller clamps sizes and checks evidence. */
export interface PlanDraft {
  readonly tasks: readonly {
    readonly title: string;
    readonly priority: 'high' | 'medium' | 'low';
    readonly minutes: number;
    readonly project?: string;
    readonly evidence: readonly Evidence[];
  }[];
  readonly learning?: { readonly title: string; readonly minutes: number; readonly evidence: readonly Evidence[] };
  readonly reflection?: { readonly question: string; readonly evidence: readonly Evidence[] };
}
