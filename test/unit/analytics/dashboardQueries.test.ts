import assert from 'node:assert/strict';
import { mock } from 'node:test';
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

describe('the cost of the dashboard', () => {
  it('stays at one read of recent work, for the day and the feed', () => {
    const { app, reading } = memoryApp(now);
    app.recorder.append(span({ id: 's:1', start: now - 5 * minuteMs, end: now - minuteMs, offset: 0 }));
    const read = reading();
    const spans = mock.method(read.reader, 'spans');
    const { feed } = readDashboard.run(read, {});
    // Finished days are read too, as there is no cache here; only recent work is followed into the future.
    const recent = spans.mock.calls.filter(({ arguments: [range] }) => range.to > now + 2 * dayMs);
    assert.equal(feed.items.length, 1);
    assert.equal(recent.length, 1);
  });
});
