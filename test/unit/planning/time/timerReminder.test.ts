import assert from 'node:assert/strict';
import type { MeasuredStretch } from '../../../../src/core/facts/measuredTime.ts';
import { hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import type { TimeEntry } from '../../../../src/planning/time/foldEntries.ts';
import { reminderOf } from '../../../../src/planning/time/timerReminder.ts';

describe('the reminder of a timer', () => {
  const now = Date.UTC(2026, 2, 2, 9);
  const timer = (minutes: number, project?: string): TimeEntry => {
    const start = now - minutes * minuteMs;
    return {
      id: 'e',
      title: 'Login',
      tags: [],
      start,
      began: start,
      offset: 0,
      isPaused: false,
      ...(project !== undefined && { project }),
    };
  };
  const work = (project: string, from: number, to: number): MeasuredStretch => ({
    start: now - from * minuteMs,
    end: now - to * minuteMs,
    kind: 'coding',
    project,
    branch: undefined,
  });
  const rules = { afterMs: 0, otherProject: true, now };

  it('comes when it has run for as long as was set, and never when nothing was', () => {
    const long = { afterMs: 4 * hourMs, otherProject: false, now };
    assert.equal(reminderOf(timer(239), [], long), undefined);
    assert.deepEqual(reminderOf(timer(240), [], long), { entry: 'e', title: 'Login', ms: 4 * hourMs });
    assert.equal(reminderOf(timer(900), [work('/p/shop', 15, 0)], { ...long, afterMs: 0 }), undefined);
  });

  it('comes when ten of the last fifteen minutes were spent on another project, and none on its own', () => {
    const elsewhere = [work('/p/shop', 30, 0)];
    assert.equal(reminderOf(timer(60, '/p/app'), elsewhere, rules)?.project, '/p/shop');
    assert.equal(reminderOf(timer(60, '/p/shop'), elsewhere, rules), undefined);
    assert.equal(reminderOf(timer(60), elsewhere, rules), undefined);
    assert.equal(reminderOf(timer(60, '/p/app'), elsewhere, { ...rules, otherProject: false }), undefined);
    assert.equal(reminderOf(timer(60, '/p/app'), [work('/p/app', 14, 12), work('/p/shop', 12, 0)], rules), undefined);
    // Time before the timer is ignored.
    assert.equal(reminderOf(timer(5, '/p/app'), elsewhere, rules), undefined);
    assert.equal(reminderOf(timer(60, '/p/app'), [work('/p/shop', 30, 6)], rules), undefined);
  });
});
