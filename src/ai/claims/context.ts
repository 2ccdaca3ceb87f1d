import { matches } from '../../core/base/matches.ts';
import { justBefore, upTo } from './tokens.ts';
import type { NumberToken, TextToken } from './tokens.ts';

/** A sentence as its tokens, with a number at `at`. */
export interface SentencePosition {
  readonly tokens: readonly TextToken[];
  readonly at: number;
}

/** The words around a number that say what it counts. */
export interface NumberContext {
  /** Words right before it, nearest first. */
  readonly before: readonly string[];
  /** Words behind it, up to the next number or the end of the clause. */
  readonly after: readonly string[];
  /**
   * The part of its clause between conjunctions, as one text: `#` stands for the number, `0` for another one, `9:00` for a time of day, and
   * `nameMark` for a name.
   */
  readonly segment: string;
  /** Words of its clause, and of the sentence. */
  readonly clause: readonly string[];
  readonly sentence: readonly string[];
  /** Signs right before it. */
  readonly signs: string;
  /** True if its sentence has another number that is a time of day. */
  readonly hasClock: boolean;
  /** True if it is the 12 in "12 of 30 runs", together with the 30 and the text after it. */
  readonly isPartOf: boolean;
  readonly whole?: { readonly value: number; readonly after: readonly string[] };
  /** True if it is the 30 in "12 of 30 runs". */
  readonly isWholeOf: boolean;
}

/** Reads the words around the number at a place. */
export function contextOf({ tokens, at }: SentencePosition): NumberContext {
  const word = (token: TextToken | undefined): string => (token?.is === 'word' ? token.text.toLowerCase() : '');
  const isEnd = (token: TextToken): boolean => token.is === 'sign' && /[,;:()\u2014\u2013.]/.test(token.text);
  const start = tokens.slice(0, at).findLastIndex(isEnd) + 1;
  const rest = upTo(tokens.slice(at + 1), isEnd);
  const end = at + 1 + rest.length;
  const behind = upTo(rest, (token) => token.is === 'number');
  const words = (list: readonly TextToken[]): string[] => list.map(word).filter((one) => one !== '');
  const before = words(justBefore(tokens.slice(start), at - start, 6)).toReversed();
  const signs = tokens[at - 1]?.text ?? '';
  const wholeAt = wholeAfter(tokens, at);
  const whole = wholeAt !== undefined && {
    value: (tokens[wholeAt] as NumberToken).value,
    after: words(tokens.slice(wholeAt + 1, end)),
  };
  return {
    signs,
    before,
    after: words(behind),
    segment: segmentOf(tokens.slice(start, end), at - start),
    clause: words(tokens.slice(start, end)),
    sentence: words(tokens),
    hasClock: tokens.some((token, i) => i !== at && token.is === 'number' && token.unit === 'clock'),
    isPartOf: wholeAt !== undefined,
    ...(whole && { whole }),
    isWholeOf: tokens.some((token, i) => token.is === 'number' && wholeAfter(tokens, i) === at),
  };
}

function segmentOf(clause: readonly TextToken[], at: number): string {
  const isTime = (token: TextToken | undefined): boolean => token?.is === 'number' && token.unit === 'clock';
  // "between 13:00 and 16:00" is one thing.
  const isConjunction = (token: TextToken, i: number): boolean =>
    /^(?:and|but|or|while|whereas|which|that|who|with)$/i.test(token.text) &&
    !(isTime(clause[i - 1]) && isTime(clause[i + 1]));
  const ends = clause.flatMap((token, i) => (isConjunction(token, i) ? [i] : []));
  const from = (ends.findLast((i) => i < at) ?? -1) + 1;
  return clause
    .slice(
      from,
      ends.find((i) => i > at),
    )
    .map((token, i) => {
      if (i + from === at) return '#';
      if (token.is === 'number') return isTime(token) ? '9:00' : '0';
      return token.text.toLowerCase();
    })
    .join(' ');
}

/** The position of the 30 in "12 of 30 runs", "12 out of the 30". */
function wholeAfter(tokens: readonly TextToken[], at: number): number | undefined {
  if (!matches(/^(?:of|out)$/i, tokens[at + 1]?.text)) return undefined;
  let i = at + 2;
  while (matches(/^(?:of|the|all|your|these|those|its)$/i, tokens[i]?.text)) i++;
  return tokens[i]?.is === 'number' ? i : undefined;
}
