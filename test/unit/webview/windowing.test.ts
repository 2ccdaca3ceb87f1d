import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pieces, rowAt, topsOf } from '../../../src/webview/controls/windowing.ts';

const heights = fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 60 });
const topsFor = (values: readonly number[]) =>
  topsOf(
    values.map((_, index) => String(index)),
    (key) => values[Number(key)] ?? 0,
  );

describe('the window of a long list', () => {
  it('finds the row that holds a place', () => {
    fc.assert(
      fc.property(heights, fc.integer({ min: -500, max: 20_000 }), (values, place) => {
        const tops = topsFor(values);
        const row = rowAt(tops, place);
        if (values.length === 0) return row === 0;
        if (place < 0) return row === 0;
        return (tops[row] ?? 0) <= place && (row === values.length - 1 || (tops[row + 1] ?? 0) > place);
      }),
    );
  });

  it('names the room before the window, in it, before the kept row, and after it', () => {
    const tops = topsFor([10, 10, 10, 10, 10, 10, 10, 10]);
    const keys = (from: number, to: number, kept: number) =>
      pieces(tops, { from, to, kept }).map(({ key, height }) => `${key} ${height}`);
    assert.deepEqual(keys(2, 3, -1), ['roomb 20', 'row2 10', 'roomd 50']);
    assert.deepEqual(keys(3, 4, 1), ['rooma 10', 'row1 10', 'roomb 10', 'row3 10', 'roomd 40']);
    assert.deepEqual(keys(1, 2, 5), ['roomb 10', 'row1 10', 'roomc 30', 'row5 10', 'roomd 20']);
    assert.deepEqual(
      keys(0, 8, 8),
      ['row0', 'row1', 'row2', 'row3', 'row4', 'row5', 'row6', 'row7'].map((key) => `${key} 10`),
    );
  });

  it('keeps the height of the whole, each row once and in order, and the one with the focus', () => {
    const index = fc.integer({ min: -1, max: 59 });
    fc.assert(
      fc.property(heights, fc.tuple(index, index), index, (values, [a, b], kept) => {
        const tops = topsFor(values);
        const [from, to] = [Math.min(a, b), Math.max(a, b)].map((each) => Math.max(0, Math.min(each, values.length)));
        const made = pieces(tops, { from: from ?? 0, to: to ?? 0, kept: Math.min(kept, values.length - 1) });
        const rows = made.flatMap((piece) => piece.index ?? []);
        assert.equal(
          made.reduce((sum, { height }) => sum + height, 0),
          tops.at(-1),
        );
        assert.deepEqual(
          rows,
          [...new Set(rows)].sort((one, other) => one - other),
        );
        assert.ok(kept < 0 || kept >= values.length || rows.includes(kept));
        assert.equal(new Set(made.map(({ key }) => key)).size, made.length, 'keys are unique');
      }),
    );
  });
});
