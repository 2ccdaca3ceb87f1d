import assert from 'node:assert/strict';
import { pastPlan, shownPlan } from '../../../src/analytics/plan/shownPlan.ts';
import type { App } from '../../../src/core/operations/app.ts';
import type { Fact } from '../../../src/core/facts/facts.ts';
import { minuteMs } from '../../../src/core/time/days.ts';
import { recordsOf } from '../../../src/core/records/records.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { saveTask } from '../../../src/planning/plans.ts';
import { startTask, stopTasks } from '../../../src/planning/taskStarts.ts';
import { context, day, nine, span, task } from '../analytics/given.ts';

const shop = '/home/me/shop';
const plan = { type: 'plan', id: `plan:${day}`, rev: 1, at: nine, day, provider: 'rules' } as const;

/** A window with a plan for today of two tasks, at nine o'clock. */
function given(...facts: Fact[]) {
  const clock = new FakeClock(nine);
  const branch = [{ id: `branch:${shop}:zoom`, text: '1 h on zoom' }];
  const reader = new MemoryReader([
    { ...plan, capacityMinutes: 300, capacityEvidence: [] },
    task(30, { id: 'zoom', title: 'Zoom', project: shop, evidence: branch }),
    task(60, { id: 'any', title: 'Anything', order: 2 }),
    task(60, { id: 'tomorrow', day: '2026-11-21' }),
    ...facts,
  ]);
  let last = 0;
  const services = {
    clock,
    records: (collection: never) => recordsOf(services)(collection),
    t: (text: string) => text,
    readOptions: () => ({ now: clock.now(), offset: clock.utcOffset(clock.now()), rules: { dayStartsAt: 0 } }),
    recorder: {
      nextId: () => `w9:${++last}`,
      append: (fact: Fact) => reader.add(fact),
      flush: () => Promise.resolve(),
    },
    read: async ({ name }: { readonly name: string }, params: never) => {
      const { id, collection, ...query } = params as { id: string; collection: string };
      if (name === 'plan.task') return reader.planTask(id);
      if (name === 'records.get') return reader.record(collection, id);
      return name === 'records.list' ? reader.records(collection, query) : { plan: reader.plan(day), tasks: [] };
    },
  } as unknown as App;
  const shown = () =>
    Object.fromEntries(
      (shownPlan(reader, { day }, context({ now: clock.now() }))?.tasks ?? []).map(({ id, actualMs, startedAt }) => [
        id,
        actualMs === undefined ? 'never' : `${actualMs / minuteMs} min${startedAt === undefined ? '' : ', started'}`,
      ]),
    );
  return { services, clock, reader, shown };
}

describe('starting a task', () => {
  it('counts the time on its branch from then on, until it is stopped', async () => {
    const { services, clock, shown } = given(
      span(-30, 10, { branch: 'zoom' }),
      span(10, 20),
      span(20, 50, { branch: 'zoom' }),
    );
    assert.deepEqual(shown(), { zoom: 'never', any: 'never' });
    await startTask(services, 'zoom');
    clock.advance(30 * minuteMs);
    assert.deepEqual(shown(), { zoom: '40 min, started', any: 'never' });
    await stopTasks(services, 'zoom');
    assert.deepEqual(shown(), { zoom: '20 min', any: 'never' });
  });

  it('stops what was started before', async () => {
    const { services, clock, shown } = given(span(0, 60, { branch: 'zoom' }));
    await startTask(services, 'zoom');
    clock.advance(10 * minuteMs);
    await startTask(services, 'any');
    clock.advance(10 * minuteMs);
    await stopTasks(services);
    assert.deepEqual(shown(), { zoom: '10 min', any: '10 min' });
    await stopTasks(services);
    assert.deepEqual(shown(), { zoom: '10 min', any: '10 min' }, 'nothing is started any more');
  });

  it("is for tasks of today's plan that are there", async () => {
    const { services } = given();
    await assert.rejects(startTask(services, 'tomorrow'), { code: 'invalid-input' });
    await assert.rejects(startTask(services, 'gone'), { code: 'not-found' });
  });

  it('is told the day after, beside the estimate', async () => {
    const { services, clock, reader } = given(span(0, 60, { branch: 'zoom' }));
    await startTask(services, 'zoom');
    clock.advance(20 * minuteMs);
    await stopTasks(services);
    const later = context({ now: nine + 24 * 60 * minuteMs });
    assert.deepEqual(pastPlan(reader, later)?.tasks, [
      { title: 'Zoom', minutes: 30, done: false, actualMs: 20 * minuteMs },
      { title: 'Anything', minutes: 60, done: false, actualMs: null },
    ]);
  });
});

describe('the link of a task', () => {
  const input = { day, title: 'Read', priority: 'low', minutes: 30 } as const;

  it('is kept beside what the task rests on, changed and taken away', async () => {
    const { services, reader } = given();
    await saveTask(services, { ...input, id: 'zoom', link: 'https://example.com' });
    const ids = () => reader.planTask('zoom')?.evidence.map(({ id, url }) => [id, url]);
    assert.deepEqual(ids(), [
      [`branch:${shop}:zoom`, undefined],
      ['link', 'https://example.com'],
    ]);
    await saveTask(services, { ...input, id: 'zoom' });
    assert.equal(ids()?.length, 2, 'a change without a link leaves it');
    await saveTask(services, { ...input, id: 'zoom', link: '' });
    assert.equal(ids()?.length, 1);
    const { id } = await saveTask(services, { ...input, link: 'https://example.com/new' });
    assert.equal(reader.planTask(id)?.evidence[0]?.url, 'https://example.com/new');
  });
});
