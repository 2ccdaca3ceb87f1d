import type { Translate } from '../../core/base/translate.ts';
import { writePdf, type PdfOptions } from '../../core/pdf/writePdf.ts';
import { hoursAndMinutes } from '../../core/time/hoursAndMinutes.ts';
import { shown, withoutEmptyColumns } from './formats.ts';
import { barColors } from './palette.ts';
import type { Cell, Report, ReportTable } from './report.ts';

/** The input of a report's PDF. */
interface ReportPdfOptions extends Pick<PdfOptions, 'language' | 'deflate' | 'pause'> {
  readonly t: Translate;
}

/** Returns a report's charts and tables as a PDF, without the columns that say nothing. */
export function reportPdf(report: Report, { t, ...options }: ReportPdfOptions): Promise<Uint8Array> {
  const charts = report.charts.map(({ title, bars }) => ({
    title,
    bars: bars.map(({ label, ms, color = 'blue' }) => ({
      label,
      value: ms,
      figure: hoursAndMinutes(ms),
      color: barColors[color].light,
    })),
  }));
  const tables = report.tables.map((table) => textTable(withoutEmptyColumns(table)));
  const words = {
    empty: t('Nothing in this range.'),
    page: (number: number, count: number) => t('Page {0} of {1}', number, count),
    substituted: (count: number) =>
      t(
        'The standard PDF fonts lack these characters: {0}. Hebrew and Arabic appear in Latin letters, others without accents or as ?. HTML, Markdown, CSV, and JSON have them as written.',
        count,
      ),
  };
  return writePdf({ title: report.title, notes: report.notes, charts, tables }, { ...options, words });
}

function textTable({ title, columns, rows, total }: ReportTable) {
  const line = (cells: readonly Cell[]): string[] => cells.map((cell, index) => shown(cell, columns[index]?.type));
  return {
    title,
    labels: columns.map(({ label }) => label),
    isText: columns.map(({ type }) => type === 'text'),
    isNumber: columns.map(({ type }) => type !== 'text' && type !== 'day'),
    rows: rows.map(line),
    ...(total && { total: line(total) }),
  };
}
