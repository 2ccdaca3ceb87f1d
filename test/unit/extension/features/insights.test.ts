import assert from 'node:assert/strict';
import type { Services } from '../../../../src/extension/services.ts';
import { errorCode } from '../../../../src/core/base/appError.ts';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import { insightsView, type InsightsView } from '../../../../src/core/insights/insights.ts';
import { recordsOf } from '../../../../src/core/records/records.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { withFakeVscode } from '../../../fakes/viewHost/withFakeVscode.ts';
import { digest, fact, t } from '../../ai/given.ts';

const load = () =>
  withFakeVscode(async () => ({
    ...(await import('../../../../src/extension/features/insights/insightsShown.ts')),
    ...(await import('../../../../src/extension/features/insights/insightActions.ts')),
    ...(await import('../../../../src/extension/ai/analyses.ts')),
  }));

const day = '2026-11-20';
const { signal } = new AbortController();
const usual: Record<string, unknown> = {
  'ai.enabled': false,
  'ai.provider': 'claude',
  'ai.names': 'aliased',
  'ai.dailyLimitUsd': 0.5,
  'ai.dailyLimitCalls': 20,
  'ai.prices': {},
  'ai.claude.model': 'claude-sonnet-5-5',
  'plan.for': 'tomorrow',
};

/** The services of the features, over facts in memory and a digest with a slow, failing run. */
class Host {
  readonly reader = new MemoryReader();
  readonly clock = new FakeClock();
  readonly settings = { ...usual };
  #ids = 0;

  get tasks() {
    return this.reader.planTasks('2026-01-01', '2026-12-31');
  }

  get judgements() {
    return this.reader.records('judgements', {}).states;
  }

  #read(method: string, params: never): unknown {
    const measured = fact({
      values: { runs: 30, failures: 12, failShare: 0.4, timedRuns: 30, medianMinutes: 12, totalMinutes: 360 },
    });
    const { reader } = this;
    const { id, day, collection, ...query } = params as {
      id: string;
      day: string;
      collection: 'insights';
      from: number;
      to: number;
    };
    if (method === 'digest.get') return digest([measured]);
    if (method === 'facts.document') return reader.document(id);
    if (method === 'facts.documents') return reader.documents(collection, query);
    if (method === 'records.get') return reader.record(collection, id);
    if (method === 'records.list') return reader.records(collection, query);
    if (method === 'plan.stored') return { plan: reader.plan(day), tasks: reader.planTasks(day, day) };
    throw new RangeError(method);
  }

  readonly services: Services = {
    records: (collection: never) => recordsOf(this.services)(collection),
    clock: this.clock,
    t,
    log: { debug: () => undefined, warn: () => undefined },
    settings: {
      get: (key: string) => this.settings[key],
      timeRules: { dayStartsAt: 0 },
      goals: { hoursPerDay: 8 },
    },
    context: { secrets: { get: () => Promise.resolve(undefined) } },
    read: (query: string | { readonly name: string }, params: never) =>
      Promise.resolve(this.#read(typeof query === 'string' ? query : query.name, params)),
    readOptions: () => ({ now: this.clock.now(), offset: 0, rules: { dayStartsAt: 0 }, goals: { hoursPerDay: 8 } }),
    recorder: {
      nextId: () => `w:${++this.#ids}`,
      append: (one: Fact) => this.reader.add(one),
      flush: () => Promise.resolve(),
    },
  } as unknown as Services;
}

const first = ({ analysis }: InsightsView) => {
  const [item] = analysis?.bottlenecks ?? [];
  assert.ok(item);
  return item;
};

describe('insights in the dashboard', () => {
  let host: Host;
  let app: Awaited<ReturnType<typeof load>>;
  beforeEach(async () => {
    host = new Host();
    app = await load();
    await app.analyzeNow(host.services, 'user', signal);
  });

  it('are shown as the contract says, nothing judged and nothing planned', async () => {
    const view = await app.viewOf(host.services);
    assert.deepEqual(insightsView.parse(view), view);
    assert.deepEqual([view.latest, view.next, first(view).verdict, first(view).planned], [day, null, null, false]);
  });

  it('that were found not useful are left out of the next analysis, until that is taken back', async () => {
    const { id, type } = first(await app.viewOf(host.services));
    const judged = await app.judge(host.services, { day, item: id, verdict: 'not-useful' });
    assert.equal(first(judged).verdict, 'not-useful');
    await app.analyzeNow(host.services, 'user', signal);
    const { analysis } = await app.viewOf(host.services);
    assert.equal(
      analysis?.bottlenecks.some((one) => one.type === type),
      false,
    );
    assert.ok((analysis?.muted ?? 0) >= 1);
  });

  it('keep the last word only, and none when it is taken back', async () => {
    const { id: item } = first(await app.viewOf(host.services));
    for (const verdict of ['useful', 'not-useful', 'useful'] as const) {
      host.clock.advance(1000);
      assert.equal(first(await app.judge(host.services, { day, item, verdict })).verdict, verdict);
    }
    assert.equal(host.judgements.length, 1);
    assert.equal(first(await app.judge(host.services, { day, item, verdict: null })).verdict, null);
    assert.deepEqual(host.judgements, []);
  });

  it('become a task of the plan with their evidence, once', async () => {
    const { id: item, evidence, description } = first(await app.viewOf(host.services));
    const added = await app.addToPlan(host.services, { day, item });
    assert.equal(added.day, '2026-11-21');
    assert.deepEqual(await app.addToPlan(host.services, { day, item }), added);
    assert.deepEqual(
      host.tasks.map(({ title, source, evidence: own, minutes }) => [title, source, own, minutes]),
      [[description, 'user', evidence, 30]],
    );
    assert.equal(first(await app.viewOf(host.services)).planned, true);
    assert.equal((await app.addToPlan(host.services, { day, item, to: day })).day, day);
    assert.equal(host.tasks.length, 2);
  });

  it('of another day are in the archive, and those that are gone are told', async () => {
    assert.equal((await app.viewOf(host.services, day)).analysis?.day, day);
    const never = await app.viewOf(host.services, '2020-01-01');
    assert.deepEqual([never.analysis, never.latest], [null, day]);
    const gone = { day, item: 'bottlenecks:000000000000' };
    assert.equal(await app.addToPlan(host.services, gone).then(() => 'none', errorCode), 'not-found');
    const judged = app.judge(host.services, { ...gone, verdict: 'useful' });
    assert.equal(await judged.then(() => 'none', errorCode), 'not-found');
  });

  it('say what a refresh would take, before there is a key', async () => {
    host.settings['ai.enabled'] = true;
    const { next } = await app.viewOf(host.services);
    assert.ok(next && next.inputTokens > 500 && next.usdAtMost !== null && next.usdAtMost > 0.01);
    assert.deepEqual([next.model, next.cached, next.withinLimits], ['claude-sonnet-5-5', false, true]);
    host.settings['ai.claude.model'] = 'claude-new';
    assert.equal((await app.viewOf(host.services)).next?.usdAtMost, null);
  });

  it('are shown also where no model can be asked', async () => {
    Object.assign(host.settings, { 'ai.enabled': true, 'ai.provider': 'vscode', 'ai.vscode.model': '' });
    const { next, analysis } = await app.viewOf(host.services);
    assert.deepEqual([next, analysis?.day], [null, day]);
  });
});
