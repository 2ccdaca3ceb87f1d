import { matches } from '../../core/base/matches.ts';

/** Kind of thing that a number counts, as far as comparisons need it. */
export type Unit = 'count' | 'minutes' | 'percent' | 'clock' | 'ratio' | 'unknown';

/** A number stated in a text. */
export interface NumberToken {
  readonly is: 'number';
  /** Verbatim. */
  readonly text: string;
  /** NaN where it cannot be read. */
  readonly value: number;
  readonly unit: Unit;
  /** Half of its last digit, in `unit`: what rounding may have taken away. */
  readonly tolerance: number;
  /** A second possible value, such as the share 0.35 for 35 %. */
  readonly percent?: number;
}

export type TextToken = NumberToken | { readonly is: 'word' | 'code' | 'name' | 'sign'; readonly text: string };

/** Returns what stands before a place of a sentence, as many at most. */
export function justBefore<T>(list: readonly T[], at: number, most: number): readonly T[] {
  return list.slice(0, at).slice(-most);
}

/** Returns what comes before the first that ends it; all if none does. */
export function upTo<T>(list: readonly T[], isEnd: (one: T) => boolean): readonly T[] {
  const end = list.findIndex(isEnd);
  return end === -1 ? list : list.slice(0, end);
}

/** Replaces a name of the evidence in a text that is checked; a character that no text contains. */
export const nameMark = '\uE000';

const digits = String.raw`\d{1,3}(?:(?<group>[ ,'\u2019.])\d{3})(?:\k<group>\d{3})*(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)?`;
const units = String.raw`%|\u2030|per\s?cent\b|percent\b|percentage points?\b|hours?\b|hrs?\b|h\b|minutes?\b|mins?\b|seconds?\b|secs?\b|milliseconds?\b|ms\b|s\b`;
const patterns = {
  clock: /(?<![\d.:])([01]?\d|2[0-4]):([0-5]\d)(?!\d)(?:\s?([ap])\.?m\b\.?)?/iy,
  hour: /(?<!\d)(1[0-2]|[1-9])\s?([ap])\.?m\b\.?/iy,
  duration: /(\d+)\s?(?:h|hours?|hrs?)(?:,?\s+and|,)?\s*([0-5]?\d)\s?(?:minutes?|mins?|m)\b/iy,
  glued: /(\d+)h([0-5]\d)\b/iy,
  number: new RegExp(
    String.raw`([-\u2212+~\u2248<>\u2264\u2265\u00d7]?)(${digits})([\p{L}\p{M}\p{N}_^\u00d7\u00b0]*)(?:\s?(${units}))?`,
    'iuy',
  ),
  word: /[\p{L}\p{M}_](?:[\p{L}\p{M}\p{N}_\u2019']|-(?=[\p{L}]))*/uy,
  space: /\s+/y,
} as const;

/** Splits a sentence, in which `nameMark` replaced names, into words, numbers, and signs. */
export function tokensIn(text: string): TextToken[] {
  const tokens: TextToken[] = [];
  for (let at = 0; at < text.length;) {
    const match = (pattern: RegExp): RegExpExecArray | undefined => {
      pattern.lastIndex = at;
      return pattern.exec(text) ?? undefined;
    };
    const space = match(patterns.space);
    const [token, length] = space ? [undefined, space[0].length] : tokenAt(text, at, match);
    if (token) tokens.push(token);
    at += length;
  }
  return tokens;
}

type Match = (pattern: RegExp) => RegExpExecArray | undefined;

function tokenAt(text: string, at: number, match: Match): [TextToken, number] {
  if (text[at] === nameMark) return [{ is: 'name', text: nameMark }, 1];
  const number = timeAt(match) ?? numberAt(match, matches(/[\p{L}\p{N})]/u, text[at - 1]));
  if (number) return [number, number.text.length];
  const word = match(patterns.word)?.[0];
  if (word !== undefined) return [{ is: /[\p{N}_]/u.test(word) ? 'code' : 'word', text: word }, word.length];
  const sign = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return [{ is: 'sign', text: sign }, sign.length];
}

function timeAt(match: Match): NumberToken | undefined {
  const clock = match(patterns.clock);
  if (clock) return time(clock[0], Number(clock[1]) + Number(clock[2]) / 60, clock[3]);
  const hour = match(patterns.hour);
  if (hour) return time(hour[0], Number(hour[1]), hour[2]);
  const duration = match(patterns.duration) ?? match(patterns.glued);
  if (!duration) return undefined;
  const value = Number(duration[1]) * 60 + Number(duration[2]);
  return { is: 'number', text: duration[0], value, unit: 'minutes', tolerance: 0.5 };
}

function time(text: string, hours: number, half: string | undefined): NumberToken {
  const isAfternoon = half?.toLowerCase() === 'p';
  const value = half === undefined ? hours : (hours % 12) + (isAfternoon ? 12 : 0);
  return { is: 'number', text, value, unit: 'clock', tolerance: 0 };
}

/** @param isJoined whether the sign before it joins it to the previous text, as in a range */
function numberAt(match: Match, isJoined: boolean): NumberToken | undefined {
  const found = match(patterns.number);
  if (!found) return undefined;
  const [text = '', sign = '', plain = '', , glued = '', unit = ''] = found;
  const isNegative = !isJoined && (sign === '-' || sign === '\u2212');
  const value = (isNegative ? -1 : 1) * valueOf(plain);
  const decimals = /[.,](\d+)$/.exec(plain)?.[1] ?? '';
  const half = 0.5 * 10 ** -(isGrouped(plain) ? 0 : decimals.length);
  const base = { is: 'number', text, value, tolerance: half } as const;
  if (glued !== '') return withSuffix(base, glued, unit);
  if (sign === '\u00d7') return { ...base, unit: 'count' };
  return withUnit(base, unit);
}

function isGrouped(plain: string): boolean {
  return /^\d{1,3}(?:[ ,'\u2019]\d{3})+(?:[.,]\d+)?$/.test(plain);
}

/** 1,200 and 3 858 have thousands separators; 3,5 and 3.5 are decimals. */
function valueOf(plain: string): number {
  return Number(
    isGrouped(plain) ? plain.replace(/[ ,'\u2019](?=\d{3})/g, '').replace(',', '.') : plain.replace(',', '.'),
  );
}

type Base = Omit<NumberToken, 'unit'>;

/** A number with letters right behind it: a unit, a multiplier, an ordinal, or nothing that can be read. */
function withSuffix(base: Base, glued: string, unit: string): NumberToken {
  const suffix = glued.toLowerCase();
  const unknown = { ...base, value: Number.NaN, unit: 'unknown' } as const;
  if (suffix === 'x' || suffix === '\u00d7') return unit === '' ? { ...base, unit: 'count' } : unknown;
  if (unit !== '') return unknown;
  if (/^(?:h|hrs?|hours?|min|mins|minutes?|s|secs?|seconds?|ms)$/.test(suffix)) return withUnit(base, suffix);
  if (/^(?:st|nd|rd|th)$/.test(suffix)) return { ...base, unit: 'count' };
  return unknown;
}

function withUnit(base: Base, unit: string): NumberToken {
  const { value, tolerance } = base;
  const word = unit.toLowerCase();
  const scaled = (factor: number): NumberToken => ({
    ...base,
    value: value * factor,
    tolerance: tolerance * factor,
    unit: 'minutes',
  });
  if (word === '%' || word.startsWith('per')) return { ...base, unit: 'percent' };
  if (word === '\u2030') return { ...base, value: value / 10, tolerance: tolerance / 10, unit: 'percent' };
  if (word === 'ms' || word.startsWith('milli')) return scaled(1 / 60_000);
  if (word.startsWith('h')) return scaled(60);
  if (word.startsWith('m')) return scaled(1);
  if (word.startsWith('s')) return scaled(1 / 60);
  const isShare = value > 0 && value < 1;
  return { ...base, unit: 'count', ...(isShare && { percent: value * 100 }) };
}
