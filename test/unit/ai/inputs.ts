import * as fc from 'fast-check';
import type { Evidence, PlanTaskFact } from '../../../src/core/facts/facts.ts';
import type { PlanInputs } from '../../../src/core/insights/planInputs.ts';
import { translator } from '../../../src/core/base/translate.ts';

export const t = translator();
export const day = '2026-11-21';

/** Inputs of a first morning: nothing measured but the goal. */
export const nothing: PlanInputs = {
  day,
  capacityMinutes: 360,
  capacityEvidence: [{ id: 'capacity', text: 'Your goal of 6 h' }],
  unfinished: [],
  branches: [],
  brokenFiles: [],
  failingRuns: [],
  languages: [],
  repeatedErrors: [],
};

export function inputs(changes: Partial<PlanInputs>): PlanInputs {
  return { ...nothing, ...changes };
}

export function evidence(id: string): Evidence[] {
  return [{ id, text: `measured ${id}` }];
}

export const branch = {
  project: '/p',
  branch: 'feature/x',
  minutes: 190,
  lastDay: '2026-11-20',
  evidence: evidence('branch:/p:feature/x'),
};
export const brokenFile = { project: '/p', file: 'a.ts', errors: 2, firstSeen: 0, evidence: evidence('file:/p:a.ts') };
export const failingRun = {
  project: '/p',
  name: 'npm test',
  failures: 2,
  lastAt: 0,
  medianMs: 60_000,
  evidence: evidence('run:/p:npm test'),
};
export const repeatedError = {
  reporter: 'ts',
  code: '2345',
  message: 'No',
  count: 9,
  days: 4,
  evidence: evidence('error:ts:2345'),
};
export const lastDay = {
  day: '2026-11-20',
  workedMinutes: 300,
  longestFocusMinutes: 40,
  switches: 100,
  tasksPlanned: 0,
  tasksDone: 0,
  evidence: evidence('day:2026-11-20:work'),
};

export function task(changes: Partial<PlanTaskFact> = {}): PlanTaskFact {
  const what = {
    type: 'planTask',
    id: 'w:1',
    rev: 1,
    at: 0,
    day: '2026-11-20',
    order: 1,
    priority: 'medium',
    source: 'user',
  } as const;
  return { ...what, title: 'Open task', minutes: 45, evidence: [], ...changes };
}

const text = fc.string({ maxLength: 300 });
const minutes = fc.oneof(fc.nat({ max: 2_000 }), fc.double());
const someEvidence = (prefix: string) =>
  fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 3 }).map((ids) => ids.flatMap((id) => evidence(`${prefix}:${id}`)));

/** Any inputs, sensible or not. */
export const anyInputs: fc.Arbitrary<PlanInputs> = fc.record({
  day: fc.constant(day),
  capacityMinutes: fc.oneof(fc.integer({ min: -10, max: 900 }), fc.double({ min: 0, max: 900, noNaN: true })),
  capacityEvidence: fc.constant(evidence('capacity')),
  unfinished: fc.array(
    fc
      .record({
        title: text,
        minutes: fc.integer({ min: 5, max: 720 }),
        priority: fc.constantFrom('high', 'medium', 'low'),
        source: fc.constantFrom('rules', 'claude', 'user'),
        id: fc.nat().map((id) => `w:${id}`),
        evidence: fc.oneof(someEvidence('file'), someEvidence('other')),
      })
      .map(task),
    { maxLength: 8 },
  ),
  branches: fc.array(
    fc.record({
      project: text,
      branch: text,
      minutes: fc.nat(),
      lastDay: fc.constant(day),
      evidence: fc.constant(evidence('branch')),
    }),
    { maxLength: 3 },
  ),
  brokenFiles: fc.array(
    fc.record({
      file: text,
      errors: fc.integer({ min: 1, max: 900 }),
      firstSeen: fc.nat(),
      evidence: fc.constant(evidence('broken')),
    }),
    { maxLength: 4 },
  ),
  failingRuns: fc.array(
    fc.record({
      name: text,
      failures: fc.integer({ min: 1, max: 99 }),
      lastAt: fc.nat(),
      medianMs: fc.nat(),
      evidence: fc.constant(evidence('failing')),
    }),
    { maxLength: 3 },
  ),
  languages: fc.array(
    fc.record({
      language: text,
      minutes: fc.nat({ max: 9_999 }),
      errors: fc.nat({ max: 99 }),
      evidence: fc.constant(evidence('language')),
    }),
    { maxLength: 4 },
  ),
  repeatedErrors: fc.array(fc.constant(repeatedError), { maxLength: 2 }),
});

/** Any draft, as a language model may send it: invented evidence, impossible numbers, endless texts. */
export const anyDraft = fc.record({
  tasks: fc.array(
    fc.record({
      title: fc.oneof(text, fc.string({ minLength: 1_000, maxLength: 10_000 })),
      priority: fc.constantFrom('high' as const, 'medium' as const, 'low' as const),
      minutes,
      evidence: fc.array(
        fc
          .constantFrom('capacity', 'branch', 'file:1', 'none:work', 'invented')
          .map((id) => ({ id, text: 'I say so' })),
      ),
    }),
    { maxLength: 60 },
  ),
  learning: fc.record({ title: text, minutes, evidence: fc.constantFrom(evidence('capacity'), evidence('invented')) }),
  reflection: fc.record({ question: text, evidence: fc.constantFrom(evidence('capacity'), evidence('invented')) }),
});
