import { matches } from '../../core/base/matches.ts';
import { isSigned, stateForms, type StatementEvidence } from './ground.ts';
import { isJudgment, isTrueJudgment } from './judgments.ts';
import { justBefore, type TextToken } from './tokens.ts';
import { isOtherThing, isUnknownModifier } from './modifiers.ts';
import { adviceWords, formsOf, isIn, isNeutral } from './vocabulary.ts';
import { dayParts, isProperNoun, lexicon, states, things } from './words.ts';
import { ownValue } from '../../core/base/ownValue.ts';

/** Ways to read a clause: statements must be measured; advice may use any words of a working day. */
export type Mood = 'statement' | 'advice' | 'question';

export interface Clause {
  readonly tokens: readonly TextToken[];
  readonly evidence: StatementEvidence;
  readonly mood: Mood;
}

/** Words of a clause that state something which the evidence does not, as they stand in it. */
export function unsupportedWords(clause: Clause): string[] {
  const words = clause.tokens.map((token) => (token.is === 'word' ? token.text : undefined));
  return words.flatMap((word, at) => {
    if (word === undefined) return [];
    const lower = words.map((one) => one?.toLowerCase() ?? '');
    return partsOf(word.toLowerCase()).every((part) => isSupported(part, { ...clause, words: lower, at }))
      ? []
      : [word];
  });
}

/** A compound of known words needs no evidence. */
function partsOf(word: string): string[] {
  return word.split('-').filter((part) => part !== '');
}

interface WordPosition extends Clause {
  readonly words: readonly string[];
  readonly at: number;
}

type WordProof = (word: string, place: WordPosition) => boolean;

/** Classes of words that state something, with how each is proven. The first that a word belongs to decides. */
const classes: readonly [isOne: (word: string, place: WordPosition) => boolean, isProven: WordProof][] = [
  [(word) => /n[\u2019']t$/.test(word) || (lexicon.negation.has(word) && word !== 'stop'), isNegationProven],
  [
    (word, place) => isIn(lexicon.weekday, word) || (lexicon.month.has(word) && isMonth(word, place)),
    (word, { evidence }) => stands(word, evidence),
  ],
  [(word) => isIn(lexicon.moment, word), isMomentProven],
  [(word) => lexicon.superlative.has(word), isSuperlativeProven],
  [(word) => lexicon.universal.has(word), isUniversalProven],
  [(word) => isIn(lexicon.up, word) && !isNeutral(word), (word, place) => isDirectionProven(word, place, 1)],
  [(word) => isIn(lexicon.down, word) && !isNeutral(word), (word, place) => isDirectionProven(word, place, -1)],
  [isEquality, isEqualityProven],
  [
    (word) => isIn(lexicon.compare, word),
    (word, { evidence, mood, words }) =>
      stands(word, evidence) || (mood === 'advice' && !words.includes('than') && !word.endsWith('ed')),
  ],
  [(word) => lexicon.cause.has(word), isCauseProven],
  [(word) => isIn(lexicon.person, word), isPersonProven],
  [isJudgment, isJudgmentProven],
  [
    (word) =>
      ['pass', 'done', 'open', 'fail', 'added', 'removed'].some((state) => isIn(states[state as 'pass'], word)) &&
      !isNeutral(word),
    isStateProven,
  ],
];

function isSupported(word: string, place: WordPosition): boolean {
  if (word.length <= 1) return place.mood !== 'advice' || !isUnknownModifier(place.words, place.at);
  const found = classes.find(([isOne]) => isOne(word, place));
  if (found) return found[1](word, place);
  if (stands(word, place.evidence)) return true;
  if (place.mood === 'statement' && isOfOtherTopic(word, place.evidence)) return false;
  if (isNeutral(word)) return place.mood !== 'statement' || !isOtherThing(place.words, place.at);
  if (place.mood === 'advice') return !isUnknownModifier(place.words, place.at);
  return place.mood === 'question' && (isIn(adviceWords, word) || isProperNoun(word));
}

/** Returns true if a word is for a thing that no cited fact is about. */
function isOfOtherTopic(word: string, { grounds }: StatementEvidence): boolean {
  const topics = things.find(([words]) => isIn(words, word))?.[1];
  const known = grounds.flatMap(({ topic }) => topic ?? []);
  return topics !== undefined && known.length > 0 && !known.some((topic) => topics.has(topic));
}

/** "It may fail", but "it failed in May". */
function isMonth(word: string, { tokens, at }: WordPosition): boolean {
  return word !== 'may' || (at > 0 && tokens[at]?.text === 'May');
}

function stands(word: string, { words }: StatementEvidence): boolean {
  return formsOf(word).some((form) => words.has(form));
}

/** `with no edit in between`: the evidence negates the same thing. Advice may say what not to do. */
function isNegationProven(word: string, { words, at, evidence, mood }: WordPosition): boolean {
  if (mood === 'advice' && /^(?:not|no|nothing|without|don['\u2019]t|cannot|free|stop)$/.test(word)) return true;
  if (word === 'few' || word === 'little') return words[at - 1] === 'a' || stands(word, evidence);
  if (word === 'stop' || word === 'cease') return stands(word, evidence);
  const what = words.slice(at + 1).find((one) => one !== '' && !/^(?:a|an|the|any|been|be|of|in)$/.test(one));
  return what !== undefined && stateForms(what).some((form) => evidence.negated.has(form));
}

function isMomentProven(word: string, { evidence, mood, words, at }: WordPosition): boolean {
  if (stands(word, evidence)) return true;
  if (mood === 'advice' && (word === 'today' || word === 'recently')) return word === 'today';
  if (word === 'recently' || word === 'lately') return true;
  const part = ownValue(dayParts, word.replace(/s$/, ''));
  if (!part) return false;
  // "Reserve a morning for it" says nothing of mornings, "fix the morning failures" does.
  const next = words[at + 1] ?? '';
  if (mood !== 'statement' && /^(?:|for|of|to|on|with|and)$/.test(next)) return true;
  const [from, to] = part;
  return evidence.grounds.some(({ values = {} }) => {
    const { fromHour, toHour } = values;
    return fromHour !== undefined && fromHour >= from && (toHour ?? fromHour + 1) <= to;
  });
}

/** The second word of "as long as usual", or the "as" of "the same as". */
function isEquality(word: string, { words, at }: WordPosition): boolean {
  if (word !== 'as') return false;
  const isSecond = words[at - 2] === 'as' && !matches(/^(?:soon|well|far|long|if|such)$/, words[at - 1]);
  const isLength =
    words[at - 2] === 'as' && words[at - 1] === 'long' && matches(/^(?:usual|planned|before|it)$/, words[at + 1]);
  return isSecond || isLength || words[at - 1] === 'same' || words[at + 1] === 'usual' || words[at + 1] === 'before';
}

/** "as long as usual" needs two values that are as good as equal; with a number before it, the number was compared. */
function isEqualityProven(_: string, { tokens, at, words, evidence }: WordPosition): boolean {
  if (justBefore(tokens, at, 4).some((token) => token.is === 'number')) return true;
  const against = words.includes('planned') || words.includes('estimated') ? 'planned' : 'usual';
  const pairs = evidence.pairs.filter((pair) => pair.against === against);
  return pairs.length > 0 && pairs.every(({ ratio }) => Math.abs(ratio - 1) <= 0.05);
}

/** `longest` needs a longest value, `most runs` a share above a half. */
function isSuperlativeProven(word: string, { evidence, words, at, mood, tokens }: WordPosition): boolean {
  if (stands(word, evidence)) return true;
  // A part of "at least", "at most", which belongs to its number.
  if (words[at - 1] === 'at') return true;
  if (mood === 'advice' && !/^(?:mostly|mainly|majority|chiefly)$/.test(word)) return true;
  if (!/^(?:most|mostly|mainly|majority)$/.test(word)) return word === 'latest' && stands('last', evidence);
  const hasHours =
    tokens.some((token) => token.is === 'number' && token.unit === 'clock') ||
    words.some((one) => Object.hasOwn(dayParts, one.replace(/s$/, '')));
  const shares = evidence.measures.filter(
    ({ unit, key }) =>
      unit === 'percent' && key !== undefined && (key === 'inHoursShare') === hasHours && key !== 'timeInHoursShare',
  );
  const isPass = words.some((one) => states.pass.has(one) || states.open.has(one));
  return (word !== 'mostly' || hasHours) && !isPass && shares.length > 0 && shares.every(({ value }) => value > 50);
}

/** `all` needs a share of the whole, or days of as many days; "in all" and "of all errors" are no such statements. */
function isUniversalProven(word: string, { evidence, words, at, mood, tokens }: WordPosition): boolean {
  const before = words[at - 1];
  if (word === 'all' && (before === 'in' || (before === 'of' && evidence.words.has('all')))) return true;
  // A rate, as in "6 an hour, each hour": whether it is the right one is for the number to say.
  if (/^(?:each|every)$/.test(word) && justBefore(tokens, at, 3).some(({ is }) => is === 'number')) return true;
  // "Each usually takes 6 min" says so of none in particular.
  if (/^(?:each|every)$/.test(word) && /\b(?:as a rule|on average|typically|usually|normally)\b/.test(words.join(' ')))
    return true;
  if (mood === 'advice') return !/^(?:only|always|constantly)$/.test(word) || at <= 3 || word === 'only';
  if (word === 'only') return true;
  return evidence.measures.some(({ unit, value, key }) => unit === 'percent' && key !== undefined && value === 100);
}

/** More or less than usual or planned, by values that say so. */
function isDirectionProven(word: string, place: WordPosition, direction: 1 | -1): boolean {
  const { words, at, mood, evidence } = place;
  // Words of a number were checked with it.
  if (isOfNumber(place)) return true;
  const isPlain =
    !words.includes('than') &&
    !/(?:ed|ose|ell|ew|ank|isen|allen)$/.test(word) &&
    !/^(?:double|triple|quadruple|halve)/.test(word);
  if (isPlain && (mood === 'advice' || (mood === 'question' && /\b(?:could|would|help)\b/.test(words.join(' ')))))
    return true;
  // "write down", "hold up": the word is a part of a verb.
  if (word === 'up' || word === 'down') {
    if (!matches(/^(?:is|are|was|were|been|be|go|goes|went|gone|going|move|moved|by|further)$/, words[at - 1]))
      return true;
  }
  const than = words.indexOf('than');
  const reference = words.slice(than + 1);
  const against =
    (['planned', 'estimated', 'plan'].some((one) => reference.includes(one)) && 'planned') ||
    (reference.some((one) => states.usual.has(one)) && 'usual');
  const isWeek = than < 0 && words.some((one) => /^weeks?$/.test(one));
  const kind = against || (isWeek ? 'usual' : undefined);
  return (
    kind !== undefined &&
    isSigned(
      evidence.pairs.filter((pair) => pair.against === kind),
      direction,
    )
  );
}

/** "more than 12", "over 7 days": a number comes right behind it. */
function isOfNumber({ tokens, at }: WordPosition): boolean {
  for (let i = at + 1; i <= at + 3; i++) {
    if (tokens[i]?.is === 'number') return true;
    if (tokens[i]?.is !== 'word' || !matches(/^(?:than|a|an|the|about|some)$/, tokens[i]?.text)) return false;
  }
  return false;
}

/** No measurement says why. Advice and questions may look for causes. */
function isCauseProven(word: string, { evidence, mood, words, at }: WordPosition): boolean {
  if (stands(word, evidence) || (/^ma(?:ke|kes|de)$/.test(word) && words[at + 1] === 'up')) return true;
  if (mood === 'statement') return false;
  if (mood === 'advice' && /^(?:make|makes|made)$/.test(word)) return word === 'make' || words[at - 1] === 'what';
  if (mood === 'question') return /^(?:why|cause|reason|make|made|makes|lead|led|explain|explains)$/.test(word);
  if (/^(?:because|since|due|owing|therefore|hence|thus|thanks|fault|blame|consequently|makes|made|led)$/.test(word))
    return false;
  return word !== 'cause' || words[at + 1] !== 'by';
}

function isPersonProven(word: string, { evidence, mood }: WordPosition): boolean {
  return stands(word, evidence) || (mood === 'advice' && isIn(lexicon.helper, word));
}

function isJudgmentProven(word: string, { evidence, mood }: WordPosition): boolean {
  return mood === 'advice' || isTrueJudgment(word, evidence);
}

/** `failed` needs failures, `done` something done. */
function isStateProven(word: string, { evidence, mood, words, at }: WordPosition): boolean {
  if (mood === 'advice') return true;
  // "never done" and "with no edit" are proven by their negation.
  if (justBefore(words, at, 2).some((one) => lexicon.negation.has(one))) return true;
  return stateForms(word).some((form) => evidence.words.has(form));
}

/** Returns true if a text reads as English: at least half of its words are known, by grammar or by the evidence. */
export function isEnglish({ tokens, evidence }: Clause): boolean {
  const words = tokens.flatMap((token) => (token.is === 'word' ? token.text.toLowerCase().split('-') : []));
  const known = words.filter(
    (word) =>
      isNeutral(word) ||
      isIn(adviceWords, word) ||
      stands(word, evidence) ||
      Object.values(lexicon).some((set) => isIn(set, word)),
  );
  return words.length < 3 || known.length * 2 >= words.length;
}
