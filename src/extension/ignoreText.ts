/**
 * The lines of an ignore file, in whatever encoding the editor or shell of its author wrote it: PowerShell 5 writes UTF-16.
 * @returns undefined where the bytes are no text that is known
 */
export function ignoreLines(bytes: Buffer): string[] | undefined {
  const text = decode(bytes);
  // A character that no text has: the encoding was taken for another.
  // oxlint-disable-next-line no-control-regex
  if (text === undefined || /[\0-\x08\x0E-\x1F\uFFFE\uFFFF]/.test(text)) return undefined;
  return text.split(/\r\n|[\n\r\v\f\x85\u2028\u2029]/);
}

function decode(bytes: Buffer): string | undefined {
  const [first, second, third, fourth] = bytes;
  const isUtf32 = (first === 0xff && second === 0xfe && third === 0 && fourth === 0) || (first === 0 && second === 0);
  if (isUtf32) return undefined;
  if (first === 0xff && second === 0xfe) return decoded('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decoded('utf-16be', bytes);
  if (!bytes.includes(0)) return decoded('utf-8', bytes);
  // Without a mark: in a text that is mostly ASCII, every other byte is 0.
  return decoded(second === 0 ? 'utf-16le' : 'utf-16be', bytes);
}

function decoded(encoding: string, bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Not this encoding. Which one it is can only be guessed, and a wrong guess would exclude nothing.
    return undefined;
  }
}
