import assert from 'node:assert/strict';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import type { Dashboard } from '../../../../src/core/views/views.ts';
import type { Change, Services } from '../../../../src/extension/services.ts';
import { Emitter } from '../../../../src/core/base/event.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';
import { sampleDashboard, sampleNow } from '../../../fakes/viewHost/sampleDashboard.ts';
import { withFakeVscode } from '../../../fakes/viewHost/withFakeVscode.ts';

const { DashboardViews } = await withFakeVscode(
  () => import('../../../../src/extension/features/dashboard/dashboardViews.ts'),
);
// Loaded when a page is opened, when the fake is gone.
await withFakeVscode(() => import('../../../../src/extension/features/dashboard/html.ts'));
const { PlanBadge } = await withFakeVscode(() => import('../../../../src/extension/features/dashboard/planBadge.ts'));
const { snapshotsOf } = await import('../../../../src/extension/features/dashboard/snapshots.ts');
const { DashboardLink } = await import('../../../../src/extension/dashboardLink.ts');
const { Quiet } = await import('../../../../src/extension/quiet.ts');

const clock = new FakeClock(sampleNow, 60);

/** The services that the views need; the store answers when told to. */
function given() {
  const pending: (() => void)[] = [];
  const recorded = new Emitter<Partial<Fact>>();
  let now = sampleNow;
  const changed = new Emitter<Change>();
  const counted = new Emitter<{ readonly today: { readonly totalMs: number } }>();
  const { tracking: _, notices: __, ...stored } = sampleDashboard();
  const needs = {
    clock,
    context: { extensionUri: 'ext' },
    log: { warn() {}, error() {}, debug() {} },
    onDidChange: changed.event,
    changed,
    today: { onDidChange: counted.event },
    counted,
    t: (text: string, ...values: unknown[]) =>
      text.replace(/\{(\d)\}/g, (_all, n: string) => String(values[Number(n)])),
    recorder: { onDidRecord: recorded.event },
    recorded,
    dashboard: new DashboardLink(),
    tracking: { state: 'on' },
    notices: { all: [] },
    timeZone: { name: undefined, report: () => undefined },
    settings: { currency: undefined },
    readOptions: () => ({ now, offset: 60, rules: { dayStartsAt: 0 } }),
    read: () => new Promise((resolve) => pending.push(() => resolve(stored))),
    setNow: (at: number) => (now = at),
    answerAll: () => pending.splice(0).forEach((answer) => answer()),
  };
  const snapshots = snapshotsOf(needs as unknown as Services);
  const handlers = { 'dashboard.get': () => snapshots.take() };
  return { ...needs, snapshots, handlers };
}

/** A page: what it received, and a way to send something to the host. */
function page() {
  const sent: { event?: string; id?: number; data?: unknown }[] = [];
  const [said, visibility] = [new Emitter<unknown>(), new Emitter<void>()];
  const webview = {
    cspSource: 'self',
    html: '',
    asWebviewUri: (uri: unknown) => uri,
    onDidReceiveMessage: said.event,
    postMessage: (message: { event?: string; id?: number }) => sent.push(message),
  };
  const holder = { visible: true, onDidDispose: new Emitter<void>().event, onDidChangeVisibility: visibility.event };
  return { webview, holder, sent, say: (message: unknown) => said.fire(message), visibility };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 20));
const ask = { id: 1, method: 'dashboard.get', params: {} };

describe('a page of the dashboard', () => {
  it('is shown the snapshot in memory before its question is answered', async () => {
    const services = given();
    const first = services.snapshots.take();
    services.answerAll();
    await first;
    const { webview, holder, sent, say } = page();
    new DashboardViews(services as unknown as Services).add(webview as never, holder as never);
    say(ask);
    await soon();
    assert.deepEqual(
      sent.map(({ event }) => event),
      ['dashboard'],
    );
    services.answerAll();
    await soon();
    assert.equal(sent[1]?.id, 1);
  });

  it('is shown none of another day, and no names stand in its HTML', async () => {
    const services = given();
    const first = services.snapshots.take();
    services.answerAll();
    await first;
    services.setNow(sampleNow + 24 * 3_600_000);
    assert.equal(services.snapshots.last(), undefined);
    const { webview, holder, sent, say } = page();
    new DashboardViews(services as unknown as Services).add(webview as never, holder as never);
    say(ask);
    await soon();
    assert.deepEqual(sent, []);
    assert.ok(webview.html.includes('id="root"') && !webview.html.includes('/home/ada'));
  });

  it('is sent what changed while its first snapshot was read', async () => {
    const services = given();
    const { webview, holder, sent, say } = page();
    const views = new DashboardViews(services as unknown as Services);
    views.add(webview as never, holder as never);
    say(ask);
    await soon();
    services.changed.fire('other');
    services.answerAll();
    await soon();
    assert.deepEqual([sent.length, sent[0]?.id], [1, 1]);
    clock.advance(1000);
    await soon();
    services.answerAll();
    await soon();
    views.dispose();
    assert.equal(sent[1]?.event, 'dashboard');
  });

  it('is told which records changed, once it listens', async () => {
    const services = given();
    const { webview, holder, sent, say } = page();
    new DashboardViews(services as unknown as Services).add(webview as never, holder as never);
    services.recorded.fire({ type: 'record', collection: 'tasks' });
    say(ask);
    await soon();
    services.answerAll();
    await soon();
    services.recorded.fire({ type: 'span' });
    services.recorded.fire({ type: 'record', collection: 'tasks' });
    assert.deepEqual(
      sent.filter(({ event }) => event === 'records').map(({ data }) => data),
      [{ collection: 'tasks' }],
    );
  });

  it('is told that an agent changed its state, once it listens', async () => {
    const services = given();
    const { webview, holder, sent, say } = page();
    new DashboardViews(services as unknown as Services).add(webview as never, holder as never);
    services.dashboard.agentsChanged();
    say(ask);
    await soon();
    services.answerAll();
    await soon();
    services.dashboard.agentsChanged();
    assert.equal(sent.filter(({ event }) => event === 'agents').length, 1);
  });

  it('gets back what it had kept here, when it is loaded again', async () => {
    const services = given();
    const { webview, holder, sent, say, visibility } = page();
    new DashboardViews(services as unknown as Services).add(webview as never, holder as never);
    say(ask);
    say({ keep: { 'draft.log': 'half' } });
    services.answerAll();
    await soon();
    holder.visible = false;
    visibility.fire();
    holder.visible = true;
    visibility.fire();
    sent.length = 0;
    say({ ...ask, id: 2 });
    await soon();
    assert.deepEqual(sent[0], { event: 'kept', data: { 'draft.log': 'half' } });
  });
});

describe('a page that can be seen', () => {
  async function shown() {
    const services = given();
    const { webview, holder, sent, say } = page();
    const views = new DashboardViews(services as unknown as Services);
    views.add(webview as never, holder as never);
    say(ask);
    await soon();
    services.answerAll();
    await soon();
    sent.length = 0;
    let totalMs = 0;
    const received: typeof sent = [];
    /** Lets time pass, with the status bar every 3 s, and a change each second if there is one. @returns the number of snapshots */
    const pass = async (seconds: number, change?: Change) => {
      for (let i = 0; i < seconds; i++) {
        if (change) services.changed.fire(change);
        totalMs += 1_000;
        if (i % 3 === 0) services.counted.fire({ today: { totalMs } });
        clock.advance(1_000);
        await new Promise(setImmediate);
        services.answerAll();
        await new Promise(setImmediate);
      }
      received.push(...sent);
      return sent.splice(0).length;
    };
    /** Times of the last change, by the snapshots since the last call. */
    const changedAt = () => received.splice(0).map(({ data }) => (data as Dashboard).changedAt);
    return { pass, views, changedAt };
  }

  it('is sent a snapshot every second while something happens, and every minute while a span only grows', async () => {
    const { pass, views } = await shown();
    const [while60Change, while600Grow] = [await pass(60, 'other'), await pass(600)];
    views.dispose();
    assert.ok(while60Change >= 55, `${while60Change}`);
    assert.ok(while600Grow >= 9 && while600Grow <= 11, `${while600Grow}`);
  });

  it('follows another window that records every 10 s, and at once when it begins', async () => {
    const { pass, views } = await shown();
    await pass(20);
    const [first, minute] = [await pass(2, 'elsewhere'), await pass(60, 'elsewhere')];
    views.dispose();
    assert.equal(first, 1);
    assert.ok(minute >= 5 && minute <= 8, `${minute}`);
  });

  it('is told when something changed last, but for spans that grew', async () => {
    const { changedAt, pass, views } = await shown();
    const before = clock.now();
    await pass(130);
    const whileGrowing = changedAt();
    await pass(2, 'other');
    views.dispose();
    assert.deepEqual([...new Set(whileGrowing)], [before]);
    assert.ok((changedAt().at(-1) ?? 0) > before + 129_000);
  });

  it('is not kept waiting by a span that grows when something else happens', async () => {
    const { pass, views } = await shown();
    await pass(32);
    const [growing, changing] = [await pass(1), await pass(2, 'other')];
    views.dispose();
    assert.deepEqual([growing, changing >= 1], [0, true]);
  });
});

describe('the badge of a plan', () => {
  function badge() {
    const kept = new Map<string, unknown>();
    const globalState = {
      get: (key: string) => kept.get(key),
      update: async (key: string, value: unknown) => void kept.set(key, value),
    };
    const dashboard = new DashboardLink();
    const readOptions = () => ({ now: clock.now(), offset: 0, rules: { dayStartsAt: 0 } });
    const quiet = new Quiet();
    const made = new PlanBadge({ readOptions, dashboard, quiet, context: { globalState } } as never);
    return { made, dashboard, quiet };
  }

  it('is there from when a plan is made until the view is looked at', async () => {
    const { made, dashboard } = badge();
    const view: { visible: boolean; badge?: { value: number } | undefined } = { visible: false };
    made.update(view as never);
    dashboard.planMade('2026-11-21');
    await soon();
    assert.equal(view.badge?.value, 1);
    view.visible = true;
    made.update(view as never);
    assert.equal(view.badge, undefined);
    view.visible = false;
    made.update(view as never);
    assert.equal(view.badge, undefined);
  });

  it('is hidden during a focus session', async () => {
    const { made, dashboard, quiet } = badge();
    const view: { visible: boolean; badge?: { value: number } | undefined } = { visible: false };
    made.update(view as never);
    dashboard.planMade('2026-11-21');
    await soon();
    quiet.set({ notices: false, badges: true });
    const hidden = view.badge;
    quiet.set({ notices: false, badges: false });
    assert.deepEqual([hidden, view.badge?.value], [undefined, 1]);
  });

  it('is not there for what is being looked at, nor for a day that is over', async () => {
    const { made, dashboard } = badge();
    const view: { visible: boolean; badge?: { value: number } | undefined } = { visible: true };
    made.update(view as never);
    dashboard.planMade('2026-11-21');
    await soon();
    view.visible = false;
    made.update(view as never);
    assert.equal(view.badge, undefined);
    dashboard.planMade('2026-11-19');
    await soon();
    assert.equal(view.badge, undefined);
  });
});
