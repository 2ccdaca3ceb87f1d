import assert from 'node:assert/strict';
import { PendingAnswers } from '../../../../src/extension/sensors/support/waiting.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';

function setUp() {
  const clock = new FakeClock();
  const settled: [string, boolean][] = [];
  const waiting = new PendingAnswers<object, string>(clock, 100, (value, answer) => void settled.push([value, answer]));
  return { clock, settled, waiting, key: {} };
}

/** A clock on which work takes time, and that records the length of each turn. */
class BusyClock extends FakeClock {
  #busyMs = 0;
  #turnMs = 0;
  longestMs = 0;
  timers = 0;

  override monotonic(): number {
    return super.monotonic() + this.#busyMs;
  }

  override after(ms: number, act: () => void) {
    this.timers++;
    return super.after(ms, () => {
      this.#turnMs = 0;
      act();
    });
  }

  spend(ms: number): void {
    this.#busyMs += ms;
    this.#turnMs += ms;
    this.longestMs = Math.max(this.longestMs, this.#turnMs);
  }
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

  it('settles thousands in turns of some milliseconds, in their order, with few timers', () => {
    const clock = new BusyClock();
    const settled: number[] = [];
    const waiting = new PendingAnswers<object, number>(clock, 100, (value) => {
      clock.spend(1);
      settled.push(value);
    });
    const all = Array.from({ length: 2_000 }, (_, i) => i);
    for (const value of all) waiting.hold({ value }, { value, fallback: () => false });
    assert.equal(clock.timers, 1);
    clock.advance(60_000);
    assert.deepEqual(settled, all);
    assert.ok(clock.longestMs < 16, `${clock.longestMs} ms`);
    assert.ok(clock.timers < 700, `${clock.timers} timers`);
    assert.equal(clock.pending, 0);
  });

  it('settles thousands that are answered in one turn in turns of some milliseconds, in their order', () => {
    const clock = new BusyClock();
    const settled: number[] = [];
    const waiting = new PendingAnswers<object, number>(clock, 100, (value) => {
      clock.spend(1);
      settled.push(value);
    });
    const all = Array.from({ length: 2_000 }, (_, i) => i);
    for (const value of all) {
      const key = {};
      waiting.hold(key, { value, fallback: () => false });
      waiting.settle(key, true);
    }
    assert.ok(settled.length < 16, `${settled.length} at once`);
    clock.advance(60_000);
    assert.deepEqual(settled, all);
    assert.ok(clock.longestMs < 16, `${clock.longestMs} ms`);
    assert.equal(clock.pending, 0);
  });

  it('loses none that waits for another turn when it ends', () => {
    const clock = new BusyClock();
    const settled: number[] = [];
    const waiting = new PendingAnswers<object, number>(clock, 100, (value) => {
      clock.spend(1);
      settled.push(value);
    });
    const all = Array.from({ length: 50 }, (_, i) => i);
    const keys = all.map((value) => {
      const key = {};
      waiting.hold(key, { value, fallback: () => false });
      return key;
    });
    for (const key of keys.slice(0, 40)) waiting.settle(key, true);
    waiting.dispose();
    assert.deepEqual(settled, all);
    assert.equal(clock.pending, 0);
  });

  it('waits for each as long as for one alone', () => {
    const { clock, settled, waiting, key } = setUp();
    waiting.hold({}, { value: 'early', fallback: () => true });
    clock.advance(60);
    waiting.hold(key, { value: 'late', fallback: () => true });
    clock.advance(50);
    assert.deepEqual(settled, [['early', true]]);
    clock.advance(40);
    assert.equal(settled.length, 1, 'it has 100 ms of its own');
    clock.advance(20);
    assert.deepEqual(settled.at(-1), ['late', true]);
    assert.equal(clock.pending, 0);
  });

  it('can be held again while others are settled', () => {
    const clock = new FakeClock();
    const settled: string[] = [];
    const waiting: PendingAnswers<object, string> = new PendingAnswers(clock, 100, (value: string) => {
      settled.push(value);
      if (settled.length < 4) waiting.hold({}, { value: `${value}+`, fallback: () => true });
    });
    for (const value of ['one', 'two']) waiting.hold({}, { value, fallback: () => true });
    clock.advance(150);
    assert.deepEqual(settled, ['one', 'two']);
    clock.advance(150);
    assert.deepEqual(settled, ['one', 'two', 'one+', 'two+']);
    clock.advance(1_000);
    assert.equal(clock.pending, 0);
  });
});
