import { encodingOf } from './textEncoding.ts';

/**
 * Returns the lines of an ignore file in any encoding that its author's editor or shell may have used: PowerShell 5 writes UTF-16.
 * @returns undefined where the bytes are no text that is known
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
  const found = bytes.toString('latin1').matchAll(/[\t\x20-\x7E]{3,}(?=[\r\n]|$)/g);
  return Array.from(found, ([line]) => line).filter((line) => !line.trimStart().startsWith('!'));
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
