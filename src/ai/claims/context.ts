import type { NumberToken, Token } from './tokens.ts';

/** A sentence as its tokens, with a number at `at`. */
export interface Place {
  readonly tokens: readonly Token[];
  readonly at: number;
}

/** The words around a number that say what it is a number of. */
export interface Context {
  /** Words right before it, nearest first. */
  readonly before: readonly string[];
  /** Words behind it, up to the next number or the end of the clause. */
  readonly after: readonly string[];
  /** Words of its clause, and of the sentence. */
  readonly clause: readonly string[];
  readonly sentence: readonly string[];
  /** Signs right before it. */
  readonly signs: string;
  /** True if its sentence has another number that is a time of day. */
  readonly hasClock: boolean;
  /** True if it is the 12 in "12 of 30 runs", and then the 30 and what stands behind. */
  readonly isPartOf: boolean;
  readonly whole?: { readonly value: number; readonly after: readonly string[] };
  /** True if it is the 30 in "12 of 30 runs". */
  readonly isWholeOf: boolean;
}

/** Reads the words around the number at a place. */
export function contextOf({ tokens, at }: Place): Context {
  const word = (token: Token | undefined): string => (token?.is === 'word' ? token.text.toLowerCase() : '');
  const isEnd = (token: Token): boolean => token.is === 'sign' && /[,;:()\u2014\u2013.]/.test(token.text);
  const start = tokens.findLastIndex((token, i) => i < at && isEnd(token)) + 1;
  const found = tokens.findIndex((token, i) => i > at && isEnd(token));
  const end = found < 0 ? tokens.length : found;
  const nextNumber = tokens.findIndex((token, i) => i > at && token.is === 'number');
  const stop = Math.min(end, nextNumber < 0 ? end : nextNumber);
  const words = (list: readonly Token[]): string[] => list.map(word).filter((one) => one !== '');
  const before = words(tokens.slice(Math.max(start, at - 6), at)).toReversed();
  const signs = tokens
    .slice(Math.max(0, at - 1), at)
    .map(({ text }) => text)
    .join('');
  const wholeAt = wholeAfter(tokens, at);
  const whole = wholeAt === undefined ? undefined : (tokens[wholeAt] as NumberToken);
  const afterWhole = words(tokens.slice((wholeAt ?? at) + 1, end));
  return {
    signs,
    before,
    after: words(tokens.slice(at + 1, stop)),
    clause: words(tokens.slice(start, end)),
    sentence: words(tokens),
    hasClock: tokens.some((token, i) => i !== at && token.is === 'number' && token.unit === 'clock'),
    isPartOf: whole !== undefined,
    ...(whole && { whole: { value: whole.value, after: afterWhole } }),
    isWholeOf:
      word(tokens[at - 1]) === 'of' && tokens.slice(Math.max(0, at - 3), at - 1).some(({ is }) => is === 'number'),
  };
}

/** Where the 30 stands in "12 of 30 runs", "12 out of the 30". */
function wholeAfter(tokens: readonly Token[], at: number): number | undefined {
  const word = (i: number): string => tokens[i]?.text.toLowerCase() ?? '';
  if (!/^(?:of|out)$/.test(word(at + 1))) return undefined;
  let i = at + 2;
  while (/^(?:of|the|all|your|these|those|its)$/.test(word(i))) i++;
  return tokens[i]?.is === 'number' ? i : undefined;
}
