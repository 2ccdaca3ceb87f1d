import type { Translate } from '../../../core/base/translate.ts';
import { hoursAndMinutes, shown, withoutEmptyColumns } from '../formats.ts';
import { barColors } from '../palette.ts';
import type { Report, ReportChart } from '../report.ts';
import { PdfFile, pdfString, type Deflate } from './pdfFile.ts';
import { margin, PdfPages } from './pdfPages.ts';
import { drawTable } from './pdfTable.ts';

/** The input of a report's PDF. */
export interface PdfOptions {
  readonly t: Translate;
  /** The reader's language, such as `en` or `zh-tw`. */
  readonly language: string;
  readonly deflate: Deflate;
  /** Awaited now and then, so that others get their turn. */
  readonly pause: () => Promise<void>;
}

/** The columns that a page has room for upright. */
const uprightColumns = 6;
const barHeight = 9;

/**
 * Returns a report as PDF: its charts and tables on numbered A4 pages, with text that can be copied and searched. It embeds no fonts: it
 * uses those that every reader has, and says on the last page how many characters they lack.
 */
export async function reportPdf(report: Report, { t, language, deflate, pause }: PdfOptions): Promise<Uint8Array> {
  const tables = report.tables.map(withoutEmptyColumns);
  const isLandscape = tables.some(({ columns }) => columns.length > uprightColumns);
  const pages = new PdfPages(language, isLandscape);
  pages.paragraph(report.title, { size: 16, isBold: true });
  for (const note of report.notes) pages.paragraph(note, { size: 8 });
  for (const chart of report.charts) drawChart(pages, chart);
  for (const { title, columns, rows, total } of tables) {
    pages.heading(title);
    if (rows.length === 0) {
      pages.paragraph(t('Nothing in this range.'), { size: 9 });
      continue;
    }
    const line = (cells: readonly (string | number)[]): string[] =>
      cells.map((cell, index) => shown(cell, columns[index]?.type));
    const isText = columns.map(({ type }) => type === 'text');
    const isNumber = columns.map(({ type }) => type !== 'text' && type !== 'day');
    const labels = columns.map(({ label }) => label);
    await drawTable(
      pages,
      { labels, isText, isNumber, rows: rows.map(line), ...(total && { total: line(total) }) },
      pause,
    );
  }
  noteSubstitutes(pages, t);
  pages.footers((number, count) => t('Page {0} of {1}', number, count), report.title);
  const file = new PdfFile(deflate);
  const root = pages.write(file, language);
  const information = `/Title ${pdfString(report.title)} /Producer ${pdfString('Daymark')}`;
  return file.bytes(root, file.add(`<< ${information} >>`));
}

function noteSubstitutes(pages: PdfPages, t: Translate): void {
  const { substituted } = pages.text;
  if (substituted === 0) return;
  const note = t(
    'The standard PDF fonts lack these characters: {0}. Hebrew and Arabic appear in Latin letters, others without accents or as ?. HTML, Markdown, CSV, and JSON have them as written.',
    substituted,
  );
  pages.skip(8);
  pages.paragraph(note, { size: 8 });
}

function drawChart(pages: PdfPages, { title, bars }: ReportChart): void {
  const longest = Math.max(...bars.map(({ ms }) => ms), 1);
  const labelWidth = Math.min(170, Math.max(...bars.map(({ label }) => pages.text.widthOf(label, 8))) + 8);
  const width = pages.width - labelWidth - 45;
  pages.heading(title, Math.min(bars.length, 4) * (barHeight + 4));
  for (const { label, ms, color = 'blue' } of bars) {
    const lines = pages.wrap(label, labelWidth - 6, 8);
    const top = pages.room(Math.max(barHeight, lines.length * 9) + 4);
    for (const [index, text] of lines.entries()) pages.show(text, { x: margin, top: top + index * 9, size: 8 });
    const length = (ms / longest) * width;
    pages.fill({ x: margin + labelWidth, top, width: length, height: barHeight }, sharesOf(barColors[color].light));
    pages.show(hoursAndMinutes(ms), { x: margin + labelWidth + length + 4, top, size: 8 });
  }
}

/** `#rrggbb` as PDF has it: three shares from 0 to 1. */
function sharesOf(hex: string): string {
  return [1, 3, 5].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255).toFixed(2)).join(' ');
}
