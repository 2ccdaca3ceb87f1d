import { isNumberWord } from './numberWords.ts';
import { nameMark } from './tokens.ts';
import { isIn, neutralWords, adviceWords } from './vocabulary.ts';
import { firstNames, lexicon, namesWithDigits, nouns, properNouns, states, tools } from './words.ts';

/** Names as they were sent, and the part of them that an item cites. */
export interface SentNames {
  readonly cited: ReadonlySet<string>;
  readonly sent: ReadonlySet<string>;
}

/** Relations of a name in a text to what was sent: only a cited one may appear. */
export type Resolution = 'cited' | 'uncited' | 'unknown';

export function resolve(name: string, { cited, sent }: SentNames): Resolution {
  if (cited.has(name)) return 'cited';
  return sent.has(name) ? 'uncited' : 'unknown';
}

/** An alias as they are made, or as a model may misspell one. */
const alias =
  /(?<![\p{L}\p{N}_])(?:project|file|branch|run|task|message|person|user|developer|repo|repository|commit|test|module|folder)s?[-_#]\d+(?![\p{L}\p{N}_])/giu;
/** The same in two words, as in "File 47"; not "run 12 times". */
const spacedAlias =
  /(?<![\p{L}\p{N}_])(?:project|file|branch|task|message|module|issue|ticket|chapter|pull request|PR)s? (?:no\.? ?|number )?#?\d+(?![\p{L}\p{N}_%:]|[.,]\d|\s?(?:times|h|min|minutes|hours|days|%|of)\b)/giu;

/** A thing told apart by a letter, as in "project B". */
const lettered =
  /(?<![\p{L}\p{N}_])(?:[Pp]roject|[Ff]ile|[Bb]ranch|[Rr]un|[Tt]ask|[Mm]odule|[Ii]ssue|[Tt]icket|[Tt]eam|[Ss]uite|[Tt]est|[Jj]ob|[Bb]uild|[Ff]older|[Rr]epo|[Rr]epository) [A-HJ-Z](?![\p{L}\p{N}_'\u2019+#-]|\.\p{L})/gu;

/** Aliases in a text, in the form in which they are sent. */
export function aliasesIn(text: string): { readonly found: string; readonly name: string }[] {
  return [alias, spacedAlias, lettered]
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map(([found]) => ({
      found,
      name: found.toLowerCase().replace(/[\s_#]+/g, '-'),
    }));
}

/**
 * The characters that a text may contain: Latin letters, digits, and common signs. Other scripts are only accepted in names of the
 * evidence.
 */
const readable =
  /^[\p{Script=Latin}\s\uE000!-~\u00A0-\u00FF\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb\u2010-\u2015\u2026\u2022\u00d7\u00f7\u2248\u2264\u2265\u2212\u2030\u2192\u21d2\u00b5]*$/u;

export function isReadable(text: string): boolean {
  return readable.test(text);
}

/** The role of a text: only a suggestion may name a tool that nobody measured. */
export type TextRole = 'statement' | 'advice' | 'tool';

/** A name in a text. */
export interface FoundName {
  readonly name: string;
  /** False for one that may be any word, since it begins a sentence. */
  readonly isSure: boolean;
}

/** Follows a name that is the subject of a sentence, unlike a verb that begins advice. */
const subjectBefore =
  /^(?:['\u2019]s\b|,|\s(?:should|must|can|could|may|might|will|would|shall|has|had|have|is|was|were|are|and|or|to|\p{Ll}+(?:ed|es|[^s]s)|broke|wrote|made|left|took|went|said)\b)/u;

/** Verbs and prepositions behind which advice may name a tool. */
const introducing =
  /(?:^|\s)(?:use|using|try|with|install|enable|add|adopt|via|set up|turn on|switch to|consider)(?:\s(?:a|an|the|your))?$/i;

/** Verbs for what one does with people, and not with tools. */
const social =
  /(?:^|\s)(?:follow(?:ing)? up|talk|speak|pair|meet|discuss|sync|check|ask|agree|share|coordinate|chat|align|work|consult|collaborate|plan)(?:\s\S+){0,3}\swith(?:\s(?:a|an|the|your))?$/i;

/** Words that are names of something: with a path, a sign, or letters of a code, or capitalized for no other reason. */
export function namesIn(text: string, naming: TextRole): FoundName[] {
  const chunks = [...text.matchAll(/[^\s"\u201c\u201d\u201e\u00ab\u00bb()[\]]+/gu)];
  return chunks.flatMap((match) => {
    const chunk = match[0].replace(/^['\u2018\u2019]+|[.,;:!?'\u2019\u2026]+$/gu, '');
    const before = text.slice(0, match.index).trimEnd();
    const isFirst = before === '' || /[.!?:;"\u201c]$/.test(before);
    const isToolAllowed =
      naming === 'tool' || (naming === 'advice' && introducing.test(before) && !social.test(before));
    if (!isName(chunk, { isFirst, isToolAllowed })) return [];
    const isSure = !isFirst || isPersonName(chunk) || isCodeName(chunk, { isFirst, isToolAllowed });
    const isImperative =
      isFirst && naming === 'advice' && !isSure && !subjectBefore.test(text.slice(match.index + match[0].length));
    return isImperative ? [] : [{ name: chunk, isSure }];
  });
}

interface NamePosition {
  /** It begins a sentence, where any word has a capital. */
  readonly isFirst: boolean;
  readonly isToolAllowed: boolean;
}

function isName(chunk: string, where: NamePosition): boolean {
  if (chunk.includes(nameMark)) return /[/\\@#_]/.test(chunk) || /\.\p{L}/u.test(chunk);
  if (namesWithDigits.has(chunk.toLowerCase()) || /^(?:e\.g|i\.e|etc|[ap]\.?m|vs)$/i.test(chunk)) return false;
  return isPersonName(chunk) || isCodeName(chunk, where) || isProperName(chunk.replace(/['\u2019]s?$/, ''), where);
}

function isPersonName(chunk: string): boolean {
  const plain = chunk.replace(/['\u2019]s?$/, '');
  return firstNames.has(plain.toLowerCase()) && (/^\p{Lu}/u.test(plain) || !isWord(plain));
}

function isCodeName(chunk: string, { isToolAllowed }: NamePosition): boolean {
  if (/^[@#]|::|\(\)|[\\@]|\p{L}_|_\p{L}/u.test(chunk)) return true;
  if (chunk.includes('/'))
    return !chunk.split('/').every((part) => isWord(part) || properNouns.has(part) || /^\d+$/.test(part));
  if (/^\.\p{L}/u.test(chunk)) return true;
  if (/\p{L}\.\p{L}/u.test(chunk)) return !isToolAllowed;
  return /\p{L}{2}[\p{L}-]*\p{N}/u.test(chunk);
}

function isProperName(plain: string, { isFirst, isToolAllowed }: NamePosition): boolean {
  if (isToolAllowed || properNouns.has(plain)) return false;
  if (tools.has(plain) || /^\p{Ll}+\p{Lu}/u.test(plain)) return true;
  // A text with a slash was read as code.
  if (!/^\p{Lu}/u.test(plain) || plain.includes('/')) return false;
  const parts = plain.split('-');
  return !parts.every((part) => /^\p{Ll}/u.test(part) || (isWord(part) && (isFirst || !ambiguous.has(part))));
}

/** Names that are words too; with a capital inside a sentence they are names. */
const ambiguous = new Set([
  'Mark',
  'Will',
  'Max',
  'Rose',
  'Frank',
  'Grace',
  'Bill',
  'Hope',
  'Faith',
  'Joy',
  'Art',
  'Drew',
  'Chase',
]);

const wordSets = [neutralWords, adviceWords, ...[lexicon, states, nouns].flatMap((sets) => Object.values(sets))];

/** Returns true if a word is one of ours or of grammar, so that its capital means nothing. */
function isWord(word: string): boolean {
  const lower = word.toLowerCase();
  return lower.length <= 1 || isNumberWord(lower) || wordSets.some((set) => isIn(set, lower));
}
