import { escapeHtml } from '../../core/base/escapeHtml.ts';
import type { Translate } from '../../core/base/translate.ts';
import { hoursAndMinutes } from '../../core/time/hoursAndMinutes.ts';
import { shown, withoutEmptyColumns } from './formats.ts';
import type { Cell, ColumnType, Report, ReportChart, ReportTable } from './report.ts';

/** The length of the longest bar, in characters. */
const longestBar = 24;

/** A report with its charts as the body of a page. Names are escaped. */
export function reportHtml({ title, notes, tables, charts }: Report, t: Translate): string {
  const isAlone = tables.length + charts.length === 1;
  return [
    `<h1>${escapeHtml(title)}</h1>`,
    ...charts.map((chart) => heading(chart.title) + chartHtml(chart, t)),
    ...tables.map((table) => (isAlone ? '' : heading(table.title)) + tableHtml(table, t)),
    ...notes.map(paragraph),
  ].join('\n');
}

/** Bars are decorative: the figures beside them say the same. */
function chartHtml({ bars }: ReportChart, t: Translate): string {
  const longest = Math.max(...bars.map(({ ms }) => ms), 1);
  const rows = bars.map(({ label, ms, color }) => {
    const blocks = '\u2588'.repeat(Math.round((ms / longest) * longestBar));
    const bar = `<span class="bar${color ? ` bar-${color}` : ''}" aria-hidden="true">${blocks}</span>`;
    return `<tr>${cell('td', label)}<td>${blocks === '' ? '' : bar}</td>${cell('td', hoursAndMinutes(ms), 'time')}</tr>`;
  });
  return tableOf(`${cell('th', '')}${cell('th', '')}${cell('th', t('Measured'), 'time')}`, rows);
}

function tableHtml(table: ReportTable, t: Translate): string {
  if (table.rows.length === 0) return paragraph(t('Nothing in this range.'));
  const { columns, rows, total } = withoutEmptyColumns(table);
  const cells = (values: readonly Cell[]) =>
    values.map((value, index) => cell('td', shown(value, columns[index]?.type), columns[index]?.type)).join('');
  return tableOf(columns.map(({ label, type }) => cell('th', label, type)).join(''), [
    ...rows.map((row) => `<tr>${cells(row)}</tr>`),
    ...(total ? [`<tr class="total">${cells(total)}</tr>`] : []),
  ]);
}

/** A cell; figures are aligned at their ends. */
function cell(tag: 'td' | 'th', text: string, type: ColumnType = 'text'): string {
  return `<${tag}${type === 'text' || type === 'day' ? '' : ' class="figure"'}>${escapeHtml(text)}</${tag}>`;
}

function tableOf(head: string, rows: readonly string[]): string {
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
}

function heading(text: string): string {
  return `<h2>${escapeHtml(text)}</h2>\n`;
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}
