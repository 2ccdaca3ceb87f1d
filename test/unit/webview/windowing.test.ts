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
