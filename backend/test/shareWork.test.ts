import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyText } from '../../test/harness/anyText.ts';
import { shareBatchOf } from '../../src/core/sharing/shareBatch.ts';
import { hasLockedNames, type ShareWork, withWork } from '../../src/core/sharing/shareWork.ts';
import { lockedName } from '../../src/core/facts/lockedName.ts';
import { batchSchema } from '../src/sharing/batch.ts';

const day = '2026-11-02';
const at = Date.UTC(2026, 10, 2, 9);
const batch = shareBatchOf({ by: 'project', parts: [], days: [{ day, ms: [] }] }, 'tasks', {
  source: 'laptop',
  revision: 1,
  bySource: { by: 'source', parts: [], days: [] },
  focusMs: new Map(),
});
const tokens = { input: 1, output: 2, cacheWrite: 4, cacheWrite1h: 8, cacheRead: 16 };
const work: ShareWork = {
  tasks: [
    {
      id: 'task:1',
      title: 'Fix\nit',
      status: 'todo',
      priority: 'high',
      project: '/home/mona/secret/app',
      estimate: 30,
    },
    { id: 'task:1', title: 'The same', status: 'done', priority: 'low' },
  ],
  entries: [
    {
      day,
      entries: [
        { id: 'e1', title: 'Write', projectName: 'app', start: at, end: at + 1500, ms: 1500 },
        { id: 'e2', title: 'It still runs', start: at, ms: 10 },
      ],
    },
    { day: '2026-11-01', entries: [{ id: 'e0', title: 'Before', start: 0, end: 1, ms: 1 }] },
  ],
  usage: [{ day, calls: 3, tokens, costUsd: 0.123_456_7 }],
  runs: [
    { status: 'failed', start: at, workMs: 2500 },
    { status: 'succeeded', start: at },
    { status: 'failed', start: at + 86_400_000 },
  ],
  dayAt: (instant) => new Date(instant).toISOString().slice(0, 10),
};

describe('what is shared with tasks', () => {
  it('has names of projects without their folders, entries that have ended, and sums of AI activity', () => {
    const shared = withWork(batch, work);
    assert.deepEqual(shared.tasks, [
      { id: 'task:1', title: 'Fix it', status: 'todo', priority: 'high', project: 'app', estimateMinutes: 30 },
    ]);
    assert.deepEqual(shared.days[0]?.entries, [
      { id: 'e1', title: 'Write', project: 'app', startedAt: at, seconds: 1 },
    ]);
    const ai = { calls: 3, tokens: 31, costMicros: 123_457, runs: 2, failedRuns: 1, runSeconds: 2 };
    assert.deepEqual(shared.days[0]?.ai, ai);
    assert.ok(!JSON.stringify(shared).includes('mona'));
    assert.deepEqual(batchSchema.parse(shared), shared);
  });

  it('is refused while a name is locked', () => {
    const locked = lockedName('x');
    assert.equal(hasLockedNames(withWork(batch, work)), false);
    for (const tasks of [
      [{ ...work.tasks[0], title: locked }],
      [{ ...work.tasks[0], project: locked }],
    ] as ShareWork['tasks'][])
      assert.ok(hasLockedNames(withWork(batch, { ...work, tasks })));
    const entries = [{ day, entries: [{ id: 'e', title: 'x', projectName: locked, start: 0, end: 1, ms: 1 }] }];
    assert.ok(hasLockedNames(withWork(batch, { ...work, entries })));
  });

  it('is taken by the server, whatever it is called and however much it is', () => {
    const text = anyText({ maxLength: 700 });
    const tasks = fc.array(
      fc.record({
        id: text,
        title: text,
        status: fc.constant('todo' as const),
        priority: fc.constant('low' as const),
        project: text,
      }),
      { maxLength: 600 },
    );
    const entries = fc.array(
      fc.record({ id: text, title: text, projectName: text, start: fc.nat(), end: fc.nat(), ms: fc.nat(2 ** 31) }),
      { maxLength: 250 },
    );
    fc.assert(
      fc.property(tasks, entries, (all, ran) => {
        const shared = withWork(batch, { ...work, tasks: all, entries: [{ day, entries: ran }] });
        const parsed = batchSchema.safeParse(shared);
        assert.ok(parsed.success, JSON.stringify(parsed.error?.issues.slice(0, 3)));
      }),
      { numRuns: 30 },
    );
  });
});
