import { crc32 } from 'node:zlib';

/** The JSON values that a journal needs. */
export type JournalCell = number | string | boolean | null | readonly JournalCell[];

/** Encodes a line of a journal: a JSON array whose last element is the CRC-32 of the text before it, in base 36. Ends with a line feed. */
export function encodeLine(cells: readonly JournalCell[]): string {
  return endLine(JSON.stringify(cells).slice(0, -1));
}

/** The same for cells that are JSON already: an array without its closing bracket. */
export function endLine(body: string): string {
  return `${body},"${crc32(body).toString(36)}"]\n`;
}

/** Returns the cells of a line without its checksum; undefined if the line is damaged. */
export function decodeLine(line: string): JournalCell[] | undefined {
  const end = line.lastIndexOf(',"');
  if (end < 1 || !line.endsWith('"]')) return undefined;
  const body = line.slice(0, end);
  if (crc32(body).toString(36) !== line.slice(end + 2, -2)) return undefined;
  try {
    return JSON.parse(`${body}]`) as JournalCell[];
  } catch {
    // Someone else wrote it, checksum included.
    return undefined;
  }
}
