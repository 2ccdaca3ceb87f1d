import assert from 'node:assert/strict';
import fc from 'fast-check';
import { actualsOf } from '../../../../src/analytics/plan/actual.ts';
import { branchOfTask } from '../../../../src/planning/taskStarts.ts';
import { durationOf } from '../../../../src/analytics/segment.ts';
import { timelineOf } from '../../../../src/analytics/timeline.ts';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import type { TaskStart } from '../../../../src/core/facts/taskStarts.ts';
import { at, context, span } from '../given.ts';
import { noRows } from '../../../../src/analytics/noRows.ts';

const now = context();
const shop = '/home/me/shop';
const segments = (...spans: SpanFact[]) => timelineOf({ ...noRows, spans }, now.rules);

function start(from: number, to: number | undefined, changes: Partial<TaskStart> = {}): TaskStart {
  const range = { start: at(from), ...(to !== undefined && { end: at(to) }), offset: 0 };
  return { id: `s${from}`, task: 't', ...range, ...changes };
}

/** Minutes that each task took. */
function minutes(starts: TaskStart[], ...spans: SpanFact[]): Record<string, number> {
  const actuals = actualsOf(starts, segments(...spans), now);
  return Object.fromEntries([...actuals].map(([task, { ms }]) => [task, ms / 60_000]));
}

describe('the time that a task takes', () => {
  it('is what was worked between start and stop', () => {
    assert.deepEqual(minutes([start(10, 30)], span(0, 20), span(25, 60)), { t: 15 });
  });

  it('counts on its branch, else in its project, else anywhere', () => {
    const spans = [span(0, 10), span(10, 20, { branch: 'zoom' }), span(20, 30, { project: '/home/me/api' })];
    assert.deepEqual(minutes([start(0, 60, { project: shop, branch: 'zoom' })], ...spans), { t: 10 });
    assert.deepEqual(minutes([start(0, 60, { project: shop })], ...spans), { t: 20 });
    assert.deepEqual(minutes([start(0, 60)], ...spans), { t: 30 });
  });

  it('adds up over several starts, and continues while it runs', () => {
    const spans = [span(0, 60)];
    const actuals = actualsOf([start(0, 10), start(20, undefined)], segments(...spans), now);
    assert.deepEqual(actuals.get('t'), { ms: 50 * 60_000, startedAt: at(20) });
  });

  it('ends with its day when it is never stopped', () => {
    const tomorrow = context({ now: at(30 * 60) });
    const late = [span(14 * 60, 14 * 60 + 50), span(15 * 60 + 10, 15 * 60 + 40)];
    const actuals = actualsOf([start(14 * 60, undefined)], segments(...late), tomorrow);
    assert.deepEqual(actuals.get('t'), { ms: 50 * 60_000 });
  });

  it('is never more than what was worked, however the starts lie, while one is started at a time', () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(times, (found) => {
        const sorted = found.toSorted((a, b) => a - b);
        const starts = sorted.slice(1).map((to, i) => start(sorted[i] ?? 0, to, { task: `t${i}` }));
        const worked = segments(span(0, 100), span(120, 200), span(150, 220));
        const total = [...actualsOf(starts, worked, now).values()].reduce((sum, { ms }) => sum + ms, 0);
        assert.ok(total <= durationOf(worked));
      }),
    );
  });

  it('belongs to the branch that the task rests on', () => {
    const evidence = [
      { id: 'day:1', text: '' },
      { id: `branch:${shop}:feature/a:b`, text: '' },
    ];
    assert.equal(branchOfTask(shop, evidence), 'feature/a:b');
    assert.equal(branchOfTask('/home/me/api', evidence), undefined);
    assert.equal(branchOfTask(undefined, evidence), undefined);
  });
});
