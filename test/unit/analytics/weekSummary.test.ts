import assert from 'node:assert/strict';
import { DailyRollups } from '../../../src/analytics/rollups/dailyRollups.ts';
import { weekSummaryOf } from '../../../src/analytics/weekSummary.ts';
import type { Fact } from '../../../src/core/facts/facts.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { activity, context, day, diagnostic, run, span, task } from './given.ts';

const minute = 60_000;
const dayMinutes = 24 * 60;
const now = context();
const week = (...facts: Fact[]) =>
  weekSummaryOf({ reader: new MemoryReader(facts), rollups: new DailyRollups() }, day, now);

describe('the summary of a week', () => {
  it('begins on Monday, and during the week ends today', () => {
    const { from, to, days } = week();
    assert.deepEqual([from, to, days.length], ['2026-11-16', '2026-11-20', 5]);
    const later = weekSummaryOf({ reader: new MemoryReader(), rollups: new DailyRollups() }, '2026-11-12', now);
    assert.deepEqual([later.from, later.to, later.days.length], ['2026-11-09', '2026-11-15', 7]);
  });

  it('adds up the days, and compares with as many of the week before', () => {
    const found = week(
      span(0, 60),
      span(-dayMinutes, -dayMinutes + 30),
      span(-7 * dayMinutes, -7 * dayMinutes + 45),
      span(-5 * dayMinutes, -5 * dayMinutes + 500),
    );
    assert.equal(found.totalMs, 90 * minute);
    assert.equal(found.beforeMs, 45 * minute, 'Saturday and Sunday of the week before are not compared with');
    assert.deepEqual(
      found.days.map(({ totalMs }) => totalMs / minute),
      [0, 0, 0, 30, 60],
    );
    assert.equal(found.longestMs, 60 * minute);
  });

  it('says where the time went, the most first', () => {
    const { byProject, byKind, byLanguage } = week(
      span(0, 20),
      span(30, 90, { project: '/home/me/api', language: 'go', kind: 'debugging' }),
      activity(100, 110),
    );
    assert.deepEqual(byProject, [
      { name: 'api', ms: 60 * minute },
      { name: 'shop', ms: 20 * minute },
    ]);
    assert.deepEqual(
      byKind.map(({ name }) => name),
      ['Debugging', 'Coding', 'Meeting'],
    );
    assert.equal(byLanguage[0]?.name, 'go');
  });

  it('counts what came of it, of this week only', () => {
    const before = -7 * dayMinutes;
    const found = week(
      span(0, 20),
      diagnostic(1, 5),
      diagnostic(2, undefined),
      diagnostic(before, before + 5),
      run(1, 2, { exitCode: 0 }),
      run(3, 4, { exitCode: 1 }),
      run(5, 6, { exitCode: 1, group: 'other' }),
      task(30, { doneAt: span(0, 1).start, title: 'Ship it' }),
      task(30),
    );
    assert.deepEqual(found.tasks, { planned: 2, done: ['Ship it'] });
    assert.deepEqual(found.runs, { passed: 1, failed: 1 });
    assert.equal(found.errorsFixed, 1);
  });
});
