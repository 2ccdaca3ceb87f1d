import { matches } from '../../core/base/matches.ts';
import type { NumberContext } from './context.ts';
import { isContradicted } from './contradictions.ts';
import type { Measure } from './ground.ts';
import { nameMark, upTo } from './tokens.ts';
import { isIn } from './vocabulary.ts';
import { dayParts, lexicon, nouns, states } from './words.ts';
import type { State } from './words.ts';

/** Returns true if a measure is of what the words around a number say it is of. */
export function isOfTheSame(measure: Measure, context: NumberContext): boolean {
  return (
    !isOfPersons(context) &&
    !isContradicted(measure, context) &&
    isOfNoun(measure, context) &&
    isOfState(measure, context) &&
    isOfStatistic(measure, context) &&
    isOfRate(measure, context) &&
    hasOwnWords(measure, context)
  );
}

/** At most a few adjectives come between a number and the noun it counts. */
const nounReach = 3;
const stops =
  /^(?:of|on|in|at|for|from|to|and|or|with|within|without|by|per|a|an|the|is|are|was|were|in|each|every|but|while|than|out|as|that|which|over|during|between)$/;

function nounsBehind({ after }: Pick<NumberContext, 'after'>): readonly string[] {
  return upTo(after.slice(0, nounReach), (word) => stops.test(word));
}

function isOfPersons(context: NumberContext): boolean {
  return nounsBehind(context.whole ?? context).some((word) => isIn(lexicon.person, word));
}

const known = new Set(Object.values(nouns).flatMap((set) => [...set]));
/** Values whose name is a noun: a statement must use that noun. */
const needsNoun =
  /^(?:runs|errors|days|weeks|projects|files|branches|tasks|commits|lines|stretches|reviews|ofWorkdays|ofBranches|workdays|linesAdded|linesRemoved)$/;

function isOfNoun(measure: Measure, context: NumberContext): boolean {
  if (measure.unit !== 'count') return measure.unit !== 'percent' || isShareOf(measure, context);
  const behind = nounsBehind(context.whole ?? context);
  const counted = behind.filter((word) => isIn(known, word));
  const allowed = allowedNouns(measure);
  if (measure.key === undefined) return counted.length === 0 || counted.some((word) => isIn(allowed, word));
  const isNamed = counted.some((word) => isIn(allowed, word));
  if (counted.length > 0 && !isNamed) return false;
  const isMissing = counted.length === 0 && behind.some((word) => isThing(word));
  if (isMissing) return false;
  if (!needsNoun.test(measure.key) || isNamed || context.isWholeOf) return true;
  // "3858 lines added and 912 removed".
  if (isState(behind[0]) && context.clause.some((word) => isIn(allowed, word))) return true;
  return context.before.slice(0, 2).some((word) => isIn(allowed, word));
}

function isState(word: string | undefined): boolean {
  return word !== undefined && Object.values(states).some((set) => isIn(set, word));
}

/** A word after a number that is not a state is the thing that is counted. */
function isThing(word: string): boolean {
  return word.endsWith('s') && !isIn(states.fail, word) && !isIn(states.pass, word);
}

function allowedNouns({ words, key }: Measure): ReadonlySet<string> {
  const singulars = words.flatMap((word) => [word, word.replace(/s$/, '')]);
  return new Set(
    singulars.flatMap((word) => [word, ...(key === undefined ? [] : (nouns[word as keyof typeof nouns] ?? []))]),
  );
}

/** `20 % of all errors`: a share of what its name says. */
function isShareOf({ key = '', topic, words }: Measure, { after, clause, sentence, hasClock }: NumberContext): boolean {
  if (key === '') return true;
  const of = after.indexOf('of');
  const whole =
    of >= 0 && of <= 1
      ? after
          .slice(of + 1)
          .find((word) => !/^(?:all|the|its|your|their|every|each|these|those|planned|measured)$/.test(word))
      : undefined;
  const isTime = topic !== undefined && /^(?:project|language|kind|hour|focus|total|week)$/.test(topic);
  const has = (list: readonly string[], pattern: RegExp) => list.some((word) => pattern.test(word));
  if (key === 'inHoursShare')
    return (
      (hasClock || sentence.some((word) => Object.hasOwn(dayParts, word.replace(/s$/, '')))) && !has(clause, /^times?$/)
    );
  if (key === 'timeInHoursShare') return hasClock && has(clause, /^times?$/);
  if (key === 'ofUsualShare') return has(sentence, /^(?:usual|usually|typical|normal)$/);
  if (whole === undefined) return true;
  if (/^(?:share|focusShare)$/.test(key) && isTime) return /^(?:times?|work|hours?|weeks?|days?)$/.test(whole);
  if (key === 'share') return /^errors?$/.test(whole) || topic !== 'error';
  if (key === 'failShare') return /^(?:runs?|times?|builds?|executions?|attempts?|cases)$/.test(whole);
  if (key === 'doneShare') return /^tasks?|plans?|items?$/.test(whole);
  return words.slice(0, -1).some((word) => isIn(new Set([word, word.replace(/s$/, '')]), whole));
}

/** Distinct states; a number for one is never a number for another. */
const apart: readonly State[] = ['fail', 'pass', 'done', 'open', 'fix', 'added', 'removed', 'plan', 'wait'];

function isOfState(measure: Measure, context: NumberContext): boolean {
  if (isOfFailures(context) && !measure.words.some((word) => isIn(states.fail, word))) return false;
  if (context.isWholeOf && measure.unit === 'count') return true;
  const { after } = context.whole ?? context;
  // "You fixed all of the 24 errors", unlike "fix the 24 errors".
  const verb = context.before.find((word) => !/^(?:the|all|of|these|those|your)$/.test(word)) ?? '';
  const nearest = verb.endsWith('ed') ? [verb] : context.before.slice(0, 1);
  const mentioned = statesIn([...after.slice(0, 5), ...nearest]);
  const own = apart.filter((state) => measure.words.some((word) => isIn(states[state], word)));
  const isOwn = mentioned.some((state) => own.includes(state));
  if (mentioned.includes('pass') || mentioned.includes('open')) return isOwn;
  if (measure.unit === 'minutes') {
    if (mentioned.includes('plan') && !mentioned.includes('wait'))
      return own.includes('plan') || measure.topic === 'estimate';
    return !own.includes('plan') || mentioned.includes('plan');
  }
  if (own.length > 0) return mentioned.length === 0 || isOwn || mentioned.every((state) => state === 'plan');
  if (measure.key === undefined) return true;
  // "failed 30 times", "40 tasks have been done": the counted things are in that state, and this value covers all of them.
  const joined = upTo(after.slice(0, 6), (word) => /^(?:and|but|or|while)$/.test(word));
  const near = statesIn([...joined, ...nearest]);
  const isOfAll = /^(?:runs|count|errors|tasks|reviews|days)$/.test(measure.key);
  return !isOfAll || !near.some((state) => /^(?:fail|done|fix|removed|added)$/.test(state));
}

/** `5 h of failures`, `9 days with failures`: not of everything. */
function isOfFailures({ after, segment }: NumberContext): boolean {
  // "30 runs of run-1 failed".
  if (segment.includes(`of ${nameMark}`)) return false;
  return after.slice(0, 4).some((word, i) => isIn(states.fail, word) && matches(/^(?:of|on|with|in)$/, after[i - 1]));
}

function statesIn(words: readonly string[]): State[] {
  return apart.filter((state) => words.some((word) => states[state].has(word)));
}

const statistics: readonly [said: RegExp, key: RegExp, mustNot: RegExp][] = [
  [
    /^(?:total|altogether|overall|summed)$/,
    /^(?:minutes|.*total.*|.*waitminutes|.*brokenminutes|.*plannedminutes|.*workedminutes)$/,
    /median|longest|usual|perday|typical/,
  ],
  [/^(?:median|average|mean|rule|typically|usually|normally|each)$/, /median|usual|perday|typical/, /total|longest/],
  [/^(?:longest|maximum)$/, /longest|max/, /total|median|usual|perday/],
];

/** `13 min in all` is a total, `13 min a run` a median. The text after a number decides, otherwise the text before it. */
function isOfStatistic({ key, unit }: Measure, { before, after }: NumberContext): boolean {
  if (unit !== 'minutes' || key === undefined) return true;
  const name = key.toLowerCase();
  const marked = (text: string) => {
    const words = text
      .replace(/\bin all\b/g, 'total')
      .replace(/\b(?:an?|per) (?:run|time|task|fix|review|stretch|error|break|build|test)\b/g, 'each')
      .split(' ');
    return statistics.find(([pattern]) => words.some((word) => pattern.test(word)));
  };
  const found = marked(after.join(' ')) ?? marked(before.toReversed().join(' '));
  if (/longest|max/.test(name)) return found?.[0].test('longest') === true;
  return !found || (found[1].test(name) && !found[2].test(name));
}

/** `6.2 an hour`, `13 min a run`, `40 minutes a day`. */
function isOfRate({ key, words, unit }: Measure, { after, sentence }: NumberContext): boolean {
  if (key === undefined) return true;
  const at = after.findIndex(
    (word, i) =>
      /^(?:a|an|per|each|every)$/.test(word) &&
      matches(/^(?:hour|minute|second|day|week|month|run|time|task)$/, after[i + 1]),
  );
  const per = at >= 0 ? after[at + 1] : after.find((word) => word === 'per');
  const isPerHour = words.includes('per') && words.includes('hour');
  if (isPerHour)
    return (per === undefined || per === 'hour') && sentence.some((word) => word === 'hour' || word === 'hourly');
  if (per === undefined) return true;
  if (per === 'day') return /perDay|usual/i.test(key);
  if (per === 'run' || per === 'time' || per === 'task') return unit === 'minutes' && /median/i.test(key);
  return false;
}

/** Words in a value's name that a statement must contain too, so that it doesn't mean another value with the same number. */
type WordTest = (context: NumberContext & { readonly topic: string | undefined }) => boolean;
const ownWords: readonly [key: RegExp, said: WordTest][] = [
  [/^(?:usual|typical)/, ({ sentence }) => sentence.some((word) => states.usual.has(word))],
  [/^fail(?:ures|Share)$/, (context) => says(context, 'fail') || isBarePart(context)],
  [/^failDays$|Failures$/, (context) => says(context, 'fail')],
  [/^of[A-Z].*(?:days|Days|Branches)$/, ({ isWholeOf }) => isWholeOf],
  [/^singleFailures$/, (context) => says(context, 'single')],
  // Days on which something ran are not those on which it failed.
  [
    /^days$/,
    (context) =>
      context.topic !== 'run' ||
      context.isWholeOf ||
      !says(context, 'fail') ||
      context.clause.some((word) => /^r[au]ns?$/.test(word)),
  ],
  [/^failedInARow$/, (context) => says(context, 'row') && says(context, 'fail')],
  [/^brokenMinutes$/, (context) => says(context, 'fail')],
  [/^fixed$/, (context) => says(context, 'fix')],
  [/Fix(?:Minutes|Hours)$/, ({ sentence }) => sentence.some((word) => isIn(states.fix, word))],
  [/^done(?:Share)?$/, (context) => says(context, 'done') || isBarePart(context)],
  [/WithoutEdits$|^turnDays$/, (context) => says(context, 'edit') && says(context, 'change')],
  [/^turns$/, (context) => says(context, 'change') && !says(context, 'edit')],
  [/^idleDays$|WaitDays$/, (context) => says(context, 'idle')],
  [/^linesAdded$/, (context) => !says(context, 'removed') || says(context, 'added')],
  [/^linesRemoved$/, (context) => says(context, 'removed')],
  [/^reviewed$/, (context) => says(context, 'review')],
  [
    /^project.*PerHour|^projectSwitches|^usualProject/,
    ({ clause, sentence }) =>
      hasForm(clause, 'project') || (hasForm(sentence, 'project') && !hasForm(sentence, 'file')),
  ],
  [/^fileSwitches/, ({ clause }) => hasForm(clause, 'file')],
];

function hasOwnWords({ key, topic }: Measure, around: NumberContext): boolean {
  if (key === undefined) return true;
  const context = { ...around, topic };
  const isInARow = /\b(?:in a row|consecutive|straight|running|in succession)\b/.test(context.after.join(' '));
  if (isInARow && key !== 'failedInARow') return false;
  // "a usual week has 40 h", which are not those of this week.
  if (
    /\b(?:day|week|one) (?:usual|typical|normal)\b/.test(context.before.join(' ')) &&
    !/usual|typical|perDay/i.test(key)
  )
    return false;
  const isLastRuns = matches(/^(?:first|next|last)$/, context.before[0]);
  // "the last 2 runs" are those in a row; "the first two" are never measured.
  if (isLastRuns && key !== 'failedInARow' && !matches(/^(?:day|week)s?$/, context.after[0])) return false;
  return ownWords.every(([pattern, applies]) => !pattern.test(key) || applies(context));
}

/** `12 of 30 runs`, `40 % of the runs`: another text of the item contains the words for the whole. */
function isBarePart({ isPartOf, after, sentence }: NumberContext): boolean {
  const isOf = after[0] === 'of' && !matches(/^(?:which|whom|what)$/, after[1]);
  return (isPartOf || isOf) && statesIn(sentence).every((state) => state === 'plan');
}

function says({ clause, sentence }: NumberContext, state: State): boolean {
  return (clause.length === 0 || /^(?:fail|idle|edit|change|row)$/.test(state) ? sentence : clause).some((word) =>
    isIn(states[state], word),
  );
}

function hasForm(words: readonly string[], word: string): boolean {
  return words.some((one) => one === word || one === `${word}s`);
}
