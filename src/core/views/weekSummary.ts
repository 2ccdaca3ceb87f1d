import type { Day } from '../time/days.ts';
import type { DayTotal, Share } from './views.ts';

/** A week as it is summed up, Monday to Sunday. Durations in milliseconds. */
export interface WeekSummary {
  /** Its Monday. */
  readonly from: Day;
  /** Its Sunday, or today while it continues. */
  readonly to: Day;
  readonly days: readonly (DayTotal & { readonly score: number | null })[];
  readonly totalMs: number;
  /** Same number of days of the week before. */
  readonly beforeMs: number;
  readonly byProject: readonly Share[];
  readonly byLanguage: readonly Share[];
  readonly byKind: readonly Share[];
  /** The longest unbroken stretch of work. */
  readonly longestMs: number;
  readonly tasks: { readonly planned: number; readonly done: readonly string[] };
  readonly errorsFixed: number;
  readonly runs: { readonly passed: number; readonly failed: number };
  readonly commits: number;
  readonly demo: boolean;
}
