import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dayDistance, fromWallTime, toWallTime } from '../../../../src/webview/format/wallTime.ts';

describe('wall time', () => {
  it('is what the clock of the place shows', () => {
    const at = Date.UTC(2026, 10, 20, 23, 30);
    assert.equal(toWallTime(at, 60), '2026-11-21T00:30');
  });

  it('is nothing while incomplete', () => {
    for (const value of ['', 'T10:00', '2026-13-01T10:00', '2026-11-20T'])
      assert.equal(
        fromWallTime(value, () => 60),
        undefined,
        value,
      );
  });

  it('goes there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e7 }), fc.integer({ min: -720, max: 840 }), (minutes, offset) => {
        const at = minutes * 60_000;
        assert.equal(
          fromWallTime(toWallTime(at, offset), () => offset),
          at,
        );
      }),
    );
  });

  it('counts days over months and years', () => {
    assert.equal(dayDistance('2026-11-20', '2026-11-21'), 1);
    assert.equal(dayDistance('2027-01-01', '2026-12-31'), -1);
    assert.equal(dayDistance('2028-02-28', '2028-03-01'), 2);
  });
});
