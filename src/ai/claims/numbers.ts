import { matches } from '../../core/base/matches.ts';
import { contextOf } from './context.ts';
import type { NumberContext, SentencePosition } from './context.ts';
import type { StatementEvidence, Measure, Pair } from './ground.ts';
import { isOfTheSame } from './measureFit.ts';
import type { NumberToken } from './tokens.ts';
import { states } from './words.ts';

/** Binary fractions may be off by this much. */
const epsilon = 1e-6;

/** A number in a sentence, and the evidence that the sentence cites. */
export interface NumberPlace extends SentencePosition {
  readonly evidence: StatementEvidence;
  /** Days that the digest is about, for `the last 14 days`. */
  readonly days?: number;
}

/** Ways to compare a number with measurements. */
type Relation = 'equal' | 'about' | 'almost' | 'above' | 'atLeast' | 'below' | 'atMost';

/** Returns true if the number at a place is a measured one: of the same unit, of the same thing, in the same relation. */
export function isMeasured(place: NumberPlace): boolean {
  const token = place.tokens[place.at] as NumberToken;
  if (Number.isNaN(token.value) || token.unit === 'unknown' || isScaled(place)) return false;
  const context = contextOf(place);
  // "1.6 times as long as planned".
  const isTimes =
    context.after[0] === 'times' && matches(/^(?:as|the|more|less|fewer|longer|shorter)$/, context.after[1]);
  if (token.unit === 'ratio' || isTimes) return isRatio(token, context, place);
  // "25 % less than usual" isn't a share.
  if (token.unit === 'percent' && matches(differs, context.after[0])) return isDifference(token, context, place);
  // Part and whole, the wrong way round.
  if (context.whole && token.unit !== 'percent' && context.whole.value < token.value) return false;
  if (isPeriod(token, context, place)) return true;
  if (isShareOfTen(token, context, place)) return true;
  const readings =
    token.percent === undefined
      ? [token]
      : [token, { ...token, value: token.percent, unit: 'percent', tolerance: token.tolerance * 100 } as const];
  return place.evidence.measures.some((measure) =>
    readings.some((reading) => isNear(reading, measure, context) && isOfTheSame(measure, context)),
  );
}

/** `12-hundred`: not 12. */
function isScaled({ tokens, at }: NumberPlace): boolean {
  const next = tokens[at + 1]?.text === '-' ? tokens[at + 2] : tokens[at + 1];
  return matches(/^(?:dozen|score|hundred|thousand|million|billion)s?$/i, next?.text);
}

/** Words that put a number into a relation, nearest to it first. */
const relations: readonly [RegExp, Relation][] = [
  [
    /^than (?:more|longer|higher|greater|above|later|bigger|larger)\b|^(?:over|above|beyond|past|exceeds?|exceeding|exceeded)\b/,
    'above',
  ],
  [/^least at\b/, 'atLeast'],
  [/^(?:almost|nearly)\b|^(?:under|below) just\b/, 'almost'],
  [/^than (?:less|fewer|shorter|lower|smaller|earlier|below)\b|^(?:under|below)\b/, 'below'],
  [/^most at\b|^within\b|^to up\b/, 'atMost'],
  [/^(?:about|around|roughly|approximately|circa|some)\b|^to close\b/, 'about'],
];

function relationOf({ before, signs }: NumberContext, text: string): Relation {
  const near = before.join(' ');
  if (/[~\u2248]/.test(text + signs)) return 'about';
  if (/[>\u2265]/.test(text + signs)) return /\u2265/.test(text + signs) ? 'atLeast' : 'above';
  if (/[<\u2264]/.test(text + signs)) return /\u2264/.test(text + signs) ? 'atMost' : 'below';
  return relations.find(([pattern]) => pattern.test(near))?.[1] ?? 'equal';
}

/** Other bounds than those that are near say little, and are as good as invented. */
const loose = { above: 4 / 3, below: 2 / 3, almost: 0.85, about: 0.1 } as const;

type StatedNumber = Pick<NumberToken, 'value' | 'unit' | 'tolerance' | 'text'>;

function isNear({ value, unit, tolerance, text }: StatedNumber, measure: Measure, context?: NumberContext): boolean {
  if (measure.unit !== unit) return false;
  const relation = context ? relationOf(context, text) : 'equal';
  const real = measure.value;
  const isSame = Math.abs(real - value) <= tolerance + epsilon;
  // "over 7 days" is a stretch of time, and so is "within 9 days"; "6 h over 30 runs" has 30 of them.
  const isStretch =
    (matches(/^(?:days?|weeks?)$/, context?.after[0]) && matches(/^(?:over|within|past)$/, context?.before[0])) ||
    matches(/\b0 over #/, context?.segment);
  if (text.startsWith('\u2212') || text.startsWith('-'))
    return measure.words.includes('removed') && Math.abs(real + value) <= tolerance;
  if (unit === 'clock' || relation === 'equal' || isStretch) return isSame;
  if (isSame && (relation === 'atLeast' || relation === 'atMost')) return true;
  if (relation === 'above' || relation === 'atLeast') return real > value && real <= value * loose.above;
  if (relation === 'below' || relation === 'atMost') return real < value && real >= value * loose.below;
  if (relation === 'almost') return real < value && real >= value * loose.almost;
  return Math.abs(real - value) <= Math.max(tolerance, loose.about * value) + epsilon;
}

/** `the last 14 days`, `the past two weeks`: the days of the digest. */
function isPeriod({ value, unit }: NumberToken, { before, after }: NumberContext, { days }: NumberPlace): boolean {
  if (days === undefined || unit !== 'count' || !matches(/^(?:last|past)$/, before[0])) return false;
  return (matches(/^days?$/, after[0]) && value === days) || (matches(/^weeks?$/, after[0]) && value * 7 === days);
}

/** `two in five`, `seven out of ten`, `one of every ten`: a share, in which the second number is round and not measured. */
function isShareOfTen(token: NumberToken, context: NumberContext, { tokens, at, evidence }: NumberPlace): boolean {
  const isJoin = (text = '') => /^(?:in|of|out|every|each)$/.test(text);
  const skip = (from: number, step: 1 | -1): number => {
    let i = from + step;
    while (isJoin(tokens[i]?.text.toLowerCase())) i += step;
    return i;
  };
  const forward = isJoin(context.after[0]) ? tokens[skip(at, 1)] : undefined;
  const backward = isJoin(context.before[0]) ? tokens[skip(at, -1)] : undefined;
  const [part, whole] = forward?.is === 'number' ? [token, forward] : [backward, token];
  if (part?.is !== 'number' || part.unit !== 'count' || whole.unit !== 'count' || whole.value > 10) return false;
  if (whole.value <= part.value) return false;
  const reading = { value: (100 * part.value) / whole.value, unit: 'percent', tolerance: 2.5, text: '' } as const;
  const all = { ...context, after: context.clause };
  return evidence.measures.some((measure) => isNear(reading, measure) && isOfTheSame(measure, all));
}

/** `twice as often as usual`: against a usual or planned value. */
function isRatio({ value, text }: NumberToken, context: NumberContext, { evidence }: NumberPlace): boolean {
  const relation = relationOf(context, text);
  return pairsFor(context, evidence).some(({ ratio }) => {
    if (relation === 'above') return ratio > value && ratio <= value * loose.above;
    if (relation === 'atLeast') return ratio >= value && ratio <= value * loose.above;
    if (relation === 'below' || relation === 'almost') return ratio < value && ratio >= value * loose.below;
    if (relation === 'atMost') return ratio <= value && ratio >= value * loose.below;
    return Math.abs(ratio - value) <= loose.about * value;
  });
}

const differs = /^(?:more|less|fewer|longer|shorter|higher|lower)$/;

/** `24 % less than usual`: whether it is more or less is for the words to say. */
function isDifference({ value, tolerance }: NumberToken, context: NumberContext, { evidence }: NumberPlace): boolean {
  return pairsFor(context, evidence).some(
    ({ ratio }) => Math.abs(100 * Math.abs(ratio - 1) - value) <= tolerance + 0.5,
  );
}

/** The pairs of values that a sentence speaks of. */
function pairsFor({ sentence }: NumberContext, { pairs }: StatementEvidence): readonly Pair[] {
  const isPlanned = sentence.some((word) => word === 'planned' || word === 'estimated');
  const isUsual = sentence.some((word) => states.usual.has(word));
  return pairs.filter(({ against }) => (against === 'planned' ? isPlanned : isUsual && !isPlanned));
}
