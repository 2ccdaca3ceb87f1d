import assert from 'node:assert/strict';
import { freeWithin } from '../../../../src/planning/calendar/freeTime.ts';

describe('free time', () => {
  const within = { start: 10, end: 20 };

  it('is what is not taken inside of a stretch, whatever lies before and after it', () => {
    const taken = [
      { start: 0, end: 5 },
      { start: 13, end: 15 },
      { start: 25, end: 30 },
    ];
    assert.deepEqual(freeWithin(within, taken, 1), [
      { start: 10, end: 13 },
      { start: 15, end: 20 },
    ]);
    assert.deepEqual(freeWithin(within, [{ start: 20, end: 30 }], 1), [within]);
    assert.deepEqual(freeWithin(within, [{ start: 0, end: 40 }], 1), []);
    // An event without a length, such as a reminder, takes none of it.
    assert.deepEqual(freeWithin(within, [{ start: 15, end: 15 }], 1), [within]);
  });

  it('has no pieces that are too short', () => {
    assert.deepEqual(freeWithin(within, [{ start: 13, end: 14 }], 4), [{ start: 14, end: 20 }]);
  });
});
