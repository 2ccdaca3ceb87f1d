import assert from 'node:assert/strict';
import { eventOf } from '../../../../src/core/events/appEvents.ts';
import type { Fact, RecordFact, RunFact } from '../../../../src/core/facts/facts.ts';

const now = Date.UTC(2026, 10, 4, 12);
const record = (collection: string, id: string, fields: RecordFact['fields']): Fact => {
  return { type: 'record', collection, id, fields, clock: { time: now, count: 0, writer: 'w' } };
};
const run: RunFact = {
  type: 'run',
  id: 'w:1',
  start: now - 5000,
  end: now - 1000,
  offset: 0,
  source: 'task',
  group: 'test',
  name: 'npm test',
  exitCode: 1,
};

describe('events', () => {
  it('come from what is recorded, each with an id that stays the same', () => {
    const day = { start: Date.UTC(2026, 10, 4), end: Date.UTC(2026, 10, 5) };
    const evidence = [{ id: 'a', text: 'b' }];
    const facts: Fact[] = [
      record('tasks', 't', { status: 'done', doneAt: 1 }),
      record('planTasks', 'p', { doneAt: now }),
      record('plans', 'plan:2026-11-04', { ...day, capacityEvidence: evidence }),
      record('focusStops', 's', { session: 'f', start: now }),
      { ...run },
      {
        type: 'document',
        collection: 'insights',
        id: 'insights:2026-11-04',
        rev: 2,
        at: now,
        start: now,
        end: now,
        offset: 0,
        body: '{}',
      },
    ];
    assert.deepEqual(
      facts.map((fact) => eventOf(fact, now)?.type),
      ['task.completed', 'task.completed', 'plan.generated', 'focus.ended', 'run.failed', 'insight.found'],
    );
    assert.deepEqual(
      facts.map((fact) => eventOf(fact, now)?.id),
      facts.map((fact) => eventOf(fact, now + 5)?.id),
    );
    assert.equal(eventOf(facts[2] as Fact, now)?.data['day'], '2026-11-04');
  });

  it('keep names apart from the rest', () => {
    const found = eventOf({ ...run, project: '/home/ada/secret' }, now);
    assert.doesNotMatch(JSON.stringify(found?.data), /npm|secret/);
    assert.deepEqual(found?.names, { name: 'npm test', project: '/home/ada/secret' });
  });

  it('do not come from what only looks like it', () => {
    const { end: _, ...running } = run;
    const { exitCode: __, ...untold } = run;
    for (const fact of [
      running,
      untold,
      { ...run, exitCode: 0 },
      { ...run, start: 1, end: 2 },
      record('tasks', 't', { status: 'open' }),
      record('tasks', 't', { title: 'done' }),
      record('planTasks', 'p', { doneAt: null }),
      record('plans', 'plan:2026-11-04', { capacityEvidence: [] }),
      {
        type: 'document',
        collection: 'insights',
        id: 'schedule:2026-11-04',
        rev: 1,
        at: now,
        start: now,
        end: now,
        offset: 0,
        body: '{}',
      },
    ] as Fact[])
      assert.equal(eventOf(fact, now), undefined, JSON.stringify(fact));
  });
});
