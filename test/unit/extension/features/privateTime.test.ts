import assert from 'node:assert/strict';
import { longestMs, PrivateTime } from '../../../../src/extension/features/privacy/privateTime.ts';
import type { TrackingState } from '../../../../src/extension/trackingControl.ts';
import { minuteMs } from '../../../../src/shared/days.ts';
import { Emitter } from '../../../../src/shared/event.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';

/** A window with its tracking, as `TrackingControl` has it; `remembered` is what its workspace still knows after a reload. */
function openWindow(clock: FakeClock, remembered = new Map<string, unknown>()) {
  const changed = new Emitter<TrackingState>();
  const shown: number[] = [];
  let [state, pausedAll] = ['on' as TrackingState, false];
  const become = (isPaused: boolean): void => {
    const before = state;
    state = pausedAll ? 'paused-all' : isPaused ? 'paused' : 'on';
    if (state !== before) changed.fire(state);
  };
  const tracking = {
    get state() {
      return state;
    },
    pause: () => become(true),
    resumeHere: () => become(false),
    onDidChange: changed.event,
  };
  const memento = {
    get: (key: string) => remembered.get(key),
    update: async (key: string, value: unknown) =>
      void (value === undefined ? remembered.delete(key) : remembered.set(key, value)),
  };
  const show = (until: number) => {
    shown.push(until);
    return { dispose: () => void shown.splice(shown.indexOf(until), 1) };
  };
  const time = new PrivateTime({ clock, memento, tracking, show });
  const pauseAll = (): void => {
    pausedAll = true;
    become(false);
  };
  return { time, tracking, shown, remembered, pauseAll };
}

describe('private mode', () => {
  let clock: FakeClock;
  beforeEach(() => {
    clock = new FakeClock();
  });

  it('records nothing until its time is over, and says so', () => {
    const { time, tracking, shown, remembered } = openWindow(clock);
    time.begin(15 * minuteMs);
    assert.deepEqual([tracking.state, shown], ['paused', [clock.now() + 15 * minuteMs]]);
    clock.advance(14 * minuteMs);
    assert.equal(tracking.state, 'paused');
    clock.advance(minuteMs);
    assert.deepEqual([tracking.state, shown, remembered.size, clock.pending], ['on', [], 0, 0]);
  });

  it('ends when somebody resumes', () => {
    const { time, tracking, shown, remembered } = openWindow(clock);
    time.begin(15 * minuteMs);
    tracking.resumeHere();
    assert.deepEqual([shown, remembered.size, clock.pending], [[], 0, 0]);
  });

  it('holds in a window that is reloaded, for what is left of it', () => {
    const first = openWindow(clock);
    first.time.begin(30 * minuteMs);
    clock.advance(20 * minuteMs);
    first.time.dispose();
    const second = openWindow(clock, first.remembered);
    assert.deepEqual([second.tracking.state, second.shown], ['paused', [clock.now() + 10 * minuteMs]]);
    clock.advance(10 * minuteMs);
    assert.deepEqual([second.tracking.state, second.shown], ['on', []]);
    assert.equal(openWindow(clock, second.remembered).tracking.state, 'on');
  });

  it('does not come back once its time was over, and never lasts longer than it can be asked for', () => {
    const remembered = new Map<string, unknown>([['daymark.privateUntil', clock.now() - 1]]);
    assert.equal(openWindow(clock, remembered).tracking.state, 'on');
    remembered.set('daymark.privateUntil', clock.now() + 100 * longestMs);
    assert.deepEqual(openWindow(clock, remembered).shown, [clock.now() + longestMs]);
    remembered.set('daymark.privateUntil', 'tomorrow');
    assert.equal(openWindow(clock, remembered).tracking.state, 'on');
  });

  it('leaves a pause as it was: one of this window before it, and one of all windows made meanwhile', () => {
    const paused = openWindow(clock);
    paused.tracking.pause();
    paused.time.begin(15 * minuteMs);
    clock.advance(15 * minuteMs);
    assert.deepEqual([paused.tracking.state, paused.shown], ['paused', []]);
    const all = openWindow(clock);
    all.time.begin(15 * minuteMs);
    all.pauseAll();
    clock.advance(15 * minuteMs);
    assert.deepEqual([all.tracking.state, all.shown], ['paused-all', []]);
  });

  it('asked for again begins anew', () => {
    const { time, tracking, shown } = openWindow(clock);
    time.begin(15 * minuteMs);
    clock.advance(10 * minuteMs);
    time.begin(30 * minuteMs);
    clock.advance(29 * minuteMs);
    assert.deepEqual([tracking.state, shown.length], ['paused', 1]);
    clock.advance(minuteMs);
    assert.deepEqual([tracking.state, shown, clock.pending], ['on', [], 0]);
  });
});
