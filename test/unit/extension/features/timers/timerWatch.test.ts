import assert from 'node:assert/strict';
import { hourMs, minuteMs } from '../../../../../src/core/time/days.ts';
import { TimerWatch } from '../../../../../src/extension/features/timers/timerWatch.ts';
import type { TimerState } from '../../../../../src/planning/time/foldEntries.ts';
import { FakeClock } from '../../../../fakes/fakeClock.ts';

describe('following the timer', () => {
  let clock: FakeClock;
  let state: TimerState;
  let shown: number;
  let slept: number;
  let watch: TimerWatch;

  beforeEach(() => {
    clock = new FakeClock();
    state = {};
    [shown, slept] = [0, 0];
    watch = new TimerWatch({
      clock,
      read: () => Promise.resolve(state),
      show: () => shown++,
      onSlept: () => slept++,
      onError: (error) => assert.fail(String(error)),
    });
  });
  afterEach(() => watch.dispose());

  const run = () => {
    const running = { id: 'a', title: '', tags: [], start: clock.now() - 30_000, offset: 0, isPaused: false };
    state = { running };
    return watch.refresh();
  };

  it('waits for nothing while no timer runs', async () => {
    await watch.refresh();
    assert.deepEqual([shown, clock.pending], [1, 0]);
  });

  it('shows a running timer again once a minute, when its minutes change', async () => {
    await run();
    assert.deepEqual([shown, clock.pending], [1, 1]);
    clock.advance(29_000);
    assert.equal(shown, 1);
    clock.advance(1000);
    assert.equal(shown, 2);
    clock.advance(10 * minuteMs);
    assert.deepEqual([shown, clock.pending, slept], [12, 1, 0]);
  });

  it('ends waiting when the timer is stopped, and when it is disposed', async () => {
    await run();
    state = {};
    await watch.refresh();
    assert.equal(clock.pending, 0);
    await run();
    watch.dispose();
    assert.equal(clock.pending, 0);
  });

  it('notices a sleep, whether or not the monotonic clock counts it', async () => {
    await run();
    clock.sleep(8 * hourMs);
    clock.advance(minuteMs);
    assert.equal(slept, 1);
    clock.suspend(2 * hourMs);
    clock.advance(0);
    assert.equal(slept, 2);
  });

  it('is late by ten minutes at most without a sleep', async () => {
    await run();
    clock.jump(10 * minuteMs);
    clock.advance(30_000);
    assert.equal(slept, 0);
    clock.jump(10 * minuteMs + 1);
    clock.advance(minuteMs);
    assert.equal(slept, 1);
  });

  it('shows what it last read where reading fails, and says so', async () => {
    const errors: unknown[] = [];
    const [failure, seen] = [new Error('locked'), [] as TimerState[]];
    let isLocked = false;
    const running = { id: 'a', title: '', tags: [], start: clock.now(), offset: 0, isPaused: false };
    const one = new TimerWatch({
      clock,
      read: () => (isLocked ? Promise.reject(failure) : Promise.resolve({ running })),
      show: (shownState) => seen.push(shownState),
      onSlept: () => {},
      onError: (error) => errors.push(error),
    });
    await one.refresh();
    isLocked = true;
    await one.refresh();
    assert.deepEqual([seen, errors, one.state], [[{ running }, { running }], [failure], { running }]);
    one.dispose();
    await one.refresh();
    assert.deepEqual([seen.length, clock.pending], [2, 0], 'nothing is read or shown after its end');
  });

  it('reads again for what came while it read, and no more', async () => {
    let reads = 0;
    let answer: (state: TimerState) => void = () => assert.fail('not read');
    const slow = new TimerWatch({
      clock,
      read: () => (reads++, new Promise((resolve) => (answer = resolve))),
      show: () => {},
      onSlept: () => {},
      onError: (error) => assert.fail(String(error)),
    });
    const done = slow.refresh();
    void slow.refresh();
    void slow.refresh();
    answer({});
    await new Promise(setImmediate);
    answer({});
    await done;
    assert.equal(reads, 2);
  });
});
