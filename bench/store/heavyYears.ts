import { dayMs, hourMs, minuteMs, weekdayOf } from '../../src/core/time/days.ts';
import type {
  ActivityFact,
  DiagnosticFact,
  Fact,
  PlanTaskFact,
  RunFact,
  SpanFact,
  StateFact,
} from '../../src/core/facts/facts.ts';
import { activityKinds } from '../../src/core/facts/activity.ts';
import type { ActivityKind } from '../../src/core/facts/activity.ts';

/** A person who works a lot: what the storage must handle for ten years. */
const spansPerDay = 500;
const runsPerDay = 30;
const diagnosticsPerDay = 40;
const projects = 40;
const filesPerProject = 200;
const languages = [
  'typescript',
  'javascript',
  'python',
  'rust',
  'go',
  'json',
  'yaml',
  'markdown',
  'css',
  'html',
  'sql',
  'shellscript',
];

/** The facts of one working day of the heavy user; the same for the same day. Work begins at 8 h and ends at about 18 h by UTC. */
export function heavyDay(start: number): Fact[] {
  const random = seeded(start / dayMs);
  const writer = `d${start / dayMs}`;
  const facts: Fact[] = [];
  let id = 0;
  let at = start + 8 * hourMs + random() * 30 * minuteMs;
  const week = Math.floor(start / dayMs / 7);
  let place = placeOf(random, week);
  let kind: ActivityKind = 'coding';
  facts.push(stateOf(`${writer}:${++id}`, at));
  for (let i = 0; i < spansPerDay; i++) {
    if (random() < 0.3) place = placeOf(random, week, place.project);
    if (random() < 0.02) place = placeOf(random, week);
    if (random() < 0.1) kind = activityKinds[Math.floor(random() ** 2 * 8)] ?? 'coding';
    const length = 5000 + random() ** 3 * 240_000;
    facts.push(spanOf(`${writer}:${++id}`, { at, length, kind, place, random }));
    at += length + (random() < 0.1 ? random() * 5 * minuteMs : random() * 20_000);
  }
  for (let i = 0; i < runsPerDay; i++)
    facts.push(runOf(`${writer}:${++id}`, start + (8 + random() * 10) * hourMs, random));
  for (let i = 0; i < diagnosticsPerDay; i++)
    facts.push(diagnosticOf(`${writer}:${++id}`, start + (8 + random() * 10) * hourMs, random));
  for (let i = 0; i < 3; i++) facts.push(activityOf(`${writer}:${++id}`, start + (8 + 3 * i) * hourMs));
  for (let i = 0; i < 6; i++) facts.push(taskOf(`${writer}:${++id}`, start, i));
  return facts;
}

export function isWorkday(day: number): boolean {
  const weekday = weekdayOf(new Date(day).toISOString().slice(0, 10));
  return weekday > 0 && weekday < 6;
}

interface HeavyPlace {
  readonly project: string;
  readonly file: string;
  readonly language: string;
  readonly branch: string;
}

/** In one week about forty of a project's files are worked on, half of the time on the main branch, half on another one. */
function placeOf(
  random: () => number,
  week: number,
  project = `/home/ada/projects/project-${Math.floor(random() * projects)}`,
): HeavyPlace {
  const file = (week * 13 + Math.floor(random() ** 2 * 40)) % filesPerProject;
  // A project has one language that most of it is in, and two more.
  const main = Number(project.split('-').at(-1)) * 3;
  const language = languages[(main + (file % 5 === 0 ? 1 + (file % 2) : 0)) % languages.length] ?? 'typescript';
  const branch = file % 2 === 0 ? 'main' : `feature/ticket-${week}`;
  return { project, file: `src/module-${file % 17}/component-${file}.ts`, language, branch };
}

function spanOf(
  id: string,
  of: { at: number; length: number; kind: ActivityKind; place: HeavyPlace; random: () => number },
): SpanFact {
  const { at, length, kind, place, random } = of;
  const edits = Math.floor(random() * 200);
  const typed = { edits, added: Math.floor(edits / 9), removed: Math.floor(edits / 15) };
  const pasted = random() < 0.2 ? { pasted: { edits: 2, added: 14, removed: 0 } } : {};
  const start = Math.round(at);
  const what = { kind, source: 'editor' } as const;
  const figures = { signals: edits + 10, saves: edits % 4, edits: edits > 40 ? { typed, ...pasted } : {} };
  return { type: 'span', id, start, end: start + Math.round(length), offset: 60, ...what, ...figures, ...place };
}

function runOf(id: string, at: number, random: () => number): RunFact {
  const start = Math.round(at);
  const what = { source: 'task', group: 'test', name: `npm test -- ${Math.floor(random() * 50)}` } as const;
  const { project, branch } = placeOf(random, Math.floor(at / dayMs / 7));
  return {
    type: 'run',
    id,
    start,
    end: start + Math.round(random() * 60_000),
    offset: 60,
    exitCode: random() < 0.2 ? 1 : 0,
    ...what,
    project,
    branch,
  };
}

function diagnosticOf(id: string, at: number, random: () => number): DiagnosticFact {
  const introduced = Math.round(at);
  const code = Math.floor(random() * 300);
  const what = {
    severity: 'error',
    reporter: 'ts',
    code: String(2300 + code),
    line: Math.floor(random() * 500),
  } as const;
  const message = `Property 'value${Math.floor(random() * 40)}' does not exist on type 'Thing${code}'.`;
  const fixed = random() < 0.9 ? { fixed: introduced + Math.round(random() * 10 * minuteMs) } : {};
  return {
    type: 'diagnostic',
    id,
    introduced,
    offset: 60,
    message,
    ...fixed,
    ...what,
    ...placeOf(random, Math.floor(at / dayMs / 7)),
  };
}

function stateOf(id: string, at: number): StateFact {
  return { type: 'state', id, at: Math.round(at), offset: 60, state: 'started' };
}

function activityOf(id: string, start: number): ActivityFact {
  const what = {
    title: `Meeting about ${new Date(start).toISOString()}`,
    kind: 'meeting',
    errors: 0,
    notes: '',
  } as const;
  return { type: 'activity', id, rev: 1, at: start, start, end: start + 30 * minuteMs, offset: 60, ...what };
}

function taskOf(id: string, start: number, order: number): PlanTaskFact {
  const day = new Date(start).toISOString().slice(0, 10);
  const what = { title: `Finish part ${order} of ${day}`, priority: 'medium', minutes: 45, source: 'rules' } as const;
  return {
    type: 'planTask',
    id,
    rev: 1,
    at: start,
    day,
    order,
    ...what,
    evidence: [{ id: `e${order}`, text: 'open since yesterday' }],
  };
}

/** A generator of numbers in [0, 1), the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
