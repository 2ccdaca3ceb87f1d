/** An encoding of text files that editors and shells write; PowerShell 5 writes UTF-16. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/**
 * Detects the encoding of a text from its first bytes.
 * @returns undefined for UTF-32, which is not read, and where it can't be told
 */
export function encodingOf(bytes: Uint8Array): TextEncoding | undefined {
  const [first, second, third, fourth] = bytes;
  const isUtf32 = (first === 0xff && second === 0xfe && third === 0 && fourth === 0) || (first === 0 && second === 0);
  if (isUtf32) return undefined;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (!bytes.includes(0)) return 'utf-8';
  // Without a byte order mark: in mostly ASCII text, every other byte is 0. Otherwise it is a text of two encodings, or none.
  if (second === 0) return 'utf-16le';
  return first === 0 ? 'utf-16be' : undefined;
}
