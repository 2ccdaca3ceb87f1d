import { hourMs } from '../../core/time/days.ts';
import type { ReportRow } from './reportDays.ts';
import type { Rounding } from './rounding.ts';

/** Terms on which a project's time is billed. */
export interface ProjectRate {
  /** Per hour, in the report's currency. */
  readonly rate: number;
  readonly client?: string;
  /** The step in minutes to which its rows are rounded, instead of the report's. */
  readonly round?: number;
}

/** Rates by the folder or name of a project; `*` is for all others. */
export interface Billing {
  /** ISO 4217, or empty. */
  readonly currency: string;
  readonly rates: Readonly<Record<string, ProjectRate>>;
}

/** Returns how a row is billed; undefined if its project has no rate. */
export function rateOf(row: ReportRow, { rates }: Billing): ProjectRate | undefined {
  return ofProject(row, rates);
}

/** Returns what a table says of a row's project, by its folder, its name, or `*`; undefined if it says nothing. */
export function ofProject<T>({ project, projectName }: ReportRow, table: Readonly<Record<string, T>>): T | undefined {
  const key = [project, projectName, '*'].find((name) => name !== '' && Object.hasOwn(table, name));
  return key === undefined ? undefined : table[key];
}

/** The rounding of a row: with the steps of its project where it has its own, and none if the report has none. */
export function roundingOf(rate: ProjectRate | undefined, requested: Rounding): Rounding {
  return requested.minutes === 0 || rate?.round === undefined ? requested : { ...requested, minutes: rate.round };
}

/** Returns the cost of a time (ms), to the cent. */
export function amountOf(ms: number, { rate }: ProjectRate): number {
  // The small number makes up for what a binary fraction lacks: 1.005 becomes 1.01.
  return Math.round((ms / hourMs) * rate * 100 + 1e-6) / 100;
}
