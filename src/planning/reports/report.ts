import type { CategoryColor } from '../../core/categories/categories.ts';
import type { Day } from '../../core/time/days.ts';
import type { Billing } from './billing.ts';
import type { Rounding } from './rounding.ts';

/** The longest range of days in one request; longer reports are combined from several. */
export const reportDaysAtMost = 31;

export const reportKinds = ['timesheet', 'summary', 'projects', 'tasks'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** The parameters of a report. Both days are included. */
export interface ReportRequest {
  readonly kind: ReportKind;
  readonly from: Day;
  readonly to: Day;
  /** Which times of a timesheet are rounded. */
  readonly basis: 'measured' | 'entries';
  readonly rounding: Rounding;
  /** For timesheets: the rates of projects. */
  readonly billing?: Billing;
}

/** The format of a column's cells: `time` is in ms, `share` from 0 to 1, `money` in the currency in the label. */
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
  /** The last line; an empty text for a column without a total. */
  readonly total?: readonly Cell[];
}

export interface ReportBar {
  readonly label: string;
  readonly ms: number;
  /** That of its category; absent for the usual color. */
  readonly color?: CategoryColor;
}

/** A bar chart, whose longest bar takes the whole width. */
export interface ReportChart {
  readonly title: string;
  readonly bars: readonly ReportBar[];
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
  /** For formats with pictures. The tables contain the same figures. */
  readonly charts: readonly ReportChart[];
}
