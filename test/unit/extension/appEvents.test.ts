import assert from 'node:assert/strict';
import { Emitter } from '../../../src/core/base/event.ts';
import { event, type AppEvent } from '../../../src/core/events/appEvents.ts';
import type { Fact } from '../../../src/core/facts/facts.ts';
import { agentWaits } from '../../../src/extension/agentWaits.ts';
import { appEvents } from '../../../src/extension/appEvents.ts';
import type { Services } from '../../../src/extension/services.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';

const minute = 60_000;

describe('events of a window', () => {
  const noon = Date.UTC(2026, 10, 4, 12);

  /** A window whose goal is met while `isMet` returns true. */
  function given(stored: Record<string, unknown> = {}) {
    const clock = new FakeClock(noon);
    const recorded = new Emitter<Fact>();
    const world = { isMet: false, isBroken: false, direction: 'atLeast', dayMs: 300 * minute, asked: 0 };
    const services = {
      clock,
      recorder: { onDidRecord: recorded.event },
      log: { debug: () => undefined },
      context: {
        globalState: {
          get: (key: string) => stored[key],
          update: async (key: string, value: unknown) => void (stored[key] = value),
        },
      },
      readOptions: () => ({ now: clock.now(), offset: 0, rules: { dayStartsAt: 0 } }),
      read: async (name: string) => {
        world.asked++;
        if (world.isBroken) throw new Error('broken');
        if (name === 'day.get') return { totalMs: world.dayMs };
        const goal = { direction: world.direction, recent: [{ from: '2026-11-03' }], title: 'Ship' };
        const now = { value: 5, target: 4, outcome: world.isMet ? 'met' : 'open' };
        return { goals: [{ id: 'g', now, ...goal }] };
      },
    } as unknown as Services;
    const events: AppEvent[] = [];
    const listen = () => appEvents(services)((event) => events.push(event));
    const pass = async (ms: number): Promise<void> => {
      clock.advance(ms);
      for (let i = 0; i < 20; i++) await Promise.resolve();
    };
    const waits = (id: string) => agentWaits(services).fire(event('agent.waiting', id, { at: noon }));
    const ids = () => events.map(({ id }) => id);
    return { clock, recorded, world, listen, pass, ids, events, stored, waits };
  }

  it('tell once of a goal that is reached while someone listens, and not of one that was reached before', async () => {
    const { world, listen, pass, ids } = given();
    listen();
    await pass(1);
    assert.deepEqual(ids(), []);
    world.isMet = true;
    await pass(6 * minute);
    await pass(6 * minute);
    assert.deepEqual(ids(), ['goal.reached:g:2026-11-03']);
    const late = given();
    late.world.isMet = true;
    late.listen();
    await late.pass(1);
    await late.pass(6 * minute);
    assert.deepEqual(late.ids(), []);
  });

  it('tell of an agent that waits, as long as someone listens', () => {
    const { listen, ids, waits } = given();
    waits('before');
    const listener = listen();
    waits('a:1');
    listener.dispose();
    waits('after');
    assert.deepEqual(ids(), ['agent.waiting:a:1']);
  });

  it('tell of a day that ended, also while VS Code was closed', async () => {
    const { listen, pass, ids, events, stored } = given({ 'events.lastDay': '2026-11-02' });
    listen();
    await pass(1);
    assert.deepEqual([ids(), events[0]?.data], [['day.finished:2026-11-02'], { day: '2026-11-02', minutes: 300 }]);
    await pass(12 * 60 * minute);
    assert.deepEqual(ids(), ['day.finished:2026-11-02', 'day.finished:2026-11-04']);
    assert.equal(stored['events.lastDay'], '2026-11-05');
  });

  it('cost nothing while nobody listens, and stop when nobody does any more', async () => {
    const { clock, recorded, world, listen, ids } = given();
    const done = { type: 'record', collection: 'tasks', id: 't', fields: { status: 'done' } } as const;
    const fact: Fact = { ...done, clock: { time: noon, count: 0, writer: 'w' } };
    recorded.fire(fact);
    assert.deepEqual([clock.pending, world.asked, ids()], [0, 0, []]);
    const [first, second] = [listen(), listen()];
    recorded.fire(fact);
    assert.equal(ids().length, 2);
    first.dispose();
    first.dispose();
    assert.equal(clock.pending, 1);
    second.dispose();
    assert.equal(clock.pending, 0);
    recorded.fire(fact);
    assert.equal(ids().length, 2);
  });

  it('look every five minutes, and go on after a failure', async () => {
    const { world, listen, pass } = given({ 'events.lastDay': '2026-11-04' });
    listen();
    await pass(0);
    assert.equal(world.asked, 1);
    await pass(5 * minute - 1);
    assert.equal(world.asked, 1);
    world.isBroken = true;
    await pass(1);
    assert.equal(world.asked, 2);
    world.isBroken = false;
    await pass(5 * minute);
    assert.equal(world.asked, 3);
  });

  it('say what was reached, and what a day came to', async () => {
    const { world, listen, pass, events } = given({ 'events.lastDay': '2026-11-03' });
    world.dayMs = 90_500;
    listen();
    await pass(0);
    world.isMet = true;
    await pass(5 * minute);
    assert.deepEqual(
      events.map(({ type, at, data, names }) => ({ type, at, data, names })),
      [
        { type: 'day.finished', at: noon, data: { day: '2026-11-03', minutes: 2 }, names: {} },
        {
          type: 'goal.reached',
          at: noon + 5 * minute,
          data: { goal: 'g', value: 5, target: 4 },
          names: { title: 'Ship' },
        },
      ],
    );
  });

  it('are none for limits, for the first day, and for a day ahead', async () => {
    const limit = given({ 'events.lastDay': '2026-11-04' });
    limit.world.direction = 'atMost';
    limit.listen();
    await limit.pass(0);
    limit.world.isMet = true;
    await limit.pass(5 * minute);
    assert.deepEqual(limit.ids(), []);
    for (const stored of [{}, { 'events.lastDay': '2026-11-05' }]) {
      const { listen, pass, ids, stored: after } = given(stored);
      listen();
      await pass(0);
      assert.deepEqual([ids(), after['events.lastDay']], [[], '2026-11-04']);
    }
  });
});
