import { matches } from '../../core/base/matches.ts';
import { baseName } from '../../core/base/baseName.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import { lexicon, states } from './words.ts';
import { withNumberWords } from './numberWords.ts';
import { justBefore, nameMark, tokensIn } from './tokens.ts';
import type { TextToken, Unit } from './tokens.ts';
import { formsOf, isIn } from './vocabulary.ts';

/** Basis of a statement: one fact that it cites. */
export interface Ground {
  readonly text: string;
  readonly topic?: string;
  readonly values?: DigestFact['values'];
  readonly names?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** A number that was measured. */
export interface Measure {
  readonly value: number;
  readonly unit: Unit;
  /** The words in the name of the value, or those around it in a text; in lower case. */
  readonly words: readonly string[];
  /** The name of the value; undefined for a number that only appears in a text. */
  readonly key?: string;
  readonly topic?: string;
}

/** Two measured values that may be compared: how the first relates to the second. */
export interface Pair {
  readonly against: 'usual' | 'planned';
  readonly ratio: number;
}

/** The fact of a digest as a ground. */
export function groundOf({ text, topic, values, names, labels }: DigestFact): Ground {
  return { text, topic, values, names: Object.values(names), labels };
}

/** The words in a name such as `medianFixMinutes`. */
export function wordsIn(key: string): string[] {
  return key.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
}

/** All numbers of a ground. Texts count only where the values don't say all, since they hold names with digits. */
export function measuresOf(ground: Ground): Measure[] {
  const values = Object.entries(ground.values ?? {}).flatMap(([key, value]) => measuresIn(key, value, ground.topic));
  // Titles of private repositories stand in the text only.
  const isTitled = Object.keys(ground.names ?? {}).length === 0 && matches(/^(?:github|review)$/, ground.topic);
  return isTitled && values.length > 0 ? values : [...values, ...measuresInText(ground)];
}

/** The unit is the end of the value's name, see `DigestFact`. */
function measuresIn(key: string, value: number, topic: string | undefined): Measure[] {
  const words = wordsIn(key);
  const measure = (unit: Unit, of = value): Measure => ({
    value: of,
    unit,
    words,
    key,
    ...(topic !== undefined && { topic }),
  });
  const last = words.at(-1);
  if (last === 'minutes') return [measure('minutes')];
  if (last === 'hours') return [measure('minutes', value * 60)];
  if (last === 'share') return [measure('percent', value * 100)];
  if (last === 'hour' && !words.includes('per')) return [measure('clock')];
  // The actual time of something planned as an hour.
  if (key === 'ratio')
    return [measure('ratio'), measure('count'), measure('minutes', value * 60), measure('minutes', 60)];
  return [measure('count')];
}

function measuresInText(ground: Ground): Measure[] {
  const known = new Set(
    Object.entries(ground.values ?? {}).flatMap(([key, value]) =>
      measuresIn(key, value, ground.topic).map((one) => `${one.unit} ${Math.round(one.value)}`),
    ),
  );
  const tokens = withNumberWords(tokensIn(bareText(ground)));
  return tokens.flatMap((token, i): Measure[] => {
    // "on the usual one of 9 days" counts nothing.
    if (token.is !== 'number' || token.unit === 'unknown' || token.text === 'one') return [];
    // The values say more precisely what it counts.
    if (known.has(`${token.unit} ${Math.round(token.value)}`)) return [];
    const around = [...justBefore(tokens, i, 1), ...tokens.slice(i + 1, i + 4)];
    const words = around.flatMap((one) => (one.is === 'word' ? formsOf(one.text) : []));
    return [{ value: Math.abs(token.value), unit: token.unit, words }];
  });
}

/** Returns the text of a ground without names, labels, and quotations, whose digits measure nothing. */
export function bareText({ text, names = [], labels = {} }: Ground): string {
  const lineOf = (name: string): string[] => [name, baseName(name)];
  const own = [...names.flatMap(lineOf), ...Object.values(labels)].filter((name) => name.trim() !== '');
  const longestFirst = own.sort((a, b) => b.length - a.length);
  const quoted = text.normalize('NFKC').replace(/["\u201c\u00ab][^"\u201d\u00bb]*["\u201d\u00bb]/g, nameMark);
  return longestFirst.reduce((rest, name) => replaceWhole(rest, name.normalize('NFKC')), quoted);
}

/** Replaces a name if it stands alone: not as a part of a longer word or number. */
export function replaceWhole(text: string, name: string): string {
  const edge = (sign: string | undefined, where: string) => (matches(/[\p{L}\p{N}]/u, sign) ? where : '');
  const before = edge(name[0], String.raw`(?<![\p{L}\p{N}_])`);
  const after = edge(name.at(-1), String.raw`(?![\p{L}\p{N}_])`);
  return text.replace(new RegExp(`${before}${name.replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&')}${after}`, 'gu'), nameMark);
}

/** Values that have a usual or planned counterpart. */
export function pairsOf({ values = {} }: Ground): Pair[] {
  const pairs: Pair[] = [];
  for (const [key, value] of Object.entries(values)) {
    const usual =
      values[`usual${key[0]?.toUpperCase()}${key.slice(1)}`] ??
      values[`typical${key[0]?.toUpperCase()}${key.slice(1)}`];
    if (usual !== undefined && usual > 0) pairs.push({ against: 'usual', ratio: value / usual });
  }
  const { ratio, workedMinutes, plannedMinutes } = values;
  if (ratio !== undefined) pairs.push({ against: 'planned', ratio });
  if (workedMinutes !== undefined && plannedMinutes !== undefined && plannedMinutes > 0)
    pairs.push({ against: 'planned', ratio: workedMinutes / plannedMinutes });
  return pairs;
}

/** Returns true if all pairs, of which there is one, differ in a direction. */
export function isSigned(pairs: readonly Pair[], direction: 1 | -1): boolean {
  return pairs.length > 0 && pairs.every(({ ratio }) => Math.sign(ratio - 1) === direction);
}

/** Everything that the words of a statement are compared with. */
export interface StatementEvidence {
  readonly grounds: readonly Ground[];
  readonly measures: readonly Measure[];
  readonly pairs: readonly Pair[];
  /** Words of texts, labels, and names of values that are not negated, in all their forms. */
  readonly words: ReadonlySet<string>;
  /** Returns what is negated in a text or in the name of a value, as `without edits`. */
  readonly negated: ReadonlySet<string>;
}

/** Prepares the facts that an item cites. */
export function evidenceOf(grounds: readonly Ground[]): StatementEvidence {
  const words = new Set<string>();
  const negated = new Set<string>();
  for (const ground of grounds) {
    const keys = Object.entries(ground.values ?? {}).flatMap(([key, value]) => (value === 0 ? [] : [wordsIn(key)]));
    const texts = [bareText(ground), ...Object.values(ground.labels ?? {})].map((text) => wordsOf(tokensIn(text)));
    for (const list of [...keys, ...texts]) readWords(list, words, negated);
  }
  const measures = grounds.flatMap(measuresOf);
  return { grounds, measures, pairs: grounds.flatMap(pairsOf), words, negated };
}

function readWords(list: readonly string[], words: Set<string>, negated: Set<string>): void {
  for (let at = 0; at < list.length; at++) {
    const [word = '', what] = list.slice(at);
    if (lexicon.negation.has(word) && word !== 'free') {
      if (what !== undefined) for (const form of stateForms(what)) negated.add(form);
      at++;
    } else for (const form of formsOf(word)) words.add(form);
  }
}

/** Forms of a word, and of the words that say the same. */
export function stateForms(word: string): string[] {
  const alike = Object.values(states).filter((set) => isIn(set, word));
  return [...formsOf(word), ...alike.flatMap((set) => [...set])];
}

export function wordsOf(tokens: readonly TextToken[]): string[] {
  return tokens.flatMap((token) => (token.is === 'word' ? token.text.toLowerCase().split('-') : []));
}
