import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Fact } from '../../../src/core/facts/facts.ts';
import { wordsOf } from '../../../src/storage/facts/codes.ts';
import { allFacts } from './allFacts.ts';
import { activity, diagnostic, document, plan, planTask, record, run, span, state } from './facts.ts';
import { StorageFolder } from './storageFolder.ts';
import { fuzzRuns } from '../fuzz/runs.ts';

const start = span().start;
const small = fc.integer({ min: 0, max: 6 });
const name = fc.constantFrom('a', 'b', 'ü');

/** Figures that only grow, as a span's do: step by step. */
const spanSteps = fc
  .tuple(small, fc.array(fc.tuple(small, small, small, fc.nat({ max: 20 })), { minLength: 1, maxLength: 5 }))
  .map(([n, steps]) => {
    let [end, signals, typed, ruleAt] = [0, 0, 0, wordsOf('rule').length];
    return steps.map((step) => {
      [end, signals, typed] = [end + step[0], signals + step[1], typed + step[2]];
      // The rule that is checked first stays; earlier versions stored none.
      ruleAt = Math.min(ruleAt, step[3]);
      const rule = wordsOf('rule')[ruleAt];
      const edits = typed > 0 ? { typed: { edits: typed, added: typed, removed: 0 } } : {};
      return span({
        id: `s:${n}`,
        start: start + n,
        end: start + n + end,
        signals,
        edits,
        file: `file${n}`,
        ...(rule && { rule }),
      });
    });
  });
const runSteps = fc.tuple(small, fc.option(small)).map(([n, exitCode]) => {
  const begun = run({ id: `r:${n}`, start: start + n });
  return exitCode === null ? [begun] : [begun, { ...begun, end: start + n + exitCode, exitCode }];
});
const diagnosticSteps = fc.tuple(small, fc.boolean()).map(([n, isFixed]) => {
  const found = diagnostic({ id: `d:${n}`, introduced: start + n });
  return isFixed ? [found, { ...found, fixed: start + n + 5 }] : [found];
});
const edited = fc.tuple(small, small, small, name, fc.boolean());
const one: fc.Arbitrary<Fact[]> = fc.oneof(
  spanSteps,
  runSteps,
  diagnosticSteps,
  small.map((n) => [state({ id: `t:${n}`, at: start + n })]),
  edited.map(([n, rev, at, title, deleted]) => [
    activity({ id: `a:${n}`, rev, at, title, ...(deleted && { deleted }) }),
  ]),
  edited.map(([, rev, at, text, deleted]) => [
    plan({ rev, at, capacityEvidence: [{ id: 'e', text }], ...(deleted && { deleted }) }),
  ]),
  edited.map(([n, rev, at, title, deleted]) => [
    planTask({ id: `k:${n}`, rev, at, title, ...(deleted && { deleted }) }),
  ]),
  edited.map(([n, rev, at, body, deleted]) => [document({ id: `o:${n}`, rev, at, body, ...(deleted && { deleted }) })]),
  edited.map(([n, count, at, title, deleted]) => {
    const clock = { time: start + at, count, writer: title };
    return [record({ id: `e:${n}`, clock, fields: { title, status: title, ...(deleted && { deleted }) } })];
  }),
);

/** Facts in the order of their making, and again in any order, with some of them twice. */
const orders = fc.array(one, { maxLength: 12 }).chain((facts) => {
  // Only the first of two histories of one span or run can be real: an id is assigned once.
  const seen = new Map<string, Fact[]>();
  const made = facts.filter((each) => {
    const { type, id = '' } = each[0] ?? { type: '' };
    const isOnce = type === 'span' || type === 'run' || type === 'diagnostic';
    const isFirst = !isOnce || !seen.has(id);
    seen.set(id, each);
    return isFirst;
  });
  const inOrder = made.flat();
  const shuffled = fc.shuffledSubarray(
    [...inOrder, ...inOrder].map((fact, i) => ({ fact, i })),
    { minLength: inOrder.length * 2 },
  );
  const journals = fc.array(fc.nat({ max: 2 }), { minLength: inOrder.length * 2, maxLength: inOrder.length * 2 });
  return fc.record({ inOrder: fc.constant(inOrder), shuffled, journals, stops: fc.array(small, { maxLength: 4 }) });
});

describe('facts in any order, any number of times, through any journal', function () {
  this.timeout(120_000);
  it('make the same rows', async () => {
    await fc.assert(
      fc.asyncProperty(orders, async ({ inOrder, shuffled, journals, stops }) => {
        const [straight, crooked] = [new StorageFolder(), new StorageFolder()];
        try {
          const journal = straight.journal();
          for (const fact of inOrder) journal.append(fact);
          await journal.flush();
          const writers = [crooked.journal(), crooked.journal(), crooked.journal({ rotateBytes: 400 })];
          for (const [i, { fact }] of shuffled.entries()) {
            const writer = writers[journals[i] ?? 0];
            writer?.append(fact);
            // Occasionally everything is flushed, read, written, and loaded again by another process.
            if (!stops.includes(i % 7)) continue;
            await writer?.flush();
            if (i % 3 === 0) (await crooked.store()).checkpoint();
          }
          await Promise.all(writers.map((writer) => writer.flush()));
          assert.deepEqual(allFacts(await crooked.store()), allFacts(await straight.store()));
        } finally {
          straight.remove();
          crooked.remove();
        }
      }),
      { numRuns: fuzzRuns(25) },
    );
  });
});
