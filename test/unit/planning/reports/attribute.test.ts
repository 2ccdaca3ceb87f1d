import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attribute, ownedBy, type EntryClaim } from '../../../../src/planning/reports/attribute.ts';
import { type Interval, unionOf } from '../../../../src/core/time/intervals.ts';

const claims = fc
  .array(fc.tuple(fc.nat(200), fc.nat(60)), { maxLength: 8 })
  .map((list) => list.map(([start, length], index): EntryClaim => ({ id: `e${index}`, start, end: start + length })));
const stretches = fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 30 })), { maxLength: 8 }).map((list) =>
  unionOf(list.map(([start, length]) => ({ start, end: start + length }))).map((one) => ({
    ...one,
    kind: 'coding' as const,
    project: undefined,
    branch: undefined,
  })),
);
const sum = (list: readonly Interval[]) => list.reduce((all, { start, end }) => all + end - start, 0);
const isDisjoint = (list: readonly Interval[]) => {
  const inOrder = list.toSorted((a, b) => a.start - b.start);
  return inOrder.every(({ start, end }, index) => end > start && (inOrder[index + 1]?.start ?? Infinity) >= end);
};

describe('time that is attributed to entries', () => {
  it('sums to what was measured and to the union of entries, and counts no instant twice', () => {
    fc.assert(
      fc.property(stretches, claims, (measured, entries) => {
        const result = attribute(measured, entries);
        assert.ok(isDisjoint(result));
        assert.equal(sum(result.filter((one) => one.measured)), sum(measured));
        assert.equal(sum(result.filter((one) => one.entry !== undefined)), sum(unionOf(entries)));
        assert.equal(sum(result), sum(unionOf([...measured, ...entries])));
      }),
    );
  });

  it('belongs to the entry that started last', () => {
    fc.assert(
      fc.property(claims, (entries) => {
        for (const { id, start, end } of ownedBy(entries)) {
          const middle = (start + end) / 2;
          const running = entries.filter((one) => one.start <= middle && one.end > middle);
          assert.equal(entries.find((one) => one.id === id)?.start, Math.max(...running.map((one) => one.start)));
        }
      }),
    );
  });

  it('is in one piece for each stretch of an entry', () => {
    const [long, short] = [
      { id: 'long', start: 0, end: 100 },
      { id: 'short', start: 20, end: 30 },
    ];
    assert.deepEqual(ownedBy([short, long, { id: 'none', start: 5, end: 5 }]), [
      { id: 'long', start: 0, end: 20 },
      { id: 'short', start: 20, end: 30 },
      { id: 'long', start: 30, end: 100 },
    ]);
    assert.deepEqual(ownedBy([long, { id: 'none', start: 40, end: 40 }]), [long]);
    // The greater id decides between two that began together.
    assert.deepEqual(
      ownedBy([
        { ...long, id: 'b' },
        { ...long, id: 'a' },
      ]),
      [{ ...long, id: 'b' }],
    );
  });
});
