import assert from 'node:assert/strict';
import { hasLockedNames, withWork, type ShareWork } from '../../../../src/core/sharing/shareWork.ts';
import type { ShareBatch } from '../../../../src/core/sharing/shareBatch.ts';

const day = '2026-11-02';
const batch = (...days: string[]): ShareBatch => ({
  level: 'tasks',
  source: 'laptop',
  days: days.map((one) => ({ day: one, revision: 1, items: [], measuredSeconds: 0, focusSeconds: 0 })),
});
const nothing: ShareWork = { tasks: [], entries: [], usage: [], runs: [], dayAt: () => day };
const task = { id: 't', title: 'Ship', status: 'todo', priority: 'high' } as const;
const entry = (id: string, ms = 1000) => ({ id, title: 'Work', start: 5, end: 5 + ms, ms });
const tokens = { input: 1, output: 20, cacheWrite: 300, cacheWrite1h: 4000, cacheRead: 50_000 };

describe('tasks, entries, and AI activity that are shared', () => {
  it('have what the server takes, and no folder', () => {
    const all = { ...task, project: '/home/ada/shop', dueDay: day, estimate: 12.5, doneAt: 7 } as const;
    const { tasks } = withWork(batch(day), {
      ...nothing,
      tasks: [
        { ...all, id: 'a/b c' },
        { ...task, id: '' },
      ],
    });
    assert.deepEqual(tasks, [
      {
        id: 'a_b_c',
        title: 'Ship',
        status: 'todo',
        priority: 'high',
        project: 'shop',
        dueDay: day,
        estimateMinutes: 13,
        doneAt: 7,
      },
      { ...task, id: '_' },
    ]);
    const long = withWork(batch(day), {
      ...nothing,
      tasks: [{ ...task, id: 'x'.repeat(300), title: 'y'.repeat(900), project: 'z'.repeat(300) }],
    });
    assert.deepEqual(
      [long.tasks?.[0]?.id.length, long.tasks?.[0]?.title.length, long.tasks?.[0]?.project?.length],
      [200, 500, 200],
    );
  });

  it('are entries that have ended, of a day at most', () => {
    const entries = [
      { ...entry('a', 1999), projectName: 'Shop' },
      { id: 'running', title: 'Work', start: 5, ms: 1000 },
      entry('long', 86_400_999),
    ];
    const [first, second] = withWork(batch(day, '2026-11-03'), { ...nothing, entries: [{ day, entries }] }).days;
    assert.deepEqual(first?.entries, [
      { id: 'a', title: 'Work', project: 'Shop', startedAt: 5, seconds: 1 },
      { id: 'long', title: 'Work', startedAt: 5, seconds: 86_400 },
    ]);
    assert.ok(second && !('entries' in second) && !('ai' in second));
  });

  it('are each there once, the first of them, up to the limits of the server', () => {
    const days = Array.from({ length: 27 }, (_, i) => `2026-11-${String(i + 1).padStart(2, '0')}`);
    const many = Array.from({ length: 201 }, (_, i) => entry(`e${i}`));
    const shared = withWork(batch(...days), {
      ...nothing,
      tasks: [
        ...Array.from({ length: 501 }, (_, i) => ({ ...task, id: `t${i}` })),
        { ...task, id: 't0', title: 'Later' },
      ],
      entries: days.map((one) => ({ day: one, entries: [...many, { ...entry('e0'), title: 'Later' }] })),
    });
    assert.deepEqual([shared.tasks?.length, shared.tasks?.[0]?.title], [500, 'Ship']);
    assert.deepEqual(
      shared.days.map(({ entries }) => entries?.length),
      [...Array.from({ length: 25 }, () => 200), undefined, undefined],
    );
    assert.equal(shared.days[0]?.entries?.[0]?.title, 'Work');
  });

  it('are sums of a day’s calls and runs', () => {
    const runs = [
      { status: 'done', start: 1, workMs: 1500 },
      { status: 'failed', start: 1, workMs: 499 },
      { status: 'killed', start: 1 },
      { status: 'failed', start: 2, workMs: 9000 },
    ];
    const dayAt = (at: number): string => (at === 1 ? day : '2026-11-03');
    const usage = [{ day, calls: 3, tokens, costUsd: 0.000_002_5 }];
    const ai = withWork(batch(day, '2026-11-03', '2026-11-04'), { ...nothing, runs, usage, dayAt }).days.map(
      (one) => one.ai,
    );
    assert.deepEqual(ai, [
      { calls: 3, tokens: 54_321, costMicros: 3, runs: 3, failedRuns: 2, runSeconds: 1 },
      { calls: 0, tokens: 0, costMicros: 0, runs: 1, failedRuns: 1, runSeconds: 9 },
      undefined,
    ]);
  });

  it('have a name that is locked, wherever it is', () => {
    const locked = '\u{1F512}x';
    const [one] = batch(day).days;
    const of = (change: object, tasks: ShareBatch['tasks'] = []): boolean =>
      hasLockedNames({ ...batch(), days: one ? [{ ...one, ...change }] : [], tasks });
    assert.equal(
      of({ items: [{ seconds: 1, project: 'a' }], entries: [{ ...entry('a'), title: 'b' }] }, [task]),
      false,
    );
    assert.equal(of({ items: [{ seconds: 1 }, { seconds: 1, project: locked }] }), true);
    assert.equal(of({ entries: [{ ...entry('a'), title: locked }] }), true);
    assert.equal(of({ entries: [{ ...entry('a'), project: locked }] }), true);
    assert.equal(of({}, [{ ...task, title: locked }]), true);
    assert.equal(hasLockedNames(batch(day)), false);
  });
});
