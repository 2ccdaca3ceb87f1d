/** Signs that a spreadsheet takes for the start of a formula, in both widths, and what it passes over before one. */
const formula =
  /^[\s\p{Cc}\p{Cf}\p{Z}'"\u00AD\u115F\u1160\u3164\uFFA0]*[=+\-@\t\r\u2212\uFE62\uFE63\uFE66\uFE6B\uFF0B\uFF0D\uFF1D\uFF20|%]/u;

/**
 * One cell of CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection"),
 * also where blanks, marks or quotes come before the sign: some programs take those away when they read the file.
 */
export function csvCell(cell: string | number): string {
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const text = formula.test(cell) || /^[\t\r\n\uFEFF]/.test(cell) ? `'${cell}` : cell;
  // Some programs divide at semicolons or tabs, where a quoted cell stays whole.
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line of CSV. */
export function csvRow(cells: readonly (string | number)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
