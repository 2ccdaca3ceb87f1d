import { collections } from '../../core/facts/facts.ts';
import type { Fact } from '../../core/facts/facts.ts';
import { wordsOf } from '../facts/codes.ts';

type Check = (value: unknown) => boolean;

const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const count: Check = (value) => number(value) && (value as number) >= 0;
const text: Check = (value) => typeof value === 'string';
const flag: Check = (value) => typeof value === 'boolean';
const day: Check = (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
const oneOf =
  (words: readonly string[]): Check =>
  (value) =>
    words.includes(value as string);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const object =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(checks).every(([key, check]) => check((value as Record<string, unknown>)[key]));

const place = { project: optional(text), file: optional(text), language: optional(text), branch: optional(text) };
const edited = { rev: count, at: number, deleted: optional(flag) };
const evidence = list(object({ id: text, text }));
const counts = optional(object({ edits: count, added: count, removed: count }));
const kind = oneOf(wordsOf('kind'));
const source = oneOf(wordsOf('source'));
const provider = oneOf(wordsOf('provider'));
const learning = optional(object({ title: text, minutes: count, done: flag, evidence }));
const reflection = optional(object({ question: text, answer: text, evidence }));

const lasting = { start: number, end: number, offset: number };
const editsOf = object(Object.fromEntries(wordsOf('provenance').map((word) => [word, counts])));
const ofSpan = {
  ...lasting,
  ...place,
  scheme: optional(text),
  kind,
  source,
  signals: count,
  saves: count,
  edits: editsOf,
};
const ofRun = {
  ...place,
  start: number,
  end: optional(number),
  offset: number,
  source,
  group: oneOf(wordsOf('group')),
};
const ofDiagnostic = {
  ...place,
  introduced: number,
  fixed: optional(number),
  offset: number,
  severity: oneOf(wordsOf('severity')),
};
const ofTask = {
  ...edited,
  day,
  order: number,
  title: text,
  priority: oneOf(wordsOf('priority')),
  minutes: count,
  evidence,
};

const checks: Readonly<Record<Fact['type'], Readonly<Record<string, Check>>>> = {
  span: ofSpan,
  run: { ...ofRun, name: text, exitCode: optional(number) },
  diagnostic: { ...ofDiagnostic, reporter: optional(text), code: optional(text), message: text, line: count },
  state: { at: number, offset: number, state: oneOf(wordsOf('state')) },
  activity: { ...edited, ...lasting, title: text, kind, project: optional(text), errors: count, notes: text },
  plan: { ...edited, day, provider, capacityMinutes: count, capacityEvidence: evidence, learning, reflection },
  planTask: { ...ofTask, doneAt: optional(number), source: provider, project: optional(text) },
  document: { ...edited, ...lasting, collection: oneOf(collections), body: text },
};

/** What was read from a file as a fact, when it is one: every field of the right type, and an end that isn't before its start. */
export function parseFact(value: unknown): Fact | undefined {
  const fact = value as Fact | null | undefined;
  const check = checks[(fact?.type ?? '') as Fact['type']];
  if (!fact || !check || !object({ id: text, ...check })(fact)) return undefined;
  const { start, end } = fact as { start?: number; end?: number };
  return start !== undefined && end !== undefined && end < start ? undefined : fact;
}
