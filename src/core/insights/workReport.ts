import type { Day } from '../time/days.ts';
import type { DigestFact } from './digest.ts';

/** Parts of a standup or a weekly post: what was done, what comes next, and what waits. */
export const reportSections = ['done', 'next', 'waiting'] as const;
export type ReportSection = (typeof reportSections)[number];

/** A measured fact, and the part that it belongs to. Its text is worded for people. */
export interface ReportFact {
  readonly section: ReportSection;
  readonly fact: DigestFact;
}

/** Facts about the days `from` to `to`, in the order in which they are reported. */
export interface WorkReport {
  readonly from: Day;
  readonly to: Day;
  readonly facts: readonly ReportFact[];
  /** The history is made up. */
  readonly demo: boolean;
}
