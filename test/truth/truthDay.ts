import type { ActivityKind } from '../../src/core/facts/activity.ts';

/**
 * A day as it really was: what happened, and what of it was a person at work. The truth is written by hand, by somebody who reads
 * the script and knows what the person did; nothing computes it.
 */
export interface TruthDay {
  readonly id: string;
  /** Reason why the day is hard to measure. */
  readonly about: string;
  /** One line for each thing that happened, see `script.ts`. */
  readonly script: string;
  /** Minutes in which the person worked. */
  readonly minutes: number;
  /** The same minutes by kind of activity and by project, where the day is about them. */
  readonly kinds?: Partial<Record<ActivityKind, number>>;
  readonly projects?: Readonly<Record<string, number>>;
  /** In a mixed day: the time in which the person worked, as `FROM-TO` in the times of the script. */
  readonly work?: readonly string[];
  /** Minutes in which only a machine worked. */
  readonly machine?: number;
  /** `YYYY-MM-DD`, default 2026-11-20, a Friday. */
  readonly date?: string;
  /** IANA time zone, default UTC. */
  readonly zone?: string;
  /** Start of the person's day; minutes after midnight. */
  readonly dayStartsAt?: number;
}
