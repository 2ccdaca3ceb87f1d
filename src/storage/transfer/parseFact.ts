import { type Check, isBoolean, listOf, oneOf, shape } from '../../core/base/checks.ts';
import { collections, oldCollections } from '../../core/facts/facts.ts';
import type { Fact } from '../../core/facts/facts.ts';
import { isRecordPatch } from '../../core/records/recordState.ts';
import { wordsOf } from '../facts/codes.ts';
import {
  isCount,
  isFactDay,
  isId,
  isLength,
  isLifetime,
  isNumber,
  isOffset,
  isSpanLength,
  isNameText,
  isText,
  isTime,
  isTimeOrNone,
} from '../../core/facts/factLimits.ts';

const id = isId;
const names = { project: isNameText, file: isNameText, language: isNameText, branch: isNameText };
const edited = { id, rev: isCount, at: isTime };
const lasting = { start: isTime, end: isTime, offset: isOffset };
const kind = oneOf(wordsOf('kind'));
const source = oneOf(wordsOf('source'));
const provider = oneOf(wordsOf('provider'));
const evidence = listOf(shape({ id: isText, text: isText }), Number.POSITIVE_INFINITY);
const learning = shape({ title: isText, minutes: isCount, done: isBoolean, evidence });
const reflection = shape({ question: isText, answer: isText, evidence });

const provenances: ReadonlySet<string> = new Set(wordsOf('provenance'));
const isCounts = shape({ edits: isCount, added: isCount, removed: isCount });
const isEdits: Check<object> = (value): value is object => {
  if (!shape({})(value)) return false;
  for (const [key, counts] of Object.entries(value))
    if (!provenances.has(key) || (counts !== undefined && !isCounts(counts))) return false;
  return true;
};

const checks: Readonly<Record<Exclude<Fact['type'], 'record'>, Check<object>>> = {
  span: shape(
    { id, ...lasting, kind, source, signals: isCount, saves: isCount, edits: isEdits },
    // A rule that only a newer version knows is left out when the fact is recorded.
    { ...names, scheme: isText, rule: isText },
  ),
  run: shape(
    { id, start: isTime, offset: isOffset, source, group: oneOf(wordsOf('group')), name: isText },
    { ...names, end: isTime, exitCode: isNumber },
  ),
  diagnostic: shape(
    { id, introduced: isTime, offset: isOffset, severity: oneOf(wordsOf('severity')), message: isText, line: isCount },
    { ...names, fixed: isTime, reporter: isText, code: isText },
  ),
  state: shape({ id, at: isTime, offset: isOffset, state: oneOf(wordsOf('state')) }),
  activity: shape(
    { ...edited, ...lasting, title: isText, kind, errors: isCount, notes: isText },
    { deleted: isBoolean, project: isText },
  ),
  plan: shape(
    { ...edited, day: isFactDay, provider, capacityMinutes: isCount, capacityEvidence: evidence },
    { deleted: isBoolean, learning, reflection },
  ),
  planTask: shape(
    {
      ...edited,
      day: isFactDay,
      order: isNumber,
      title: isText,
      priority: oneOf(wordsOf('priority')),
      minutes: isCount,
      evidence,
      source: provider,
    },
    { deleted: isBoolean, doneAt: isTime, project: isText },
  ),
  document: shape(
    {
      ...edited,
      start: isTimeOrNone,
      end: isTimeOrNone,
      offset: isOffset,
      collection: oneOf([...collections, ...oldCollections]),
      body: isText,
    },
    { deleted: isBoolean },
  ),
};

/**
 * Returns a value from a file as a fact, if it is one.
 * @returns undefined unless every field is of the right type and within `factLimits`, and the end isn't before the start
 */
export function parseFact(value: unknown): Fact | undefined {
  const fact = value as Fact | null | undefined;
  const type = fact?.type;
  if (type === 'record') return isRecordPatch(fact) ? fact : undefined;
  if (!fact || type === undefined || !Object.hasOwn(checks, type) || !checks[type](fact)) return undefined;
  const { start, end } = spanOf(fact);
  const isPossible =
    type === 'span' ? isSpanLength : type === 'document' || type === 'diagnostic' ? isLifetime : isLength;
  return end === undefined || isPossible(end - start) ? fact : undefined;
}

function spanOf(fact: Fact): { readonly start: number; readonly end?: number | undefined } {
  if (fact.type === 'diagnostic') return { start: fact.introduced, end: fact.fixed };
  return 'start' in fact ? fact : { start: 0 };
}
