import { matches } from '../../core/base/matches.ts';
import { baseName } from '../../core/base/baseName.ts';
import { unmeasuredPeriods } from './contradictions.ts';
import type { Ground } from './ground.ts';
import { evidenceOf, replaceWhole } from './ground.ts';
import type { StatementEvidence } from './ground.ts';
import { aliasesIn, isReadable, namesIn, resolve } from './entities.ts';
import type { SentNames } from './entities.ts';
import { isMeasured } from './numbers.ts';
import { withNumberWords } from './numberWords.ts';
import { isEnglish, unsupportedWords } from './statements.ts';
import type { Mood } from './statements.ts';
import { nameMark, tokensIn, upTo } from './tokens.ts';
import type { TextToken } from './tokens.ts';
import { formsOf, isIn, neutralWords } from './vocabulary.ts';
import { namesWithDigits, nouns } from './words.ts';

/** The role of a text: a measurement, advice, a question, or the name of a tool. */
export type Field = Mood | 'tool';

/** A text's evidence, prepared for checking its sentences. */
export interface Citation {
  readonly evidence: StatementEvidence;
  readonly grounds: readonly Ground[];
  readonly names: SentNames;
  /** A value that a text names as `{e1.failures}`, in words; undefined if the item does not cite it. */
  readonly valueOf: (id: string, key: string) => string | undefined;
  readonly isCited: (id: string) => boolean;
  /** Days that the digest is about. */
  readonly days?: number;
}

/** A text after the check. */
export interface CheckedText {
  /** The sentences that the evidence supports, still with aliases. */
  readonly text: string;
  /** The unsupported parts of the other sentences, verbatim. */
  readonly refused: readonly string[];
  /** It names something that was never sent: nothing of its item can be believed. */
  readonly isForeign: boolean;
}

export function citationOf(grounds: readonly Ground[], rest: Omit<Citation, 'evidence' | 'grounds'>): Citation {
  return { ...rest, grounds, evidence: evidenceOf(grounds) };
}

/** Checks a text that was made plain, sentence by sentence: numbers, names, and words that state something. */
export function checkText(source: string, field: Field, citation: Citation): CheckedText {
  const masked = mask(withValues(source, citation), citation);
  const kept: string[] = [];
  const refused: string[] = [...masked.uncited];
  let names = masked.names;
  let isForeign = masked.isForeign;
  for (const sentence of sentencesIn(masked.text)) {
    const count = sentence.split(nameMark).length - 1;
    const own = names.slice(0, count);
    names = names.slice(count);
    const wrong = wrongIn(sentence, field, citation);
    isForeign ||= wrong.isForeign;
    const isUncited = own.some(({ isCited }) => !isCited);
    if (wrong.found.length > 0) refused.push(...wrong.found);
    else if (!isUncited) kept.push(unmask(sentence, own));
  }
  return { text: kept.join(' '), refused: [...new Set(refused)], isForeign };
}

/** A value that is not there makes its sentence unreadable. */
const noValue = '\uE001';

function withValues(source: string, { valueOf, isCited }: Citation): string {
  const ids = /\s?[([](?:[ep]\d+)(?:[,;]?\s(?:and\s)?[ep]\d+)*[)\]]/g;
  return source
    .replace(/\{\s*([ep]\d+)\.(\w+)\s*\}/g, (_, id: string, key: string) => valueOf(id, key) ?? noValue)
    .replace(ids, (found) => ([...found.matchAll(/[ep]\d+/g)].every(([id]) => isCited(id)) ? '' : found))
    .normalize('NFKC');
}

interface MaskedText {
  readonly text: string;
  /** In the order of their marks in the text. */
  readonly names: readonly { readonly text: string; readonly isCited: boolean }[];
  readonly uncited: readonly string[];
  readonly isForeign: boolean;
}

/** Replaces names that the item cites by marks, so that their digits and words are no claims. */
function mask(source: string, citation: Citation): MaskedText {
  const names: { text: string; isCited: boolean }[] = [];
  let text = source;
  let isForeign = false;
  const uncited: string[] = [];
  const put = (found: string, name: string, isCited = true): void => {
    text = text.replace(whole(found, false, 'gu'), () => marker(names.push({ text: name, isCited }) - 1));
  };
  for (const { found, name } of aliasesIn(source)) {
    if (isOwnName(found, citation)) continue;
    const resolution = resolve(name, citation.names);
    if (resolution === 'unknown') isForeign = true;
    else put(found, name, resolution === 'cited');
    if (resolution !== 'cited') uncited.push(found);
  }
  for (const pattern of patternsOf(citation)) {
    text = text.replace(pattern, (found) => marker(names.push({ text: found, isCited: true }) - 1));
  }
  const order: MaskedText['names'][number][] = [];
  text = text.replace(/\uE002(\d+)\uE003/g, (_, index: string) => {
    order.push(names[Number(index)] ?? { text: '', isCited: false });
    return nameMark;
  });
  return { text, names: order, uncited, isForeign };
}

function marker(index: number): string {
  return `\uE002${index}\uE003`;
}

/** A name of the evidence may look like an alias: a branch named `task-12`. */
function isOwnName(found: string, { grounds }: Citation): boolean {
  const number = /\d+$/.exec(found)?.[0];
  return grounds.some(({ names = [] }) => names.some((name) => name === number || replaceWhole(name, found) !== name));
}

/** The possible forms of the evidence's names and labels in a text, longest first. */
function patternsOf({ grounds }: Citation): RegExp[] {
  const names = grounds.flatMap(({ names: own = [] }) => own.flatMap((name) => [name, baseName(name)]));
  const codes = grounds.flatMap(({ labels = {} }) => {
    const { code, reporter } = labels;
    if (code === undefined) return [];
    const before = reporter === undefined ? 'error|code' : `${escaped(reporter)}|error|code`;
    return [new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${before})[ -]?\(?${escaped(code)}\)?(?![\p{L}\p{N}])`, 'giu')];
  });
  const labels = grounds.flatMap(({ labels: own = {} }) => Object.values(own)).filter((label) => /\p{L}/u.test(label));
  const plain = [...new Set(names)].filter((name) => name.trim() !== '').sort((a, b) => b.length - a.length);
  return [
    ...plain.map((name) => whole(name.normalize('NFKC'), isWeak(name), 'gu')),
    ...codes,
    ...labels.map((label) => whole(label, isWeak(label), 'giu')),
  ];
}

function escaped(text: string): string {
  return text.replace(/[\^$\\.*+?()[\]{}|/]/g, String.raw`\$&`);
}

/** A name that could as well be a number or a common word counts as a name only where it is introduced or quoted. */
function isWeak(name: string): boolean {
  if (!/\p{L}{2,}/u.test(name)) return true;
  const tokens = withNumberWords(tokensIn(name));
  return (
    tokens.length === 1 &&
    (tokens[0]?.is === 'number' || isIn(neutralWords, name) || Object.values(nouns).some((set) => isIn(set, name)))
  );
}

function whole(name: string, isWeakName: boolean, flags: string): RegExp {
  const inner = escaped(name);
  if (isWeakName) {
    const kinds = 'branch|project|file|task|run|folder|repository|message';
    return new RegExp(
      String.raw`(?<=(?<![\p{L}])(?:${kinds}) )["\u201c'\u2018]?${inner}["\u201d'\u2019]?(?![\p{L}\p{N}:.,]\p{N}|\p{N}|\p{L})|["\u201c'\u2018]${inner}["\u201d'\u2019]`,
      flags.includes('i') ? flags : `${flags}i`,
    );
  }
  const edge = (sign: string | undefined, pattern: string) => (matches(/[\p{L}\p{N}]/u, sign) ? pattern : '');
  return new RegExp(
    `${edge(name[0], String.raw`(?<![\p{L}\p{N}_/.-])`)}["\u201c]?${inner}["\u201d]?${edge(name.at(-1), String.raw`(?![\p{L}\p{N}_])`)}`,
    flags,
  );
}

function unmask(sentence: string, names: MaskedText['names']): string {
  let next = 0;
  return sentence.replaceAll(nameMark, () => names[next++]?.text ?? '');
}

function sentencesIn(text: string): string[] {
  return text
    .split(/(?<=[.!?\u2026;]["\u201d\u2019)]?)\s+(?=[^\s])/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

interface InventedNames {
  readonly found: readonly string[];
  readonly isForeign: boolean;
}

function wrongIn(sentence: string, field: Field, citation: Citation): InventedNames {
  if (!isReadable(sentence)) return { found: [sentence.replace(noValue, '?').slice(0, 40)], isForeign: false };
  const { evidence } = citation;
  const naming = field === 'tool' ? 'tool' : field === 'advice' ? 'advice' : 'statement';
  const found = namesIn(sentence, naming).filter(({ name }) => !isInEvidence(name, evidence));
  const names = found.map(({ name }) => name);
  const tokens = withNumberWords(tokensIn(sentence));
  const numbers = tokens.flatMap((token, at) =>
    token.is === 'number' &&
    !isPronoun(tokens, at, field) &&
    !isMeasured({ tokens, at, evidence, ...(citation.days !== undefined && { days: citation.days }) })
      ? [token.text.trim()]
      : [],
  );
  const codes = tokens.flatMap((token) =>
    token.is === 'code' && !namesWithDigits.has(token.text.toLowerCase()) ? [token.text] : [],
  );
  const words = clausesOf(tokens, field).flatMap((clause) => unsupportedWords({ ...clause, evidence }));
  const foreign = field === 'tool' || isEnglish({ tokens, evidence, mood: 'advice' }) ? [] : [sentence.slice(0, 40)];
  const periods = field === 'statement' ? unmeasuredPeriods(sentence, evidence) : [];
  const isForeign = found.some(({ name, isSure }) => isSure && !citation.names.sent.has(name));
  return { found: [...numbers, ...names, ...codes, ...words, ...periods, ...foreign], isForeign };
}

function isInEvidence(name: string, { words, grounds }: StatementEvidence): boolean {
  const plain = name.replace(/['\u2019]s?$/, '');
  if (formsOf(plain).some((form) => words.has(form))) return true;
  return grounds.some(({ labels = {} }) =>
    Object.values(labels).some((label) => label.toLowerCase() === plain.toLowerCase()),
  );
}

/** `one of them`, `the one that fails`, `one chapter`: not a number, unless it counts a measured thing. */
function isPronoun(tokens: readonly TextToken[], at: number, field: Field): boolean {
  const token = tokens[at];
  if (token?.is !== 'number' || token.text.toLowerCase() !== 'one') return false;
  const next = tokens[at + 1];
  if (matches(/^(?:the|this|that|usual|each|every|last|another|which|any|like|only)$/i, tokens[at - 1]?.text))
    return true;
  if (next?.is !== 'word') return next?.is !== 'number';
  // "One run takes 13 min".
  if (matches(/^(?:takes?|took|needs?|lasts?|lasted)$/i, tokens[at + 2]?.text)) return true;
  const word = next.text.toLowerCase();
  const after = tokens.slice(at + 1, at + 5).some((one) => one.is === 'number');
  if (field === 'advice') return !after && !/^(?:hour|minute|second|day|week|month)s?$/.test(word);
  return !after && !Object.values(nouns).some((set) => isIn(set, word));
}

/** Words that begin a clause which states something, also inside of advice. */
const stating = /^(?:which|that|who|whom|whose|when|whenever|since|because|as|after|while|where|although|though|so)$/i;

interface MoodClause {
  readonly tokens: readonly TextToken[];
  readonly mood: Mood;
}

/** The clauses of a sentence, each with its mood. */
function clausesOf(tokens: readonly TextToken[], field: Field): MoodClause[] {
  if (field === 'tool') return [{ tokens, mood: 'advice' }];
  if (field !== 'advice') return [{ tokens, mood: field }];
  const is = (i: number, pattern: RegExp): boolean => tokens[i]?.is === 'word' && matches(pattern, tokens[i]?.text);
  const isPurpose = (i: number): boolean =>
    (is(i, /^so$/i) && is(i + 1, /^that$/i)) || (is(i, /^that$/i) && is(i - 1, /^so$/i));
  // "that hour", "that test".
  const isDeterminer = (i: number): boolean =>
    is(i, /^that$/i) && is(i + 1, /^(?:hour|time|day|week|file|run|test|branch|project|task|way|one|error|stretch)$/i);
  // "Fix it: it fails on every push".
  const isRemark = (i: number): boolean =>
    matches(/^[:;,(\u2013\u2014-]$/, tokens[i - 1]?.text) && is(i, /^(?:it|they|this|there)$/i);
  const at = tokens.findIndex((_, i) => isRemark(i) || (is(i, stating) && !isPurpose(i) && !isDeterminer(i)));
  if (at < 0) return [{ tokens, mood: 'advice' }];
  // "As the tests pass, skip them" advises behind the comma.
  const stated = at === 0 ? upTo(tokens, (token) => token.text === ',') : tokens;
  return [
    { tokens: tokens.slice(0, at), mood: 'advice' },
    // The reason is checked; that it is one need not be measured.
    { tokens: stated.slice(at + Number(is(at, /^(?:since|because|as)$/i))), mood: 'statement' },
    ...clausesOf(tokens.slice(stated.length + 1), field),
  ];
}
