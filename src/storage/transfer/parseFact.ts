import { collections } from '../../core/facts/facts.ts';
import type { Fact } from '../../core/facts/facts.ts';
import { isDay } from '../../core/time/days.ts';
import { isRecordPatch } from '../../core/records/recordState.ts';
import { wordsOf } from '../facts/codes.ts';
import { type Check, evidence, flag, learning, object, optional, reflection } from '../facts/shapes.ts';
import {
  isCount,
  isId,
  isLength,
  isLifetime,
  isNumber,
  isOffset,
  isSpanLength,
  isText,
  isTime,
} from '../facts/factLimits.ts';

const oneOf =
  (words: readonly string[]): Check =>
  (value) =>
    words.includes(value as string);

const place = {
  project: optional(isText),
  file: optional(isText),
  language: optional(isText),
  branch: optional(isText),
};
const edited = { rev: isCount, at: isTime, deleted: optional(flag) };
const counts = optional(object({ edits: isCount, added: isCount, removed: isCount }));
const kind = oneOf(wordsOf('kind'));
const source = oneOf(wordsOf('source'));
const provider = oneOf(wordsOf('provider'));

const lasting = { start: isTime, end: isTime, offset: isOffset };
const provenances: ReadonlySet<string> = new Set(wordsOf('provenance'));
const editsOf: Check = (value) =>
  object({})(value) && Object.entries(value as object).every(([key, each]) => provenances.has(key) && counts(each));
const ofSpan = {
  ...lasting,
  ...place,
  scheme: optional(isText),
  kind,
  source,
  signals: isCount,
  saves: isCount,
  edits: editsOf,
};
const ofRun = {
  ...place,
  start: isTime,
  end: optional(isTime),
  offset: isOffset,
  source,
  group: oneOf(wordsOf('group')),
};
const ofDiagnostic = {
  ...place,
  introduced: isTime,
  fixed: optional(isTime),
  offset: isOffset,
  severity: oneOf(wordsOf('severity')),
};
const ofTask = {
  ...edited,
  day: isDay,
  order: isNumber,
  title: isText,
  priority: oneOf(wordsOf('priority')),
  minutes: isCount,
  evidence,
};

const checks: Readonly<Record<Fact['type'], Readonly<Record<string, Check>>>> = {
  span: ofSpan,
  run: { ...ofRun, name: isText, exitCode: optional(isNumber) },
  diagnostic: { ...ofDiagnostic, reporter: optional(isText), code: optional(isText), message: isText, line: isCount },
  state: { at: isTime, offset: isOffset, state: oneOf(wordsOf('state')) },
  activity: { ...edited, ...lasting, title: isText, kind, project: optional(isText), errors: isCount, notes: isText },
  plan: { ...edited, day: isDay, provider, capacityMinutes: isCount, capacityEvidence: evidence, learning, reflection },
  planTask: { ...ofTask, doneAt: optional(isTime), source: provider, project: optional(isText) },
  document: { ...edited, ...lasting, collection: oneOf(collections), body: isText },
  record: {},
};

/**
 * Takes what was read from a file for a fact, when it is one.
 * @returns undefined unless every field is of the right type and within `factLimits`, and the end isn't before the start
 */
export function parseFact(value: unknown): Fact | undefined {
  const fact = value as Fact | null | undefined;
  const type = fact?.type;
  if (!fact || type === undefined || !Object.hasOwn(checks, type)) return undefined;
  if (type === 'record') return isRecordPatch(fact) ? fact : undefined;
  if (!object({ id: isId, ...checks[type] })(fact)) return undefined;
  const { start, end } = spanOf(fact);
  const isPossible =
    type === 'span' ? isSpanLength : type === 'document' || type === 'diagnostic' ? isLifetime : isLength;
  return end === undefined || isPossible(end - start) ? fact : undefined;
}

function spanOf(fact: Fact): { readonly start: number; readonly end?: number | undefined } {
  if (fact.type === 'diagnostic') return { start: fact.introduced, end: fact.fixed };
  return 'start' in fact ? fact : { start: 0 };
}
