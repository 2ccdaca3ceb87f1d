import type {
  ActivityFact,
  DiagnosticFact,
  DocumentFact,
  PlanFact,
  PlanTaskFact,
  RecordFact,
  RunFact,
  SpanFact,
  StateFact,
} from '../../../src/core/facts/facts.ts';

/** Facts for tests, with the fields that a test sets. */
const start = Date.UTC(2026, 2, 2, 9);

export function span(change: Partial<SpanFact> = {}): SpanFact {
  const figures = { signals: 12, saves: 1, edits: { typed: { edits: 9, added: 3, removed: 1 } } };
  const place = { project: '/home/ada/engine', file: 'src/mill.ts', language: 'typescript', branch: 'main' };
  const time = { start, end: start + 60_000, offset: 60 };
  return { type: 'span', id: 'w:1', ...time, kind: 'coding', source: 'editor', ...figures, ...place, ...change };
}

export function run(change: Partial<RunFact> = {}): RunFact {
  const what = { source: 'task', group: 'test', name: 'npm test', project: '/home/ada/engine' } as const;
  return { type: 'run', id: 'w:2', start, offset: 60, ...what, ...change };
}

export function diagnostic(change: Partial<DiagnosticFact> = {}): DiagnosticFact {
  const what = {
    severity: 'error',
    reporter: 'ts',
    code: '2304',
    message: 'Cannot find name',
    line: 4,
    file: 'src/mill.ts',
  } as const;
  return { type: 'diagnostic', id: 'w:3', introduced: start, offset: 60, ...what, ...change };
}

export function state(change: Partial<StateFact> = {}): StateFact {
  return { type: 'state', id: 'w:4', at: start, offset: 60, state: 'started', ...change };
}

export function activity(change: Partial<ActivityFact> = {}): ActivityFact {
  const what = { title: 'Design review', kind: 'reviewing', errors: 0, notes: 'With Charles' } as const;
  return {
    type: 'activity',
    id: 'w:5',
    rev: 1,
    at: start,
    start,
    end: start + 1_800_000,
    offset: 60,
    ...what,
    ...change,
  };
}

export function plan(change: Partial<PlanFact> = {}): PlanFact {
  const learning = { title: 'Punched cards', minutes: 20, done: false, evidence: [{ id: 'e2', text: 'new' }] };
  const reflection = { question: 'What held you up?', answer: '', evidence: [] };
  const capacity = { capacityMinutes: 240, capacityEvidence: [{ id: 'e1', text: '4 h on Mondays' }] };
  return {
    type: 'plan',
    id: 'plan:2026-03-03',
    rev: 1,
    at: start,
    day: '2026-03-03',
    provider: 'rules',
    ...capacity,
    learning,
    reflection,
    ...change,
  };
}

export function planTask(change: Partial<PlanTaskFact> = {}): PlanTaskFact {
  const what = {
    title: 'Oil the mill',
    priority: 'high',
    minutes: 45,
    source: 'rules',
    project: '/home/ada/engine',
  } as const;
  const evidence = [{ id: 'e3', text: 'failing since Friday' }];
  return { type: 'planTask', id: 'w:6', rev: 1, at: start, day: '2026-03-03', order: 1, ...what, evidence, ...change };
}

export function document(change: Partial<DocumentFact> = {}): DocumentFact {
  const time = { start, end: start + 1000, offset: 60 };
  return {
    type: 'document',
    id: 'w:8',
    rev: 1,
    at: start,
    collection: 'insights',
    ...time,
    body: '{"text":"Mill"}',
    ...change,
  };
}

export function record(change: Partial<RecordFact> = {}): RecordFact {
  const fields = { title: 'Grease the mill', project: '/home/ada/engine', status: 'open', due: start + 1000 };
  return {
    type: 'record',
    id: 'w:11',
    collection: 'tasks',
    clock: { time: start, count: 0, writer: 'w' },
    fields,
    ...change,
  };
}
