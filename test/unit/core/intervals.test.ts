import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lengthOf, timeWithin, unionOf, type Interval } from '../../../src/core/time/intervals.ts';

const intervals = fc
  .array(fc.tuple(fc.nat(200), fc.nat(20)), { maxLength: 12 })
  .map((list) => list.map(([start, length]): Interval => ({ start, end: start + length })));

describe('the union of intervals', () => {
  it('counts each instant once', () => {
    fc.assert(
      fc.property(intervals, intervals, (one, two) => {
        const [a, b] = [unionOf(one), unionOf(two)];
        const both = a.reduce((sum, interval) => sum + timeWithin(interval, b), 0);
        assert.equal(lengthOf(unionOf([...one, ...two])), lengthOf(a) + lengthOf(b) - both);
      }),
    );
  });

  it('is in order, and leaves a gap between any two', () => {
    fc.assert(
      fc.property(intervals, (list) => {
        const union = unionOf(list);
        union.slice(1).forEach(({ start }, at) => assert.ok(start > (union[at]?.end ?? Infinity)));
        assert.deepEqual(unionOf(union), union);
      }),
    );
  });

  it('keeps an instant that nothing else covers, and no interval that ends before it starts', () => {
    const list = [
      { start: 5, end: 5 },
      { start: 1, end: 3 },
      { start: 3, end: 3 },
      { start: 9, end: 7 },
    ];
    assert.deepEqual(unionOf(list), [
      { start: 1, end: 3 },
      { start: 5, end: 5 },
    ]);
  });
});
