import { encodingOf } from './textEncoding.ts';

/**
 * Returns the lines of an ignore file in any encoding that its author's editor or shell may have used: PowerShell 5 writes UTF-16.
 * @returns undefined if the bytes are no text that is known
 */
export function ignoreLines(bytes: Buffer): string[] | undefined {
  const text = decode(bytes);
  // A character that no text contains: the encoding was misdetected.
  // oxlint-disable-next-line no-control-regex
  if (text === undefined || /[\0-\x08\x0E-\x1F\uFFFE\uFFFF]/.test(text)) return undefined;
  const lines = text.split(/\r\n|[\n\r\v\f\x85\u2028\u2029]/);
  return encodingOf(bytes) === 'utf-8' ? lines : [...lines, ...addedLines(bytes)];
}

/** Lines in ASCII that another shell added to a file in UTF-16, in which each ASCII character has a 0 beside it. */
function addedLines(bytes: Buffer): string[] {
  const lines = bytes.toString('latin1').split(/[\r\n]/);
  return lines.map(asciiEnd).filter((line) => line.length >= 3 && !line.trimStart().startsWith('!'));
}

/** The end of a line from its last character that isn't ASCII. A regular expression would try each place of a long line. */
function asciiEnd(line: string): string {
  let at = line.length;
  while (at > 0 && isAscii(line.charCodeAt(at - 1))) at--;
  return line.slice(at);
}

function isAscii(code: number): boolean {
  return (code >= 0x20 && code <= 0x7e) || code === 0x09;
}

function decode(bytes: Buffer): string | undefined {
  const encoding = encodingOf(bytes);
  try {
    return encoding && new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Not this encoding. Which one it is can only be guessed, and a wrong guess would exclude nothing.
    return undefined;
  }
}
