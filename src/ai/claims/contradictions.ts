import { matches } from '../../core/base/matches.ts';
import type { NumberContext } from './context.ts';
import type { Measure, StatementEvidence } from './ground.ts';

/** Meaning of the words around a number that rules a measure out. `segment` is that of `NumberContext`. */
interface Contradiction {
  readonly pattern: RegExp;
  /** The measures that are none of what is said. */
  readonly isOther: (measure: Measure & { readonly key: string }) => boolean;
}

const isTime = ({ unit }: Measure): boolean => unit === 'minutes';
const isOneOfMany = ({ key }: { readonly key: string }): boolean => /median|perDay|typical/i.test(key);

const contradictions: readonly Contradiction[] = [
  // "18 tasks took 6 days each": what is counted is a sum.
  { pattern: /# (?:\S+ ){0,2}each\b(?! (?:hour|day)\b)/, isOther: (measure) => !isOneOfMany(measure) },
  // "waits 13 min", "idle for 3 days".
  {
    pattern: /\b(?:idle|untouched|still|quiet|wait|waits|waited|waiting)(?: for| since)?(?: \S+)? #/,
    isOther: ({ words, topic }) => topic !== 'review' && !words.some((word) => /^(?:wait|idle)$/.test(word)),
  },
  // "a failed run takes 13 min", "12 failures cost 6 h": runs are timed, whatever came of them.
  { pattern: /\b(?:fail|red\b|broke|crash)/, isOther: (measure) => isTime(measure) && measure.topic === 'run' },
  // Time that nobody lost.
  {
    pattern: /\b(?:los[est]+|losing|wast\S*|costs?)\b/,
    isOther: (measure) =>
      (isTime(measure) || measure.unit === 'percent') &&
      matches(/^(?:total|week|hour|branch|project|language|kind|focus|plan)$/, measure.topic),
  },
  // "was merged after 3 days": nothing says when a thing came, except of reviews.
  { pattern: /\bafter (?:\S+ )?#/, isOther: ({ unit, topic }) => unit !== 'clock' && topic !== 'review' },
  { pattern: /\bsav\S* #/, isOther: isTime },
  // A number that names something, as in "exit code 12".
  {
    pattern: /\b(?:codes?|lines?|versions?|pages?|chapters?|steps?|status|numbers?|ports?|levels?|parts?|sections?) #/,
    isOther: ({ unit }) => unit === 'count',
  },
  { pattern: /\bwork\S* (?:for )?# weeks?\b/, isOther: () => true },
  { pattern: /# (?:long )?(?:breaks?|interruptions?|pauses?)\b/, isOther: isTime },
  // A sum is not what is usual.
  {
    pattern: /\b(?:usually|normally|typically|as a rule)\b.*#|# \S+ (?:usually|normally|typically|as a rule)\b/,
    isOther: ({ key, unit }) => unit === 'count' && !/usual|typical|median|per|ratio/i.test(key),
  },
  { pattern: /\b(?:usual|normal|typical) day\b/, isOther: ({ topic }) => topic === 'week' },
  {
    pattern: /\bcod(?:ed|ing)\b/,
    isOther: ({ unit, topic }) => /^(?:minutes|percent)$/.test(unit) && topic !== 'kind',
  },
  { pattern: /\b(?:chang|edit)\S*\b/, isOther: ({ topic }) => topic === 'file' },
  { pattern: /# lines of\b/, isOther: ({ key }) => /^lines(?:Added|Removed)$/.test(key) },
  { pattern: /\bat #/, isOther: ({ key, topic, unit }) => unit === 'clock' && (key === 'toHour' || topic === 'file') },
  { pattern: /\bweeks\b/, isOther: ({ key, topic }) => topic === 'week' && key === 'minutes' },
  { pattern: /\b(?:last|past|previous) week\b/, isOther: ({ topic }) => topic !== 'week' },
  { pattern: /\b(?:last|past|previous) (?:hour|day|month|quarter|year|sprint)\b/, isOther: () => true },
  // "broken between 13:00 and 16:00 on 6 days": only shares are stated by the hour.
  { pattern: /9:00/, isOther: ({ key, topic, unit }) => topic === 'file' && unit !== 'clock' && !/inHours/i.test(key) },
  { pattern: /# lines?(?: were| was)? changed\b/, isOther: ({ key }) => /^lines(?:Added|Removed)$/.test(key) },
  { pattern: /\b(?:before|until|till|by|to) #/, isOther: ({ key }) => key === 'fromHour' },
  { pattern: /\b(?:before|after|from|since) #/, isOther: ({ key }) => key === 'toHour' },
  {
    pattern: /\blongest (?:break|interruption|pause|gap|day|task|run|wait|review|error)\b/,
    isOther: ({ topic }) => topic === 'focus',
  },
  { pattern: /\blongest (?:stretch|session|block|break|day|task|run)\b/, isOther: ({ topic }) => topic === 'review' },
  // Waiting isn't work.
  {
    pattern: /^(?!.*\bwait).*\b(?:spen[dt]s?|worked|of work|you (?:reviewed|gave|wrote|did|made)|others)\b/,
    isOther: ({ topic, key }) => topic === 'review' && key !== 'reviewed',
  },
];

/** Stretches of time that a statement is about and that no cited fact is, such as "this month". */
export function unmeasuredPeriods(sentence: string, { grounds }: Pick<StatementEvidence, 'grounds'>): string[] {
  const found = sentence.match(/\bthis (?:hour|morning|afternoon|evening|week|month|quarter|year|sprint)\b/gi) ?? [];
  const isWeekly = grounds.some(({ topic }) => topic === 'week');
  return found.filter((period) => !isWeekly || !/week$/i.test(period));
}

/** Returns true if the words around a number say that it is of something else than a measure. */
export function isContradicted({ key, ...measure }: Measure, { segment }: Pick<NumberContext, 'segment'>): boolean {
  if (key === undefined) return false;
  return contradictions.some(({ pattern, isOther }) => pattern.test(segment) && isOther({ ...measure, key }));
}
