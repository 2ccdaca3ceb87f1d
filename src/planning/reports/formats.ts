import { csvRow } from '../../core/base/csv.ts';
import { escapeMarkdown } from '../../core/base/markdown.ts';
import type { Translate } from '../../core/base/translate.ts';
import { hourMs } from '../../core/time/days.ts';
import { hoursAndMinutes } from '../../core/time/hoursAndMinutes.ts';
import type { Cell, ColumnType, Report, ReportTable } from './report.ts';

/** A report in Markdown. Names are escaped, so none of them is a link, an image, or a heading. */
export function reportMarkdown({ title, notes, tables }: Report, t: Translate): string {
  const isAlone = tables.length === 1;
  const parts = tables.flatMap((table) => [
    ...(isAlone ? [] : [`## ${table.title}`]),
    table.rows.length === 0 ? t('Nothing in this range.') : markdownTable(withoutEmptyColumns(table)),
  ]);
  return `${[`# ${title}`, ...parts, ...notes].join('\n\n')}\n`;
}

function markdownTable({ columns, rows, total }: ReportTable): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const cell = (value: Cell, index: number) => escapeMarkdown(shown(value, columns[index]?.type));
  return [
    line(columns.map(({ label }) => escapeMarkdown(label))),
    line(columns.map(({ type }) => (type === 'text' || type === 'day' ? '---' : '---:'))),
    ...rows.map((row) => line(row.map(cell))),
    ...(total ? [line(total.map(cell).map((text) => (text === '' ? '' : `**${text}**`)))] : []),
  ].join('\n');
}

/** A table for people, without the columns that say nothing: texts and times that no row has. */
export function withoutEmptyColumns({ columns, rows, total, ...table }: ReportTable): ReportTable {
  const empty: Partial<Record<ColumnType, Cell>> = { text: '', time: 0 };
  const isUsed = columns.map(({ type }, index) => rows.some((row) => row[index] !== empty[type]));
  const kept = <T>(cells: readonly T[]): T[] => cells.filter((_, index) => isUsed[index]);
  return { ...table, columns: kept(columns), rows: rows.map(kept), ...(total && { total: kept(total) }) };
}

/** A cell as people read it. */
export function shown(value: Cell, type: ColumnType = 'text'): string {
  if (typeof value === 'string') return value;
  if (type === 'time') return hoursAndMinutes(value);
  if (type === 'money') return value.toFixed(2);
  return type === 'share' ? `${Math.round(value * 100)}%` : String(value);
}

/**
 * Returns a report's tables as CSV (RFC 4180, UTF-8 with a byte order mark, so that Excel reads names). Times appear twice: as `h:mm`, and
 * in hours with four decimals, which is exact to the second. No cell can be taken for a formula.
 */
export function reportCsv({ tables }: Report): string {
  return `\uFEFF${tables.map(csvTable).join('\r\n')}`;
}

function csvTable({ columns, rows, total }: ReportTable): string {
  const labels = columns.flatMap(({ label, type }) =>
    type === 'time' ? [`${label} (h:mm)`, `${label} (h)`] : [label],
  );
  const cells = (row: readonly Cell[]) =>
    row.flatMap((value, index): Cell[] => {
      const type = columns[index]?.type;
      if (typeof value === 'string') return type === 'time' ? [value, ''] : [value];
      if (type === 'time') return [hoursAndMinutes(value), Number((value / hourMs).toFixed(4))];
      if (type === 'money') return [Number(value.toFixed(2))];
      return [type === 'share' ? Number(value.toFixed(4)) : value];
    });
  return [labels, ...[...rows, ...(total ? [total] : [])].map(cells)].map(csvRow).join('');
}

/** A report as JSON: times in ms, shares from 0 to 1. */
export function reportJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
