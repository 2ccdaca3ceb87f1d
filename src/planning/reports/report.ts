import type { Day } from '../../core/time/days.ts';
import type { Billing } from './billing.ts';
import type { Rounding } from './rounding.ts';

/** The longest range of days that is asked for at once; longer reports are put together from several. */
export const reportDaysAtMost = 31;

export const reportKinds = ['timesheet', 'summary', 'projects', 'tasks'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** What a report is asked for. Days are both included. */
export interface ReportRequest {
  readonly kind: ReportKind;
  readonly from: Day;
  readonly to: Day;
  /** Which time of a timesheet is rounded. */
  readonly basis: 'measured' | 'entries';
  readonly rounding: Rounding;
  /** For timesheets: what projects are billed. */
  readonly billing?: Billing;
}

/** How the cells of a column are written: `time` is in ms, `share` from 0 to 1, `money` in the currency that the label names. */
export type ColumnType = 'text' | 'day' | 'time' | 'count' | 'share' | 'money';

export interface ReportColumn {
  readonly label: string;
  readonly type: ColumnType;
}

export type Cell = string | number;

export interface ReportTable {
  readonly title: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** The last line; an empty text where a column has no total. */
  readonly total?: readonly Cell[];
}

/** A chart of bars, the longest of which takes the whole width. */
export interface ReportChart {
  readonly title: string;
  readonly bars: readonly { readonly label: string; readonly ms: number }[];
}

/** A report as data, which every format is written from. */
export interface Report {
  readonly kind: ReportKind;
  readonly title: string;
  readonly from: Day;
  readonly to: Day;
  /** Sentences that say what the figures are. */
  readonly notes: readonly string[];
  readonly tables: readonly ReportTable[];
  /** For the formats that show pictures. The tables have the same figures. */
  readonly charts: readonly ReportChart[];
}
