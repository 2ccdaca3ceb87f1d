import { minuteMs } from '../../../src/core/time/days.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import type {
  ActivityFact,
  DiagnosticFact,
  DocumentFact,
  PlanTaskFact,
  RunFact,
  SpanFact,
} from '../../../src/core/facts/facts.ts';
import { defaultGoals, defaultTimeRules } from '../../../src/core/rules/rules.ts';
import { translator } from '../../../src/core/base/translate.ts';
import type { Context } from '../../../src/analytics/context.ts';
import { noRows } from '../../../src/analytics/noRows.ts';
import type { Rows } from '../../../src/analytics/rows.ts';
import type { Segment } from '../../../src/analytics/segment.ts';

/** A Friday. */
export const day = '2026-11-20';
/** Nine o'clock on it, UTC. */
export const nine = Date.UTC(2026, 10, 20, 9);
export const t = translator();

/** Minutes after nine o'clock, as an instant. */
export function at(minutes: number): number {
  return nine + minutes * minuteMs;
}

export function context(changes: Partial<Context> = {}): Context {
  return { now: at(8 * 60), offset: 0, rules: defaultTimeRules, goals: defaultGoals, t, ...changes };
}

let number = 0;

/** A span from one minute to another, counted from nine o'clock. */
export function span(from: number, to: number, changes: Partial<SpanFact> = {}): SpanFact {
  const place = { project: '/home/me/shop', file: 'a.ts', language: 'typescript', branch: 'main' };
  const what = { type: 'span', kind: 'coding', source: 'editor', signals: 9, saves: 0, edits: {}, offset: 0 } as const;
  return { ...what, ...place, id: `w1:${++number}`, start: at(from), end: at(to), ...changes };
}

export function run(from: number, to: number | undefined, changes: Partial<RunFact> = {}): RunFact {
  const what = {
    type: 'run',
    source: 'task',
    group: 'test',
    name: 'npm test',
    project: '/home/me/shop',
    offset: 0,
  } as const;
  return { ...what, id: `w1:${++number}`, start: at(from), ...(to !== undefined && { end: at(to) }), ...changes };
}

export function activity(from: number, to: number, changes: Partial<ActivityFact> = {}): ActivityFact {
  const what = {
    type: 'activity',
    rev: 1,
    at: nine,
    title: 'Talk',
    kind: 'meeting',
    errors: 0,
    notes: '',
    offset: 0,
  } as const;
  return { ...what, id: `w1:${++number}`, start: at(from), end: at(to), ...changes };
}

export function diagnostic(
  from: number,
  to: number | undefined,
  changes: Partial<DiagnosticFact> = {},
): DiagnosticFact {
  const place = { project: '/home/me/shop', file: 'a.ts', language: 'typescript' };
  const what = {
    type: 'diagnostic',
    severity: 'error',
    reporter: 'ts',
    code: '2345',
    message: 'No',
    line: 1,
    offset: 0,
  } as const;
  const fixed = to !== undefined && { fixed: at(to) };
  return { ...what, ...place, id: `w1:${++number}`, introduced: at(from), ...fixed, ...changes };
}

export function task(minutes: number, changes: Partial<PlanTaskFact> = {}): PlanTaskFact {
  const what = {
    type: 'planTask',
    rev: 1,
    at: nine,
    day,
    order: 1,
    priority: 'medium',
    source: 'user',
    evidence: [],
  } as const;
  return { ...what, id: `w1:${++number}`, title: `Task of ${minutes}`, minutes, ...changes };
}

/** Rows with corrections as earlier versions recorded them. */
export type GivenRows = Omit<Partial<Rows>, 'corrections'> & { readonly corrections?: readonly DocumentFact[] };

export function rows(given: GivenRows): Rows {
  const { corrections = [], ...rest } = given;
  const always = { from: 0, to: Infinity };
  return { ...noRows, ...rest, corrections: new MemoryReader(corrections).corrections(always) };
}

/** Segments as `from-to kind`, in minutes after nine. */
export function shown(segments: readonly Segment[]): string[] {
  const minute = (instant: number) => Math.round((instant - nine) / 600) / 100;
  return segments.map(({ start, end, kind }) => `${minute(start)}-${minute(end)} ${kind}`);
}
