import { crc32 } from 'node:zlib';

/** What JSON can hold, as far as a journal needs it. */
export type Cell = number | string | boolean | null | readonly Cell[];

/** One line of a journal: a JSON array whose last element is the CRC-32 of the text before it, in base 36. Ends with a line feed. */
export function encodeLine(cells: readonly Cell[]): string {
  const body = JSON.stringify(cells).slice(0, -1);
  return `${body},"${crc32(body).toString(36)}"]\n`;
}

/** The cells of a line without its checksum, or undefined when the line isn't what was written. */
export function decodeLine(line: string): Cell[] | undefined {
  const end = line.lastIndexOf(',"');
  if (end < 1 || !line.endsWith('"]')) return undefined;
  const body = line.slice(0, end);
  if (crc32(body).toString(36) !== line.slice(end + 2, -2)) return undefined;
  try {
    return JSON.parse(`${body}]`) as Cell[];
  } catch {
    // Somebody else wrote it, and the checksum.
    return undefined;
  }
}
