import { internalQuery } from '../core/operations/operation.ts';
import type { Reading } from '../core/operations/reading.ts';
import type { TimeRules } from '../core/rules/rules.ts';
import type { Day } from '../core/time/days.ts';
import type { Figure } from '../core/views/figure.ts';
import { readDigest } from './digest/digest.ts';
import { previewOf } from './recompute/preview.ts';
import { makeDailyRollups } from './rollups/dailyRollups.ts';
import { weekSummaryOf } from './weekSummary.ts';
import { explained } from './why/explained.ts';

/** Measured facts of the last `days` days, today included. */
export const getDigest = internalQuery('digest.get', (read: Reading, { days }: { readonly days: number }) =>
  readDigest(read.reader, days, read),
);

/** The account of a figure. */
export const explainFigure = internalQuery('figure.explain', (read: Reading, { figure }: { readonly figure: Figure }) =>
  explained(read.reader, figure, read),
);

/** Returns what other rules would change in the days so far. */
export const previewRules = internalQuery('rules.preview', (read: Reading, { next }: { readonly next: TimeRules }) =>
  previewOf(read.reader, read, { old: read.rules, next }),
);

/** The summary of the week that a day is in. */
export const getWeek = internalQuery('week.get', (read: Reading, { day }: { readonly day: Day }) =>
  weekSummaryOf({ reader: read.reader, rollups: read.shared(makeDailyRollups) }, day, read),
);
