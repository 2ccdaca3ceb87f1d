/** A content line of a calendar (RFC 5545, section 3.1). */
export interface ContentLine {
  /** In uppercase. */
  readonly name: string;
  /** The text between the name and the value, as it is written. */
  readonly params: string;
  readonly value: string;
}

/** The longest line that is read, in characters, once it is unfolded. What comes after is dropped. */
const longestLine = 100_000;

/** Reads the content lines with the wanted names, unfolded. Skips invalid lines. */
export function* contentLines(text: string, isWanted: (name: string) => boolean): Generator<ContentLine, void> {
  for (let at = 0; at < text.length;) {
    const first = endOfLine(text, at);
    const isRead = isWanted(nameAt(text, at, first));
    let line = isRead ? text.slice(at, Math.min(first, at + longestLine)) : '';
    at = first + 1;
    // A line that begins with a space or a tab continues the one before.
    for (; text[at] === ' ' || text[at] === '\t'; at = endOfLine(text, at) + 1) {
      if (isRead && line.length < longestLine)
        line = withoutReturn(line) + text.slice(at + 1, Math.min(endOfLine(text, at), at + longestLine));
    }
    const read = isRead ? parseLine(withoutReturn(line)) : undefined;
    if (read) yield read;
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function nameAt(text: string, from: number, to: number): string {
  return (/^[A-Za-z0-9-]{1,60}(?=[;:])/.exec(text.slice(from, Math.min(to, from + 61)))?.[0] ?? '').toUpperCase();
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

function parseLine(line: string): ContentLine | undefined {
  const name = /^[^;:]+/.exec(line)?.[0] ?? '';
  // A quoted value of a parameter may hold a colon.
  let isQuoted = false;
  for (let at = name.length; at < line.length; at++) {
    if (line[at] === '"') isQuoted = !isQuoted;
    else if (line[at] === ':' && !isQuoted)
      return { name: name.toUpperCase(), params: line.slice(name.length, at), value: line.slice(at + 1) };
  }
  return undefined;
}

/** Returns the value of a parameter, without quotes; undefined when it isn't there. */
export function paramOf({ params }: ContentLine, name: string): string | undefined {
  for (const [, key = '', value = ''] of params.matchAll(/;([^=;:"]+)=((?:"[^"]*"|[^";])*)/g))
    if (key.toUpperCase() === name) return value.replaceAll('"', '').trim();
  return undefined;
}

/** Turns an escaped text (RFC 5545, section 3.3.11) into one line of at most `length` characters. */
export function plainText(value: string, length: number): string {
  const text = value
    .slice(0, 10 * length)
    .replaceAll(/\\([\\;,nN])/g, (_, sign: string) => (sign === 'n' || sign === 'N' ? ' ' : sign))
    // eslint-disable-next-line no-control-regex -- that is what is taken out
    .replaceAll(/[\u0000-\u001F\u007F\u2028\u2029\u202A-\u202E\u2066-\u2069]+/g, ' ')
    .trim();
  return Array.from(text).slice(0, length).join('');
}
