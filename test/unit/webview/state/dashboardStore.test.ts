import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Dashboard } from '../../../../src/core/views/views.ts';
import { DashboardStore, type Patch } from '../../../../src/webview/state/dashboardStore.ts';
import { editTask, orderTasks, tickTask } from '../../../../src/webview/state/patches.ts';
import type { Rpc } from '../../../../src/webview/state/rpc.ts';
import { sampleDashboard } from '../../../fakes/viewHost/sampleDashboard.ts';

function bench(get: () => Promise<Dashboard> = async () => sampleDashboard()) {
  let push: (dashboard: Dashboard) => void = () => assert.fail('nobody listens');
  let now = 0;
  const rpc = {
    call: () => get(),
    on: (_: string, listener: (dashboard: Dashboard) => void) => {
      push = listener;
      return { dispose: () => undefined };
    },
  } as unknown as Rpc;
  const store = new DashboardStore(rpc, () => now);
  const done = () => {
    const { state } = store;
    return state.kind === 'ready' && state.dashboard.plan?.tasks.find(({ id }) => id === 't2')?.done;
  };
  return { store, push: (dashboard: Dashboard) => push(dashboard), done, pass: (ms: number) => (now += ms) };
}

const ticked = () => tickTask('t2', true)(sampleDashboard());

describe('the store of the dashboard', () => {
  it('loads, and takes what is pushed', async () => {
    const { store, push, done } = bench();
    assert.equal(store.state.kind, 'loading');
    await store.load();
    assert.equal(done(), false);
    push(ticked());
    assert.equal(done(), true);
  });

  it('tells the zone of the machine that shows it, which a remote host does not know (C21)', async () => {
    const calls: unknown[][] = [];
    const call = async (...args: unknown[]) => (calls.push(args), sampleDashboard());
    const rpc = { call, on: () => ({ dispose: () => undefined }) } as unknown as Rpc;
    await new DashboardStore(rpc, () => 0).load();
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    assert.ok(timeZone);
    assert.deepEqual(calls, [['dashboard.get', { timeZone }]]);
  });

  it('fails with the message, and recovers', async () => {
    let fails = true;
    const { store } = bench(async () => {
      if (fails) throw new Error('damaged');
      return sampleDashboard();
    });
    await store.load();
    assert.deepEqual(store.state, { kind: 'failed', message: 'damaged' });
    fails = false;
    await store.load();
    assert.equal(store.state.kind, 'ready');
  });

  it('shows a change at once and over older snapshots, until one agrees', async () => {
    const { store, push, done } = bench();
    await store.load();
    let accept: () => void = () => assert.fail();
    const made = store.change(tickTask('t2', true), () => new Promise<void>((resolve) => (accept = resolve)));
    assert.equal(done(), true);
    push(sampleDashboard());
    assert.equal(done(), true, 'a snapshot made before the call was answered');
    await new Promise(setImmediate);
    accept();
    await made;
    push(sampleDashboard());
    assert.equal(done(), true, 'a snapshot that was on its way');
    push(ticked());
    push(sampleDashboard());
    assert.equal(done(), false, 'the host is right once it has agreed');
  });

  it('believes the host after a while in any case', async () => {
    const { store, push, done, pass } = bench();
    await store.load();
    await store.change(tickTask('t2', true));
    pass(2000);
    push(sampleDashboard());
    assert.equal(done(), true);
    pass(2000);
    push(sampleDashboard());
    assert.equal(done(), false);
  });

  it('shows a change over older snapshots for three seconds after the host accepted it', async () => {
    const { store, push, done, pass } = bench();
    pass(10_000);
    await store.load();
    await store.change(tickTask('t2', true), () => Promise.resolve());
    pass(2999);
    push(sampleDashboard());
    assert.equal(done(), true);
    pass(1);
    push(sampleDashboard());
    assert.equal(done(), false);
  });

  it('makes changes one after the other, also after one that failed', async () => {
    const { store } = bench();
    await store.load();
    const log: string[] = [];
    const step = (name: string, fails = false) =>
      store.change(tickTask('t2', true), async () => {
        log.push(`${name} begins`);
        await Promise.resolve();
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
      });
    const results = await Promise.allSettled([step('a'), step('b', true), step('c')]);
    assert.deepEqual(log, ['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
  });

  it('takes a change back when the host refuses', async () => {
    const { store, done } = bench();
    await store.load();
    await assert.rejects(
      store.change(tickTask('t2', true), async () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(done(), false);
  });

  it('shows what the user did last, whichever snapshots come while or after the host does it', async () => {
    const all = (sampleDashboard().plan?.tasks ?? []).map(({ id }) => id);
    const ids = fc.constantFrom(...all);
    const change: fc.Arbitrary<Patch> = fc.oneof(
      fc.tuple(ids, fc.boolean()).map(([id, done]) => tickTask(id, done)),
      fc.shuffledSubarray(all, { minLength: all.length }).map((order) => orderTasks(order)),
      fc.tuple(ids, fc.nat(2)).map(([id, minutes]) => editTask({ id, day: '', title: 'x', priority: 'low', minutes })),
    );
    // For each change, how many changes behind the following snapshot is; `undefined` if none follows.
    const steps = fc.array(fc.tuple(change, fc.option(fc.nat(3), { nil: undefined })), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(steps, async (made) => {
        const { store, push } = bench();
        await store.load();
        const states = [sampleDashboard()];
        let pushed = 0;
        for (const [patch, behind] of made) {
          const last = states.at(-1) ?? sampleDashboard();
          states.push(patch(last));
          await store.change(patch, () => Promise.resolve());
          if (behind !== undefined) {
            pushed = Math.max(pushed, states.length - 1 - behind);
            push(structuredClone(states[pushed] ?? last));
          }
          const { state } = store;
          assert.deepEqual(state.kind === 'ready' && state.dashboard.plan?.tasks, states.at(-1)?.plan?.tasks);
        }
      }),
    );
  });

  it('tells its listeners until they stop', async () => {
    const { store, push } = bench();
    let heard = 0;
    const listening = store.onChange(() => heard++);
    await store.load();
    const before = heard;
    assert.ok(before >= 1);
    listening.dispose();
    push(ticked());
    assert.equal(heard, before);
  });
});
