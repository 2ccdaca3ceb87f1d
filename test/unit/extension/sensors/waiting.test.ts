import assert from 'node:assert/strict';
import { PendingAnswers } from '../../../../src/extension/sensors/support/waiting.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';

function setUp() {
  const clock = new FakeClock();
  const settled: [string, boolean][] = [];
  const waiting = new PendingAnswers<object, string>(clock, 100, (value, answer) => void settled.push([value, answer]));
  return { clock, settled, waiting, key: {} };
}

describe('waiting for an answer', () => {
  it('settles at once when it comes', () => {
    const { clock, settled, waiting, key } = setUp();
    waiting.hold(key, { value: 'edit', fallback: () => false });
    assert.deepEqual(settled, []);
    waiting.settle(key, true);
    assert.deepEqual(settled, [['edit', true]]);
    clock.advance(1000);
    assert.equal(settled.length, 1);
    assert.equal(clock.pending, 0);
  });

  it('asks when none comes in time', () => {
    const { clock, settled, waiting, key } = setUp();
    let answer = true;
    waiting.hold(key, { value: 'edit', fallback: () => answer });
    clock.advance(99);
    assert.deepEqual(settled, []);
    answer = false;
    clock.advance(10);
    assert.deepEqual(settled, [['edit', false]]);
    assert.equal(clock.pending, 0);
  });

  it('takes an answer that comes after the time, as messages do behind a busy loop', () => {
    const { clock, settled, waiting, key } = setUp();
    waiting.hold(key, { value: 'edit', fallback: () => false });
    clock.advance(100);
    waiting.settle(key, true);
    clock.advance(1000);
    assert.deepEqual(settled, [['edit', true]]);
  });

  it('keeps keys apart, and settles nothing for one that does not wait', () => {
    const { settled, waiting, key } = setUp();
    waiting.hold(key, { value: 'mine', fallback: () => false });
    waiting.settle({}, true);
    assert.deepEqual(settled, []);
  });

  it('lets go of everything when it ends', () => {
    const { clock, settled, waiting, key } = setUp();
    waiting.hold(key, { value: 'one', fallback: () => true });
    waiting.hold({}, { value: 'two', fallback: () => false });
    waiting.dispose();
    assert.deepEqual(settled, [
      ['one', true],
      ['two', false],
    ]);
    assert.equal(clock.pending, 0);
  });
});
