import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { hourMs } from '../../../src/core/time/days.ts';
import type { DiagnosticFact, PlanTaskFact, RunFact, SpanFact } from '../../../src/core/facts/facts.ts';
import type { Collaboration, TeamAction } from '../../../src/analytics/collaboration/collaboration.ts';
import { measureDay } from '../../../src/analytics/measure.ts';
import { at, context, day, diagnostic, rows, run, span, task } from './given.ts';

const minute = fc.integer({ min: 0, max: 14 * 60 });

/** Spans one after the other from nine o'clock on, with pauses, switches and kinds. */
const spans: fc.Arbitrary<SpanFact[]> = fc
  .array(
    fc.record({
      pause: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 })),
      length: fc.integer({ min: 0, max: 60 }),
      file: fc.constantFrom('a.ts', 'b.ts', 'c.ts'),
      project: fc.constantFrom('/a', '/b'),
      kind: fc.constantFrom('coding', 'reading', 'debugging'),
    }),
    { maxLength: 20 },
  )
  .map((parts) => {
    let from = 0;
    return parts.map(({ pause, length, ...what }) => {
      from += pause;
      const made = span(from, from + length, what);
      from += length;
      return made;
    });
  })
  .map((made) => made.filter(({ end }) => end <= at(14 * 60)));

const diagnostics: fc.Arbitrary<DiagnosticFact[]> = fc.array(
  fc
    .record({
      from: minute,
      length: fc.option(fc.nat({ max: 200 })),
      writer: fc.constantFrom('w1', 'w2'),
      id: fc.nat(),
    })
    .map(({ from, length, writer, id }) => {
      return diagnostic(from, length === null ? undefined : from + length, { id: `${writer}:${id}` });
    }),
  { maxLength: 8 },
);
const runs: fc.Arbitrary<RunFact[]> = fc.array(
  fc
    .record({
      from: minute,
      length: fc.nat({ max: 20 }),
      exitCode: fc.constantFrom(0, 1, 130),
      name: fc.constantFrom('a', 'b'),
    })
    .map(({ from, length, exitCode, name }) => run(from, from + length, { exitCode, name })),
  { maxLength: 6 },
);
const planTasks: fc.Arbitrary<PlanTaskFact[]> = fc.array(
  fc
    .record({ minutes: fc.integer({ min: 5, max: 200 }), done: fc.option(minute) })
    .map(({ minutes, done }) => task(minutes, done === null ? {} : { doneAt: at(done) })),
  { maxLength: 6 },
);
const deeds: fc.Arbitrary<TeamAction[]> = fc.array(
  fc
    .record({
      kind: fc.constantFrom('review', 'comment', 'pull'),
      about: fc.constantFrom('a', 'b', 'c'),
      minute: fc.integer({ min: -3000, max: 3000 }),
    })
    .map(({ minute: when, ...deed }) => ({ ...deed, at: at(when), offset: 0 })),
  { maxLength: 8 },
);
const collaboration: fc.Arbitrary<Collaboration> = fc.record({
  deeds,
  waits: fc.array(
    fc
      .record({ from: fc.integer({ min: -3000, max: 900 }), length: fc.option(fc.nat({ max: 3000 })) })
      .map(({ from, length }) => ({ from: at(from), to: length === null ? Infinity : at(from + length) })),
    { maxLength: 4 },
  ),
  known: fc
    .record({ from: fc.integer({ min: -3000, max: 100 }), to: fc.integer({ min: 0, max: 4000 }) })
    .map(({ from, to }) => ({ from: at(from), to: at(to) })),
});
const recorded = fc
  .record({ spans, diagnostics, runs, planTasks, collaboration: fc.option(collaboration, { nil: undefined }) })
  .map(({ collaboration: known, ...rest }) => rows({ ...rest, ...(known && { collaboration: known }) }));
const when = fc.record({
  now: fc.oneof(minute, fc.constant(48 * 60)).map(at),
  goals: fc.record({
    hoursPerDay: fc.integer({ min: 1, max: 12 }),
    workdays: fc.constantFrom([1, 2, 3, 4, 5], [0, 6]),
  }),
});

/** Work with others after an instant, in addition to earlier work. */
function later({ deeds: before, ...rest }: Collaboration, more: readonly TeamAction[], end: number): Collaboration {
  return { ...rest, deeds: [...before, ...more.map((deed) => ({ ...deed, at: end + 1 + Math.abs(deed.at - end) }))] };
}

describe('laws of the score', () => {
  it('is a whole number from 0 to 100 or null, and each component from 0 to 1 or null', () => {
    fc.assert(
      fc.property(recorded, when, (facts, changes) => {
        const { score } = measureDay(facts, day, context(changes));
        if (score.value !== null) assert.ok(Number.isInteger(score.value) && score.value >= 0 && score.value <= 100);
        for (const { value, facts: numbers } of score.components) {
          if (value !== null) assert.ok(value >= 0 && value <= 1, String(value));
          for (const number of Object.values(numbers)) assert.ok(Number.isFinite(number));
        }
        assert.equal(
          score.value === null,
          score.components.every(({ value }) => value === null),
        );
        assert.equal(score.level === 'none', score.value === null);
      }),
    );
  });

  it('leaves a component without data out: the others weigh as if it did not exist', () => {
    fc.assert(
      fc.property(recorded, when, (facts, changes) => {
        const { value, components } = measureDay(facts, day, context(changes)).score;
        const known = components.filter((one) => one.value !== null);
        const weight = known.reduce((sum, one) => sum + one.weight, 0);
        const mean = known.reduce((sum, one) => sum + (one.weight / weight) * (one.value ?? 0), 0);
        if (value !== null) assert.ok(Math.abs(value - 100 * mean) <= 0.5 + 1e-9);
      }),
    );
  });

  it('working on after the goal is reached never raises it, nor lowers it', () => {
    const beyond = fc.record({ spans, diagnostics, runs, deeds });
    fc.assert(
      fc.property(recorded, beyond, when, (facts, more, changes) => {
        const worked = measureDay(facts, day, context(changes)).today.totalMs;
        const goals = { ...changes.goals, hoursPerDay: worked / hourMs };
        fc.pre(worked >= hourMs);
        const end = Math.max(...facts.spans.map((one) => one.end)) - at(0);
        const shifted = {
          spans: more.spans.map((one) => ({ ...one, start: one.start + end, end: one.end + end })),
          diagnostics: more.diagnostics.map((one) => ({
            ...one,
            introduced: one.introduced + end,
            ...(one.fixed !== undefined && { fixed: one.fixed + end }),
            file: 'other.ts',
          })),
          runs: more.runs.map((one) => ({ ...one, start: one.start + end + 1, end: (one.end ?? 0) + end + 1 })),
        };
        const overtime = rows({
          spans: [...facts.spans, ...shifted.spans],
          diagnostics: [...facts.diagnostics, ...shifted.diagnostics],
          runs: [...facts.runs, ...shifted.runs],
          planTasks: facts.planTasks,
          ...(facts.collaboration && { collaboration: later(facts.collaboration, more.deeds, at(0) + end) }),
        });
        const now = { ...changes, goals, now: at(48 * 60) };
        const before = measureDay(facts, day, context(now)).score;
        assert.equal(measureDay(overtime, day, context(now)).score.value, before.value);
      }),
    );
  });

  it('the same day twice as long, beyond the goal, never scores more', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 1, max: 7 }), (pattern, hours) => {
        const worked = measureDay(rows({ spans: pattern }), day, context()).today.totalMs;
        fc.pre(worked >= hours * hourMs);
        const end = Math.max(...pattern.map((one) => one.end)) - at(0);
        const again = pattern.map((one) => ({ ...one, id: `${one.id}+`, start: one.start + end, end: one.end + end }));
        const now = context({ now: at(48 * 60), goals: { hoursPerDay: hours, workdays: [5] } });
        const score = (list: SpanFact[]) => measureDay(rows({ spans: list }), day, now).score.value ?? -1;
        assert.ok(score([...pattern, ...again]) <= score(pattern));
      }),
    );
  });
});
