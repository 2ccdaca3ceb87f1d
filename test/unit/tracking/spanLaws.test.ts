import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Fact, SpanFact } from '../../../src/core/facts/facts.ts';
import type { Signal } from '../../../src/core/facts/signal.ts';
import { clockToleranceMs, joinMs, writeEveryMs } from '../../../src/tracking/spans.ts';
import { edit, fileA, fileB, focus, lastById, move, startTracker, unionLength } from './recorded.ts';

type Step =
  | { readonly wait: number }
  | { readonly jump: number }
  | { readonly sleep: number }
  | { readonly signal: Signal };

const hour = 3_600_000;
/** A word that the window was used for a while without a sign comes after 90 s at the earliest, and is 100 s late at most. */
const mostPerSignal = 190_000 + joinMs;
const signals: Signal[] = [
  edit(fileA, { added: 1 }),
  edit(fileB, { provenance: 'outside', added: 3 }),
  edit(fileB),
  move(fileA),
  move(fileB, 'scroll'),
  { type: 'save', where: fileA },
  focus(true),
  focus(false),
  focus(true, false),
  { type: 'runStart', key: 'd', source: 'debug', group: 'run', name: 'Launch', where: fileA },
  { type: 'runEnd', key: 'd' },
];
const signal: fc.Arbitrary<Step> = fc.constantFrom(...signals).map((one) => ({ signal: one }));
const wait: fc.Arbitrary<Step> = fc
  .oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 40_000 }))
  .map((ms) => ({ wait: ms }));
const jump: fc.Arbitrary<Step> = fc.integer({ min: -20 * hour, max: 20 * hour }).map((ms) => ({ jump: ms }));
const sleep: fc.Arbitrary<Step> = fc.integer({ min: 0, max: 10 * hour }).map((ms) => ({ sleep: ms }));
const calm = fc.array(fc.oneof({ weight: 4, arbitrary: signal }, { weight: 3, arbitrary: wait }), { maxLength: 80 });
const wild = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: signal },
    { weight: 4, arbitrary: wait },
    { weight: 1, arbitrary: jump },
    { weight: 1, arbitrary: sleep },
  ),
  { maxLength: 80 },
);

function play(steps: readonly Step[], after: (run: ReturnType<typeof startTracker>) => void = () => {}) {
  const run = startTracker();
  for (const step of steps) {
    if ('signal' in step) run.accept(step.signal);
    else if ('wait' in step) run.clock.advance(step.wait);
    else run.clock.jump('jump' in step ? step.jump : step.sleep);
    after(run);
  }
  run.tracker.dispose();
  return run;
}

describe('laws of spans', () => {
  it('the total never exceeds the wall clock', () => {
    fc.assert(
      fc.property(calm, (steps) => {
        const { clock, facts } = play(steps);
        const from = facts[0]?.type === 'state' ? facts[0].at : 0;
        const spans = lastById(facts, 'span');
        assert.ok(unionLength(spans) <= clock.now() - from);
        // One window: its spans do not even overlap.
        const sum = spans.reduce((total, span) => total + span.end - span.start, 0);
        assert.equal(sum, unionLength(spans));
      }),
    );
  });

  it('a clock that jumps makes no negative and no monstrous span', () => {
    fc.assert(
      fc.property(wild, (steps) => {
        const passed = steps.reduce((sum, step) => sum + ('wait' in step ? step.wait : 0), 0);
        const { facts } = play(steps);
        let total = 0;
        for (const span of lastById(facts, 'span')) {
          const length = span.end - span.start;
          assert.ok(length >= 0 && length <= span.signals * mostPerSignal, `${length} ms of ${span.signals} signals`);
          total += length;
        }
        const slack = steps.length * clockToleranceMs;
        assert.ok(total <= passed + slack, `${total} ms counted, ${passed} ms passed`);
      }),
    );
  });

  it('what is written of a span only ever grows', () => {
    fc.assert(
      fc.property(wild, (steps) => {
        const last = new Map<string, SpanFact>();
        for (const fact of play(steps).facts) {
          if (fact.type !== 'span') continue;
          const before = last.get(fact.id);
          if (before) assert.ok(contains(fact, before), JSON.stringify([before, fact]));
          last.set(fact.id, fact);
        }
      }),
    );
  });

  it('a kill loses no more than the last second', () => {
    fc.assert(
      fc.property(calm, (steps) => {
        const written: { at: number; ms: number }[] = [];
        const known: { at: number; ms: number }[] = [];
        play(steps, (run) => written.push(measured(run)));
        play(steps, (run) => (run.tracker.flush(), known.push(measured(run))));
        for (const { at, ms } of written) {
          const before = known.findLast((one) => one.at <= at - writeEveryMs)?.ms ?? 0;
          assert.ok(ms >= before, `${before} ms were known a second before, ${ms} ms are written`);
        }
      }),
    );
  });

  it('any order of arrival of the facts gives the same union', () => {
    fc.assert(
      fc.property(
        wild.chain((steps) => {
          const facts = play(steps).facts;
          return fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }));
        }),
        ([facts, shuffled]) => {
          assert.deepEqual(unionLength(largest(shuffled)), unionLength(lastById(facts, 'span')));
        },
      ),
    );
  });

  it('no timer is left when nothing happens', () => {
    fc.assert(
      fc.property(wild, (steps) => {
        const { clock } = play([...steps, { wait: 5_000 }]);
        assert.equal(clock.pending, 0);
      }),
    );
  });
});

function contains(later: SpanFact, earlier: SpanFact): boolean {
  const grew = later.start === earlier.start && later.end >= earlier.end && later.signals >= earlier.signals;
  return grew && later.saves >= earlier.saves && later.kind === earlier.kind && later.file === earlier.file;
}

function measured({ clock, spans }: ReturnType<typeof startTracker>) {
  return { at: clock.monotonic(), ms: unionLength(spans()) };
}

function largest(facts: readonly Fact[]): SpanFact[] {
  const byId = new Map<string, SpanFact>();
  for (const fact of facts) {
    if (fact.type !== 'span') continue;
    const before = byId.get(fact.id);
    if (!before || contains(fact, before)) byId.set(fact.id, fact);
  }
  return [...byId.values()];
}
