import { margin, type PdfPages } from './pdfPages.ts';

/** A table as text, with what its columns hold. */
export interface PdfTable {
  readonly labels: readonly string[];
  /** Columns that share what the others leave, and wrap. */
  readonly isText: readonly boolean[];
  /** Columns that are set to the right. */
  readonly isNumber: readonly boolean[];
  readonly rows: readonly (readonly string[])[];
  readonly total?: readonly string[];
}

const size = 8;
const lineHeight = 10.5;
const gap = 8;
const gray = '0.8 0.8 0.8';
/** A text column is never narrower than this, in points. */
const narrowest = 50;
/** Rows that are looked at for the widths of columns. */
const rowsMeasured = 500;
/** Rows that are drawn without a pause: a few milliseconds. */
const rowsAtOnce = 20;

/**
 * Draws a table over as many pages as it takes, with its labels on each.
 * @param pause awaited now and then, so that others get their turn
 */
export async function drawTable(pages: PdfPages, table: PdfTable, pause: () => Promise<void>): Promise<void> {
  const widths = columnWidths(pages, table);
  const row = (cells: readonly string[], isBold: boolean): void => drawRow(pages, { cells, isBold, table, widths });
  row(table.labels, true);
  pages.onNewPage = () => row(table.labels, true);
  for (const [index, cells] of table.rows.entries()) {
    row(cells, false);
    if (index % rowsAtOnce === rowsAtOnce - 1) await pause();
  }
  if (table.total) row(table.total, true);
  pages.onNewPage = undefined;
}

interface DrawnRow {
  readonly cells: readonly string[];
  readonly isBold: boolean;
  readonly table: PdfTable;
  readonly widths: readonly number[];
}

function drawRow(pages: PdfPages, { cells, isBold, table, widths }: DrawnRow): void {
  const wrapped = cells.map((cell, index) => pages.wrap(cell, (widths[index] ?? 0) - gap, size));
  const height = Math.max(1, ...wrapped.map((lines) => lines.length)) * lineHeight + 3;
  const top = pages.room(height);
  let x = margin;
  for (const [index, lines] of wrapped.entries()) {
    const width = widths[index] ?? 0;
    for (const [number, text] of lines.entries()) {
      const left = table.isNumber[index] ? x + width - gap - pages.text.widthOf(text, size) : x;
      pages.show(text, { x: left, top: top + 1 + number * lineHeight, size, isBold });
    }
    x += width;
  }
  pages.fill({ x: margin, top: top + height - 1, width: pages.width, height: isBold ? 0.8 : 0.4 }, gray);
}

/** Figure columns get what they need, and text columns share the rest, the shortest first. */
function columnWidths(pages: PdfPages, { labels, isText, rows, total }: PdfTable): number[] {
  const seen = [labels, ...(total ? [total] : []), ...rows.slice(0, rowsMeasured)];
  // The bold of labels is a little wider.
  const widths = labels.map(
    (_, index) => Math.max(...seen.map((cells) => pages.text.widthOf(cells[index] ?? '', size))) + gap + 2,
  );
  const texts = widths.flatMap((_, index) => (isText[index] ? [index] : []));
  let rest = pages.width - widths.reduce((sum, width, index) => sum + (isText[index] ? 0 : width), 0);
  texts.sort((a, b) => (widths[a] ?? 0) - (widths[b] ?? 0));
  for (const [order, index] of texts.entries()) {
    const share = Math.max(narrowest, rest / (texts.length - order));
    widths[index] = Math.min(widths[index] ?? 0, share);
    rest -= widths[index];
  }
  // The rest goes to the last text column, so that figures are at the right edge.
  const widest = texts.at(-1);
  if (widest !== undefined && rest > 0) widths[widest] = (widths[widest] ?? 0) + rest;
  return widths;
}
