import type { RecordFields } from './recordState.ts';

/**
 * Fields that are stored in the clear beside the sealed ones when they have one of these names, in every collection and by every version.
 * Queries filter and sort by them. `start`, `end`, and `due` are times in ms since the epoch, `sort` is a position, `status` is one of
 * the words of an enum, `deleted` marks a deleted record. A record with a `utcOffset` (minutes east of UTC) counts in the totals of the days
 * from its `start` to its `end`, so whatever is kept of these days is forgotten when it changes. One without, from one midnight in UTC to the next,
 * is of that civil day (`civilDay`), of which the same is true. `kind` is the kind of its time.
 */
export const recordColumns = ['deleted', 'start', 'end', 'due', 'sort', 'status', 'utcOffset', 'kind'] as const;
export type RecordColumn = (typeof recordColumns)[number];

const minutesOfDay = 24 * 60;

/** Values of the columns. `null` says that the field was cleared, or holds what the column can't. */
export type RecordColumns = { readonly [Column in RecordColumn]?: number | string | null };

/** Returns the columns that a patch sets: those of its fields that have a column. */
export function columnsOf(fields: RecordFields): RecordColumns {
  const set = recordColumns.filter((column) => Object.hasOwn(fields, column));
  return Object.fromEntries(set.map((column) => [column, columnValue(column, fields[column])]));
}

/** Returns the value as the column holds it; null for a value of another kind, such as one that a newer version wrote. */
export function columnValue(column: RecordColumn, value: unknown): number | string | null {
  if (column === 'deleted') return value === true ? 1 : 0;
  if (isWordColumn(column)) return typeof value === 'string' && /^[\w-]{1,40}$/.test(value) ? value : null;
  const most = column === 'utcOffset' ? minutesOfDay : Number.MAX_SAFE_INTEGER;
  return typeof value === 'number' && Math.abs(value) <= most ? value : null;
}

/** Returns true for a column of words; the others hold numbers. */
export function isWordColumn(column: RecordColumn): boolean {
  return column === 'status' || column === 'kind';
}
