import { ownValue } from './ownValue.ts';

/** One step of a glob. `star` stays within a folder, `deep` crosses folders, `dirs` is any number of whole folders. */
export type GlobNode =
  | { readonly type: 'char'; readonly char: string }
  | { readonly type: 'class'; readonly holds: (char: string) => boolean }
  | { readonly type: 'any' | 'star' | 'deep' | 'dirs' }
  | { readonly type: 'either'; readonly options: readonly (readonly GlobNode[])[] };

/**
 * Readings of an ambiguous pattern. `wide`, for exclusions: everything that the pattern could mean. `entries`, for lines of ignore files:
 * the same, but `a/*` is not `a` itself. `plain`, for rules: brackets and braces
 * as a glob, and as the plain text that they are in folder names such as `[id]`. `exact`, for exceptions from exclusions: as git reads it.
 */
export type GlobReading = 'wide' | 'entries' | 'plain' | 'exact';

/** Oddities of a pattern: `range` is `[z-a]`, `extended` is `!(a)`, `+(a|b)`, or `{1..9}`. */
export type SyntaxFault = 'range' | 'extended';

interface Parse {
  readonly reading: GlobReading;
  /** A backslash takes the meaning from the next character; otherwise it separates folders. */
  readonly escapes: boolean;
  readonly faults: Set<SyntaxFault>;
}

/** Parses a glob over a path with forward slashes. Never fails: what has no meaning as a glob is plain text. */
export function parseGlob(pattern: string, parse: Parse): GlobNode[] {
  return listOf(parse.escapes ? pattern : pattern.replaceAll('\\', '/'), parse);
}

const slash = '/';
const isWide = ({ reading }: Parse): boolean => reading === 'wide' || reading === 'entries';
const extended = /[@+?*!]\(([^()]*)\)/y;

function listOf(text: string, parse: Parse): GlobNode[] {
  const nodes: GlobNode[] = [];
  for (let at = 0; at < text.length;) at = readOne(text, at, { nodes, parse });
  return withFolderItself(nodes, parse);
}

interface Target {
  readonly nodes: GlobNode[];
  readonly parse: Parse;
}

/** Reads what begins at `at`, and returns where the next begins. */
function readOne(text: string, at: number, { nodes, parse }: Target): number {
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (parse.escapes && char === '\\' && at + 1 < text.length) {
    const next = String.fromCodePoint(text.codePointAt(at + 1) ?? 0);
    nodes.push({ type: 'char', char: next });
    return at + 1 + next.length;
  }
  const end = groupEnd(text, at, { nodes, parse });
  if (end !== undefined) return end;
  if (char === '*') return readStars(text, at, nodes);
  nodes.push(char === '?' ? { type: 'any' } : { type: 'char', char });
  return at + char.length;
}

function readStars(text: string, at: number, nodes: GlobNode[]): number {
  let end = at;
  while (text[end] === '*') end++;
  const isSegment = (at === 0 || text[at - 1] === slash) && text[end] === slash;
  if (end - at === 1) nodes.push({ type: 'star' });
  else if (!isSegment) nodes.push({ type: 'deep' });
  else {
    nodes.push({ type: 'dirs' });
    return end + 1;
  }
  return end;
}

/** Reads a class, a brace, or an extended group that begins at `at`; undefined if there is none. */
function groupEnd(text: string, at: number, target: Target): number | undefined {
  const char = text[at];
  if (char === '[') return readClass(text, at, target);
  if (char === '{') return readBraces(text, at, target);
  extended.lastIndex = at;
  const found = extended.exec(text);
  if (!found) return undefined;
  target.parse.faults.add('extended');
  if (!isWide(target.parse)) return undefined;
  target.nodes.push({ type: 'either', options: [[{ type: 'deep' }], textOf(found[0])] });
  return at + found[0].length;
}

function readClass(text: string, at: number, { nodes, parse }: Target): number | undefined {
  const found = /^\[([!^]?)(\]?(?:\[:[a-z]+:\]|\\.|[^\]/\\])*)\]/.exec(text.slice(at));
  if (!found || found[2] === '') return undefined;
  const [whole, negation = '', content = ''] = found;
  const { holds, isReversed } = classOf(content, parse.escapes);
  if (isReversed) parse.faults.add('range');
  const isNot = negation !== '';
  const asClass: GlobNode = { type: 'class', holds: isNot ? (char) => !holds(char) : holds };
  const options = isReversed && parse.reading === 'exact' ? [textOf(whole)] : [[asClass], textOf(whole)];
  nodes.push(parse.reading === 'exact' && !isReversed ? asClass : { type: 'either', options });
  return at + whole.length;
}

/** Functions, since an expression with a property of Unicode takes V8 0.1 ms to read: at the start, for patterns that hardly anyone writes. */
const posix: Readonly<Record<string, (char: string) => boolean>> = {
  alpha: (char) => /\p{L}/u.test(char),
  digit: (char) => /\d/.test(char),
  alnum: (char) => /[\p{L}\d]/u.test(char),
  upper: (char) => /\p{Lu}/u.test(char),
  lower: (char) => /\p{Ll}/u.test(char),
  space: (char) => /\s/.test(char),
  blank: (char) => /[ \t]/.test(char),
  punct: (char) => /[!-/:-@[-`{-~]/.test(char),
  xdigit: (char) => /[\da-f]/i.test(char),
};

function classOf(content: string, escapes: boolean) {
  const tests: ((char: string) => boolean)[] = [];
  const part = escapes ? /\[:([a-z]+):\]|(\\?.)-(\\?[^\]])|(\\?.)/gsu : /\[:([a-z]+):\]|(.)-([^\]])|(.)/gsu;
  const bare = (char = ''): string => (escapes && char.length > 1 && char.startsWith('\\') ? char.slice(1) : char);
  let isReversed = false;
  for (const [, name, from, to, single] of content.matchAll(part)) {
    if (name !== undefined) tests.push((char) => ownValue(posix, name)?.(char) ?? false);
    else if (single !== undefined) tests.push((char) => char === bare(single));
    else {
      const [first, last] = [bare(from), bare(to)];
      if (first > last) isReversed = true;
      tests.push((char) => (first <= char && char <= last) || char === first || char === last);
    }
  }
  return { isReversed, holds: (char: string): boolean => tests.some((test) => test(char)) };
}

function readBraces(text: string, at: number, { nodes, parse }: Target): number | undefined {
  const commas: number[] = [];
  const close = closingBrace(text, at, { commas, escapes: parse.escapes });
  if (close === undefined) return undefined;
  const whole = text.slice(at, close + 1);
  const edges = [at, ...commas, close];
  const options = edges.slice(1).map((edge, index) => listOf(text.slice((edges[index] ?? at) + 1, edge), parse));
  if (commas.length === 0 && /\.\./.test(whole)) {
    parse.faults.add('extended');
    if (isWide(parse)) options.push([{ type: 'star' }]);
  }
  if (parse.reading !== 'exact') options.push(textOf(whole));
  nodes.push({ type: 'either', options });
  return close + 1;
}

interface Braces {
  /** Filled with the places of the commas between the options. */
  readonly commas: number[];
  readonly escapes: boolean;
}

function closingBrace(text: string, at: number, { commas, escapes }: Braces): number | undefined {
  let depth = 0;
  for (let index = at; index < text.length; index++) {
    const char = text[index];
    if (char === '\\' && escapes) index++;
    else if (char === '{') depth++;
    else if (char === ',' && depth === 1) commas.push(index);
    else if (char === '}' && --depth === 0) return index;
  }
  return undefined;
}

function textOf(text: string): GlobNode[] {
  return Array.from(text, (char) => ({ type: 'char', char }) as const);
}

/** `a/**` and `a/*` are all that is in `a`; what is recorded of `a` as such is left out with it. */
function withFolderItself(nodes: GlobNode[], { reading }: Parse): GlobNode[] {
  if (reading === 'exact' || reading === 'entries') return nodes;
  const last = nodes.at(-1)?.type;
  const length = last === 'deep' || (last === 'star' && reading === 'wide') ? 1 : 0;
  if (length === 0) return nodes;
  let from = nodes.length - 1;
  while (nodes[from - 1]?.type === 'dirs') from--;
  const before = nodes[from - 1];
  if (before?.type !== 'char' || before.char !== slash) return nodes;
  return [...nodes.slice(0, from - 1), { type: 'either', options: [[], nodes.slice(from - 1)] }];
}
