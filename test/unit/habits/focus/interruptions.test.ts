import assert from 'node:assert/strict';
import type { MeasuredStretch } from '../../../../src/core/facts/measuredTime.ts';
import { minuteMs } from '../../../../src/core/time/days.ts';
import { interruptionsOf } from '../../../../src/habits/focus/interruptions.ts';

const stretch = (start: number, end: number, more: Partial<MeasuredStretch> = {}): MeasuredStretch => ({
  start: start * minuteMs,
  end: end * minuteMs,
  kind: 'coding',
  project: 'a',
  branch: undefined,
  ...more,
});
const session = { start: 10 * minuteMs, end: 60 * minuteMs };
const none = { failedRuns: [], agentPrompts: [] };
const quiet = { projectSwitches: 0, away: 0, meetings: 0, sites: 0, failedRuns: 0, agentPrompts: 0 };

describe('the interruptions of a focus session', () => {
  it('are none in one stretch, nor where nothing was measured at all', () => {
    assert.deepEqual(interruptionsOf(session, [stretch(0, 90)], none), quiet);
    assert.deepEqual(interruptionsOf(session, [], none), quiet);
    assert.deepEqual(interruptionsOf(session, [stretch(60, 90), stretch(0, 10)], none), quiet);
  });

  it('are switches from one project to the next, and two minutes away', () => {
    const projects = (...names: (string | undefined)[]) =>
      interruptionsOf(
        session,
        names.map((project, i) => stretch(10 + i, 11 + i, { project })),
        none,
      ).projectSwitches;
    assert.deepEqual([projects('a', 'b'), projects('a', 'a', 'b', 'b', 'a'), projects('a', undefined, 'a')], [1, 2, 0]);
    const after = interruptionsOf(session, [stretch(0, 60), stretch(60, 70, { project: 'b' })], none);
    assert.equal(after.projectSwitches, 0, 'the session was over');
    const before = interruptionsOf(session, [stretch(0, 10, { project: 'b' }), stretch(10, 60)], none);
    assert.equal(before.projectSwitches, 0, 'it had not begun');
    const away = (...pairs: [number, number][]) =>
      interruptionsOf(
        session,
        pairs.map(([from, to]) => stretch(from, to)),
        none,
      ).away;
    assert.deepEqual([away([10, 20], [22, 60]), away([10, 20], [21.9, 60])], [1, 0]);
    assert.deepEqual([away([10, 58]), away([10, 58.1]), away([30, 60])], [1, 0, 0]);
  });

  it('are no meeting that had begun before, however many stretches it has', () => {
    const meetings = (...starts: readonly number[]) => {
      const measured = starts.map((start) => stretch(start, start + 10, { kind: 'meeting' }));
      return interruptionsOf(session, [...measured, stretch(50, 60)], none).meetings;
    };
    assert.deepEqual([meetings(5, 15), meetings(10, 20), meetings(11, 21), meetings(11, 31)], [0, 0, 1, 1]);
  });

  it('are counted from what was measured', () => {
    const measured = [
      stretch(5, 20),
      stretch(20, 22, { project: 'b' }),
      stretch(22, 24, { project: undefined, kind: 'browsing' }),
      stretch(24, 30),
      stretch(35, 40, { kind: 'meeting', project: undefined }),
      stretch(40, 50),
    ];
    const events = { failedRuns: [5, 12, 30].map((at) => at * minuteMs), agentPrompts: [41 * minuteMs, 61 * minuteMs] };
    assert.deepEqual(interruptionsOf(session, measured, events), {
      // To b and back.
      projectSwitches: 2,
      // From 30 to 35, and from 50 to the end.
      away: 2,
      meetings: 1,
      sites: 1,
      failedRuns: 2,
      agentPrompts: 1,
    });
  });
});
