import assert from 'node:assert/strict';
import fc from 'fast-check';
import { position, timelineScale, withGaps } from '../../../../src/webview/panels/timeline/timelineScale.ts';

const minute = 60_000;
const hour = 60 * minute;
const at = (hours: number, minutes = 0) => Date.UTC(2026, 10, 20, hours, minutes);
const block = (start: number, end: number) => ({ start, end, kind: 'coding', source: 'editor' }) as const;

describe('timelineScale', () => {
  it('holds whole hours around the blocks and now', () => {
    const { from, to, marks } = timelineScale([block(at(8, 52), at(9, 30)), block(at(11), at(12, 10))], at(15, 24), 0);
    assert.deepEqual([from, to], [at(8), at(16)]);
    assert.deepEqual(marks, [at(8), at(10), at(12), at(14)]);
  });

  it('begins its hours where the clock of the place does', () => {
    const { from, marks } = timelineScale([block(at(8, 50), at(9))], at(10), 5 * 60 + 30);
    assert.equal(from, at(8, 30));
    assert.ok(marks.every((mark) => (mark - at(8, 30)) % hour === 0));
  });

  it('holds everything with few marks, whatever the day', () => {
    const instant = fc.integer({ min: at(0), max: at(23, 59) });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(instant, fc.integer({ min: 1, max: 3 * hour })), { maxLength: 20 }),
        instant,
        (parts, now) => {
          const blocks = parts.map(([start, length]) => block(start, start + length));
          const scale = timelineScale(blocks, now, 60);
          assert.ok(scale.to - scale.from >= 4 * hour);
          assert.ok(scale.marks.length >= 1 && scale.marks.length <= 7, String(scale.marks.length));
          for (const { start, end } of blocks) assert.ok(start >= scale.from && end <= scale.to);
          for (const mark of scale.marks) assert.ok(position(scale, mark) >= 0 && position(scale, mark) < 1);
        },
      ),
    );
  });
});

describe('withGaps', () => {
  it('puts the gaps that are long enough between the blocks', () => {
    const blocks = [block(at(9), at(10)), block(at(10, 2), at(11)), block(at(12), at(13))];
    assert.deepEqual(
      withGaps(blocks, 5 * minute).map((stretch) => (stretch.type === 'gap' ? [stretch.start, stretch.end] : 'block')),
      ['block', 'block', [at(11), at(12)], 'block'],
    );
  });
});
