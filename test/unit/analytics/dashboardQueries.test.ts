import assert from 'node:assert/strict';
import { readDashboard } from '../../../src/analytics/dashboardQueries.ts';
import type { Fact } from '../../../src/core/facts/facts.ts';
import { dayMs, minuteMs } from '../../../src/core/time/days.ts';
import { memoryApp } from '../planning/blocks/memoryApp.ts';
import { span } from '../storage/facts.ts';

const now = Date.UTC(2026, 10, 30, 9);

/** Returns whether the dashboard shows its first day. */
function isFirstDay(...facts: readonly Fact[]): boolean {
  const { app, reading } = memoryApp(now);
  for (const fact of facts) app.recorder.append(fact);
  return readDashboard.run(reading(), {}).firstDay;
}

describe('the first day in the dashboard', () => {
  /** A look at a file without a stretch, as of a window that was just opened. */
  const opened = (at: number): Fact => span({ id: 's:1', start: at, end: at, offset: 0 });
  const work = { start: now - 5 * minuteMs, end: now - minuteMs, offset: 0 };

  it('lasts until there is time, whatever a window notes before', () => {
    assert.equal(isFirstDay(), true);
    assert.equal(isFirstDay(opened(now - minuteMs)), true);
    assert.equal(isFirstDay(opened(now - minuteMs), span({ id: 's:2', ...work })), false);
    assert.equal(isFirstDay(opened(now - dayMs)), false);
  });
});
