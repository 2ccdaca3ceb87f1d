import { PdfFile, pdfString, type Deflate } from './pdfFile.ts';
import { margin, PdfPages } from './pdfPages.ts';
import { drawTable, type PdfTable } from './pdfTable.ts';

/** A bar with its label before it and its figure after it. */
interface PdfBar {
  readonly label: string;
  readonly value: number;
  readonly figure: string;
  /** `#rrggbb`. */
  readonly color: string;
}

/** The content of a PDF, in the order of its pages. */
export interface PdfContent {
  readonly title: string;
  readonly notes: readonly string[];
  readonly charts: readonly { readonly title: string; readonly bars: readonly PdfBar[] }[];
  readonly tables: readonly (PdfTable & { readonly title: string })[];
}

/** The language of a PDF, its recurring words, and what writing it needs. */
export interface PdfOptions {
  /** The reader's language, such as `en` or `zh-tw`. */
  readonly language: string;
  readonly words: {
    /** In place of a table without rows. */
    readonly empty: string;
    readonly page: (number: number, count: number) => string;
    /** Says on the last page how many characters the fonts lack. */
    readonly substituted: (count: number) => string;
  };
  readonly deflate: Deflate;
  /** Awaited now and then, so that others get their turn. */
  readonly pause: () => Promise<void>;
}

/** The columns that a page has room for upright. */
const uprightColumns = 6;
const barHeight = 9;

/**
 * Returns charts and tables as a PDF of numbered A4 pages, with text that can be copied and searched. It embeds no fonts: it uses those that
 * every reader has, and says on the last page how many characters they lack.
 */
export async function writePdf(
  { title, notes, charts, tables }: PdfContent,
  { language, words, deflate, pause }: PdfOptions,
): Promise<Uint8Array> {
  const pages = new PdfPages(
    language,
    tables.some(({ labels }) => labels.length > uprightColumns),
  );
  pages.paragraph(title, { size: 16, isBold: true });
  for (const note of notes) pages.paragraph(note, { size: 8 });
  for (const chart of charts) drawChart(pages, chart);
  for (const table of tables) {
    pages.heading(table.title);
    if (table.rows.length === 0) pages.paragraph(words.empty, { size: 9 });
    else await drawTable(pages, table, pause);
  }
  const { substituted } = pages.text;
  if (substituted > 0) {
    pages.skip(8);
    pages.paragraph(words.substituted(substituted), { size: 8 });
  }
  pages.footers(words.page, title);
  const file = new PdfFile(deflate);
  const root = pages.write(file, language);
  return file.bytes(root, file.add(`<< /Title ${pdfString(title)} /Producer ${pdfString('Daymark')} >>`));
}

function drawChart(pages: PdfPages, { title, bars }: PdfContent['charts'][number]): void {
  const longest = Math.max(...bars.map(({ value }) => value), 1);
  const labelWidth = Math.min(170, Math.max(...bars.map(({ label }) => pages.text.widthOf(label, 8))) + 8);
  const width = pages.width - labelWidth - 45;
  pages.heading(title, Math.min(bars.length, 4) * (barHeight + 4));
  for (const { label, value, figure, color } of bars) {
    const lines = pages.wrap(label, labelWidth - 6, 8);
    const top = pages.room(Math.max(barHeight, lines.length * 9) + 4);
    for (const [index, text] of lines.entries()) pages.show(text, { x: margin, top: top + index * 9, size: 8 });
    const length = (value / longest) * width;
    pages.fill({ x: margin + labelWidth, top, width: length, height: barHeight }, sharesOf(color));
    pages.show(figure, { x: margin + labelWidth + length + 4, top, size: 8 });
  }
}

/** `#rrggbb` as PDF has it: three shares from 0 to 1. */
function sharesOf(hex: string): string {
  return [1, 3, 5].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255).toFixed(2)).join(' ');
}
