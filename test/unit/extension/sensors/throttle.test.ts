import assert from 'node:assert/strict';
import fc from 'fast-check';
import { throttle } from '../../../../src/extension/sensors/support/throttle.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';

describe('the throttle', () => {
  it('lets the first through, and the next when the time has passed', () => {
    const clock = new FakeClock();
    const passes = throttle<object>(clock, 250);
    const key = {};
    assert.equal(passes(key), true);
    clock.advance(249);
    assert.equal(passes(key), false);
    clock.advance(1);
    assert.equal(passes(key), true);
  });

  it('keeps keys apart', () => {
    const passes = throttle<object>(new FakeClock(), 250);
    assert.equal(passes({}), true);
    assert.equal(passes({}), true);
  });

  it('never lets two through within its time, nor keeps one out after it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 50 }), (gaps) => {
        const clock = new FakeClock();
        const passes = throttle<object>(clock, 250);
        const key = {};
        let last = -Infinity;
        for (const gap of gaps) {
          clock.advance(gap);
          const due = clock.monotonic() - last >= 250;
          assert.equal(passes(key), due);
          if (due) last = clock.monotonic();
        }
      }),
    );
  });
});
