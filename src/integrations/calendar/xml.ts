import { ownValue } from '../../core/base/ownValue.ts';

/** An element of an XML document, by its local name in lower case; prefixes of namespaces are left out. */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  /** The text directly in it. */
  readonly text: string;
}

interface OpenElement {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

/** Deeper or longer documents are no answers of a calendar server. */
const deepest = 40;
const elementsAtMost = 500_000;

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Parses a WebDAV server's answer: elements and texts. Ignores attributes, comments, and declarations, and expands no custom entities, so
 * that a document can't grow.
 * @returns undefined if it is not such a document
 */
export function parseXml(text: string): XmlElement | undefined {
  const root: OpenElement = { name: '', children: [], text: '' };
  const open: OpenElement[] = [root];
  let count = 0;
  for (let at = 0; at < text.length;) {
    const next = text.indexOf('<', at);
    const current = open.at(-1) ?? root;
    current.text += unescapeXml(text.slice(at, next < 0 ? text.length : next));
    if (next < 0) break;
    const end = endOfMarkup(text, next);
    if (end < 0 || ++count > elementsAtMost) return undefined;
    if (text.startsWith('<![CDATA[', next)) current.text += text.slice(next + 9, end - 3);
    else if (text.startsWith('</', next)) {
      if (open.length < 2 || current.name !== localName(text.slice(next + 2, end - 1))) return undefined;
      open.pop();
    } else if (text[next + 1] !== '?' && text[next + 1] !== '!') {
      const isEmpty = text[end - 2] === '/';
      const element = { name: localName(text.slice(next + 1, end - (isEmpty ? 2 : 1))), children: [], text: '' };
      current.children.push(element);
      if (!isEmpty && open.push(element) > deepest) return undefined;
    }
    at = end;
  }
  return open.length === 1 ? root.children[0] : undefined;
}

/** Finds the end of markup that begins at `from`; -1 if it doesn't. */
function endOfMarkup(text: string, from: number): number {
  const [close] = (
    [
      ['<!--', '-->'],
      ['<![CDATA[', ']]>'],
      ['<', '>'],
    ] as const
  ).flatMap(([begin, end]) => (text.startsWith(begin, from) ? [end] : []));
  const found = text.indexOf(close ?? '>', from);
  return found < 0 ? -1 : found + (close?.length ?? 1);
}

function localName(tag: string): string {
  const name = /^[^\s/>]+/.exec(tag)?.[0] ?? '';
  return name.slice(name.indexOf(':') + 1).toLowerCase();
}

function unescapeXml(text: string): string {
  return text.replaceAll(/&(#x[\da-f]{1,6}|#\d{1,7}|\w{1,6});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ownValue(entities, name) ?? whole;
    const point = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** Returns all elements of a name within another one, in order. */
export function elementsOf(within: XmlElement, name: string): XmlElement[] {
  return within.children.flatMap((child) => [...(child.name === name ? [child] : []), ...elementsOf(child, name)]);
}

/** Returns the first element that a path of names leads to. */
export function elementAt(within: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  const [name, ...rest] = path;
  if (name === undefined || !within) return within;
  const [found] = elementsOf(within, name);
  return elementAt(found, ...rest);
}
