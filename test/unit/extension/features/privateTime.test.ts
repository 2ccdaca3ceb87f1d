import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PrivateMark } from '../../../../src/extension/features/privacy/privateMark.ts';
import { longestMs, PrivateTime } from '../../../../src/extension/features/privacy/privateTime.ts';
import type { TrackingState } from '../../../../src/extension/trackingControl.ts';
import { minuteMs } from '../../../../src/core/time/days.ts';
import { Emitter } from '../../../../src/core/base/event.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';

/** A window with its tracking, as `TrackingControl` has it; `folder` is what its workspace still has after a reload. */
function openWindow(clock: FakeClock, folder: string) {
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
  const mark = new PrivateMark(folder);
  const show = (until: number) => {
    shown.push(until);
    return { dispose: () => void shown.splice(shown.indexOf(until), 1) };
  };
  const time = new PrivateTime({ clock, mark, tracking, show });
  const pauseAll = (): void => {
    pausedAll = true;
    become(false);
  };
  return { time, tracking, shown, mark, pauseAll };
}

describe('private mode', () => {
  let clock: FakeClock;
  let parent: string;
  let folder: string;
  beforeEach(() => {
    clock = new FakeClock();
    parent = mkdtempSync(path.join(tmpdir(), 'daymark-private-'));
    folder = path.join(parent, 'workspace');
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  it('records nothing until its time is over, and says so', () => {
    const { time, tracking, shown, mark } = openWindow(clock, folder);
    time.begin(15 * minuteMs);
    assert.deepEqual([tracking.state, shown], ['paused', [clock.now() + 15 * minuteMs]]);
    clock.advance(14 * minuteMs);
    assert.equal(tracking.state, 'paused');
    clock.advance(minuteMs);
    assert.deepEqual([tracking.state, shown, mark.read(), clock.pending], ['on', [], undefined, 0]);
  });

  it('ends when someone resumes', () => {
    const { time, tracking, shown, mark } = openWindow(clock, folder);
    time.begin(15 * minuteMs);
    tracking.resumeHere();
    assert.deepEqual([shown, mark.read(), clock.pending], [[], undefined, 0]);
  });

  it('holds in a window that is reloaded, for what is left of it', () => {
    const first = openWindow(clock, folder);
    first.time.begin(30 * minuteMs);
    clock.advance(20 * minuteMs);
    first.time.dispose();
    const second = openWindow(clock, folder);
    assert.deepEqual([second.tracking.state, second.shown], ['paused', [clock.now() + 10 * minuteMs]]);
    clock.advance(10 * minuteMs);
    assert.deepEqual([second.tracking.state, second.shown], ['on', []]);
    assert.equal(openWindow(clock, folder).tracking.state, 'on');
  });

  it('does not come back once its time was over, and never lasts longer than it can be asked for', () => {
    const mark = new PrivateMark(folder);
    mark.write(clock.now() - 1);
    assert.equal(openWindow(clock, folder).tracking.state, 'on');
    mark.write(clock.now() + 100 * longestMs);
    assert.deepEqual(openWindow(clock, folder).shown, [clock.now() + longestMs]);
    writeFileSync(path.join(folder, 'private'), 'tomorrow');
    assert.equal(openWindow(clock, folder).tracking.state, 'on');
  });

  it('is not read from what is no small file, and a pipe does not hold the window', () => {
    const file = path.join(folder, 'private');
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${clock.now() + 60_000}${' '.repeat(100)}`);
    assert.equal(new PrivateMark(folder).read(), undefined);
    rmSync(file);
    mkdirSync(file);
    assert.equal(new PrivateMark(folder).read(), undefined);
    rmSync(file, { recursive: true });
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [file]);
    assert.equal(new PrivateMark(folder).read(), undefined);
  });

  it('leaves a pause as it was: one of this window before it, and one of all windows made meanwhile', () => {
    const paused = openWindow(clock, folder);
    paused.tracking.pause();
    paused.time.begin(15 * minuteMs);
    clock.advance(15 * minuteMs);
    assert.deepEqual([paused.tracking.state, paused.shown], ['paused', []]);
    const all = openWindow(clock, folder);
    all.time.begin(15 * minuteMs);
    all.pauseAll();
    clock.advance(15 * minuteMs);
    assert.deepEqual([all.tracking.state, all.shown], ['paused-all', []]);
  });

  it('starts over when requested again', () => {
    const { time, tracking, shown } = openWindow(clock, folder);
    time.begin(15 * minuteMs);
    clock.advance(10 * minuteMs);
    time.begin(30 * minuteMs);
    clock.advance(29 * minuteMs);
    assert.deepEqual([tracking.state, shown.length], ['paused', 1]);
    clock.advance(minuteMs);
    assert.deepEqual([tracking.state, shown, clock.pending], ['on', [], 0]);
  });
});
