import type { ActivityReader } from '../shared/reader.ts';
import type { Dashboard, DayTotal, Score, Today } from '../shared/views.ts';
import type { Context } from './context.ts';

/** Scores and totals of finished days; keep one while rules, goals and the past stay as they are. */
export declare class PastDays {
  clear(): void;
}

/** The measured parts of the dashboard: `{ score, today, days }`. */
export interface Overview {
  readonly score: Dashboard['score'];
  readonly today: Today;
  readonly days: DayTotal[];
}
export declare function overviewOf(reader: ActivityReader, context: Context, past?: PastDays): Overview;
export type { Score };
