import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hourMarks, sourcesOf, stack } from '../../../../src/webview/panels/activity/stack.ts';

const hour = 3_600_000;
const day = (bySource: Record<string, number>) => ({ day: '2026-11-20', totalMs: 0, bySource });

describe('the stack of sources', () => {
  it('holds the sources that have time, the editor at the bottom', () => {
    assert.deepEqual(sourcesOf([day({ manual: 1, editor: 0 }), day({ task: 5 })]), ['task', 'manual']);
    assert.deepEqual(sourcesOf([]), []);
  });

  it('ends at the sum', () => {
    const days = [day({ editor: 2 * hour, task: hour }), day({ manual: hour / 2 })];
    assert.deepEqual(stack(days, ['editor', 'task', 'manual']), [
      [2, 0],
      [3, 0],
      [3, 0.5],
    ]);
  });
});

describe('hourMarks', () => {
  it('is even, starts at zero and ends at or above the highest value', () => {
    assert.deepEqual(hourMarks(7.6), [0, 2, 4, 6, 8]);
    assert.deepEqual(hourMarks(0), [0, 0.25]);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 24, noNaN: true }), (highest) => {
        const marks = hourMarks(highest);
        assert.equal(marks[0], 0);
        assert.ok((marks.at(-1) ?? 0) >= highest && marks.length >= 2 && marks.length <= 5, String(marks));
      }),
    );
  });
});
