import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  marksIn,
  panned,
  position,
  showing,
  wholeDay,
  zoomed,
} from '../../../../src/webview/panels/timeline/timeWindow.ts';

const minute = 60_000;
const hour = 60 * minute;
const at = (hours: number, minutes = 0) => Date.UTC(2026, 10, 20, hours, minutes);
const bounds = { from: at(8), to: at(18) };

describe('the whole day', () => {
  it('is whole hours of the clock around what there is, and now', () => {
    const items = [{ start: at(9, 7), end: at(10, 3) }];
    assert.deepEqual(wholeDay(items, null, 0), { from: at(9), to: at(13) });
    assert.deepEqual(wholeDay(items, at(15, 24), 0), { from: at(9), to: at(16) });
    assert.deepEqual(wholeDay(items, at(15, 24), 30), { from: at(8, 30), to: at(15, 30) });
    assert.deepEqual(wholeDay(items, at(14), 0), { from: at(9), to: at(14) });
  });

  it('has an hour for a moment that begins one, and four hours where there is nothing', () => {
    const ending = (end: number) => wholeDay([{ start: at(9), end }], null, 0).to;
    assert.equal(ending(at(15)), at(15));
    assert.equal(ending(at(15) + 1), at(16));
    assert.deepEqual(wholeDay([], null, 60), { from: 0, to: 4 * hour });
  });
});

describe('zoom and pan', () => {
  const window = fc
    .tuple(fc.integer({ min: 0, max: 540 }), fc.integer({ min: 10, max: 600 }))
    .map(([from, length]) =>
      panned({ from: bounds.from + from * minute, to: bounds.from + (from + length) * minute }, 0, bounds),
    );

  it('never leave the day, and never look closer than five minutes', () => {
    fc.assert(
      fc.property(
        window,
        fc.double({ min: 0.01, max: 20, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (from, factor, share) => {
          const next = zoomed(from, { at: from.from + share * (from.to - from.from), factor }, bounds);
          assert.ok(next.from >= bounds.from && next.to <= bounds.to + 1, JSON.stringify(next));
          assert.ok(next.to - next.from >= 5 * minute - 1 && next.to > next.from);
        },
      ),
    );
  });

  it('hold the instant under the pointer where it is', () => {
    const next = zoomed({ from: at(9), to: at(13) }, { at: at(10), factor: 0.5 }, bounds);
    assert.equal(position(next, at(10)), 0.25);
    assert.equal(next.to - next.from, 2 * hour);
  });

  it('stop at the ends', () => {
    assert.deepEqual(panned({ from: at(9), to: at(10) }, -5 * hour, bounds), { from: at(8), to: at(9) });
    assert.deepEqual(panned({ from: at(9), to: at(10) }, 20 * hour, bounds), { from: at(17), to: at(18) });
  });

  it('move only as far as it takes to show an item, or its beginning', () => {
    const shown = { from: at(9), to: at(10) };
    assert.equal(showing(shown, { start: at(9, 5), end: at(9, 55) }, bounds), shown);
    assert.deepEqual(showing(shown, { start: at(8, 30), end: at(8, 40) }, bounds), { from: at(8, 30), to: at(9, 30) });
    assert.deepEqual(showing(shown, { start: at(10, 10), end: at(10, 20) }, bounds), {
      from: at(9, 20),
      to: at(10, 20),
    });
    assert.deepEqual(showing(shown, { start: at(11), end: at(15) }, bounds), { from: at(11), to: at(12) });
  });
});

describe('the marks', () => {
  it('stand on even times of the clock, and are not too many', () => {
    assert.deepEqual(marksIn(bounds, 0, 5), [at(8), at(10), at(12), at(14), at(16)]);
    assert.deepEqual(marksIn({ from: at(9), to: at(9, 20) }, 0, 4), [at(9), at(9, 5), at(9, 10), at(9, 15)]);
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 1440 }), fc.integer({ min: 1, max: 30 }), (minutes, most) => {
        const marks = marksIn({ from: at(0), to: at(0) + minutes * minute }, 345, most);
        assert.ok(marks.length <= most + 1);
        assert.ok(marks.every((mark) => mark >= at(0) && mark < at(0) + minutes * minute));
      }),
    );
  });

  it('are as many minutes apart as people count in', () => {
    const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440];
    for (const [index, step] of steps.entries()) {
      const window = { from: 0, to: 8 * step * minute };
      const apart = (most: number) => (marksIn(window, 0, most)[1] ?? 0) / minute;
      assert.equal(apart(8), step);
      assert.equal(apart(7), steps[index + 1] ?? 1440);
    }
  });
});
