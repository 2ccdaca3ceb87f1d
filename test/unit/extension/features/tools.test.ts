import assert from 'node:assert/strict';
import { errorCode } from '../../../../src/core/base/appError.ts';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import type { Transport } from '../../../../src/core/operations/operation.ts';
import { describeOperations } from '../../../../src/catalog/describe.ts';
import { actions } from '../../../../src/catalog/actions.ts';
import { queries } from '../../../../src/catalog/queries.ts';
import { recordsOf } from '../../../../src/core/records/records.ts';
import type { Services } from '../../../../src/extension/services.ts';
import { answering, readingsOf } from '../../../../src/headless/answering.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { withFakeVscode } from '../../../fakes/viewHost/withFakeVscode.ts';
import { context, day, nine, span, task } from '../../analytics/given.ts';

const { invoke, prepare } = await withFakeVscode(() => import('../../../../src/extension/chat/tools.ts'));
// The modules that they load when they run need VS Code too.
await withFakeVscode(() => import('../../../../src/extension/ai/analyses.ts'));

const tokens = { input: 5, output: 5, cacheWrite: 0, cacheWrite1h: 0, cacheRead: 0, reasoning: 0 };
/** An agent's work on something secret. */
const agentSession: Fact = {
  type: 'record',
  id: 'codex:1',
  collection: 'agentSessions',
  clock: { time: nine, count: 0, writer: 'w' },
  fields: {
    tool: 'codex',
    start: nine,
    end: nine,
    offset: 0,
    project: '/home/me/zq7shop',
    turns: 1,
    toolCalls: 0,
    usage: [
      {
        at: nine,
        model: 'zq7-local',
        branch: 'zq7',
        calls: 1,
        tokens,
        costUsd: 0,
        unpricedCalls: 1,
        unpricedTokens: 10,
      },
    ],
    work: [],
  },
};

const listedTask: Fact = {
  type: 'record',
  id: 'listed',
  collection: 'tasks',
  clock: { time: nine, count: 0, writer: 'w' },
  fields: {
    title: 'Sell zq7',
    tags: ['zq7'],
    category: 'zq7',
    priority: 'high',
    status: 'todo',
    sort: 1,
    createdAt: nine,
    updatedAt: nine,
    links: [{ kind: 'branch', branch: 'zq7', project: '/home/me/zq7shop' }],
  },
};

const decision: Fact = {
  type: 'record',
  id: 'decided',
  collection: 'decisions',
  clock: { time: nine, count: 0, writer: 'w' },
  fields: {
    title: 'Sell zq7',
    why: 'zq7 is ripe',
    project: '/home/me/zq7shop',
    branch: 'zq7',
    files: ['zq7.ts'],
    task: 'Sell zq7',
    session: 'zq7',
    start: nine,
  },
};

/** A calendar with a meeting on something secret. */
const calendar: Fact = {
  type: 'record',
  id: 'c1',
  collection: 'calendars',
  clock: { time: nine, count: 0, writer: 'w' },
  fields: {
    name: 'zq7 team',
    source: 'url',
    host: 'calendar.example',
    use: 'meeting',
    status: 'on',
    since: nine,
    addresses: [],
  },
};
const meeting: Fact = {
  type: 'record',
  id: `c1/${day}`,
  collection: 'calendarDays',
  clock: { time: nine, count: 0, writer: 'w' },
  fields: {
    calendar: 'c1',
    start: nine,
    end: nine + 3_600_000,
    events: [{ id: 'e1', title: 'Launch zq7', start: nine, end: nine + 3_600_000, allDay: false, state: 'busy' }],
  },
};

/** The required parameters of operations. */
const inputs: Readonly<Record<string, object>> = { 'calendar.events': { from: day, to: day } };

/** A morning of work on something secret, and a plan for it. */
function given(names: 'real' | 'aliased') {
  const plan = { type: 'plan', id: `plan:${day}`, rev: 1, at: nine, day, provider: 'rules' } as const;
  const reader = new MemoryReader([
    span(-60, 50, { project: '/home/me/zq7shop', file: 'zq7.ts', branch: 'zq7' }),
    { ...plan, capacityMinutes: 300, capacityEvidence: [] },
    task(30, { id: 'one', title: 'Sell zq7', project: '/home/me/zq7shop' }),
    agentSession,
    listedTask,
    decision,
    calendar,
    meeting,
  ]);
  const clock = new FakeClock(nine);
  const options = { ...context({ now: nine }), planFor: 'today' } as const;
  const { t } = options;
  const ask = answering(readingsOf(Object.assign(reader, { refresh: () => false }) as unknown as Store, t));
  const settings: Readonly<Record<string, unknown>> = {
    'ai.enabled': true,
    'ai.names': names,
    projects: [],
    rules: [],
  };
  const written: Fact[] = [];
  const recorder = {
    nextId: () => '0123456789ab:1',
    append: (fact: Fact) => written.push(fact),
    flush: async () => undefined,
  };
  const read = (operation: string | { readonly name: string }, params: unknown) =>
    ask({ operation: typeof operation === 'string' ? operation : operation.name, params, options });
  const services = {
    clock,
    t,
    records: recordsOf({ clock, t, recorder, read } as unknown as Services),
    settings: { get: (key: string) => settings[key] },
    store: async () => ['/home/me/zq7shop'],
    read,
    readFor: (transport: Transport, operation: string, params: unknown) =>
      ask({ operation, params, options, transport }),
    recorder,
  } as unknown as Services;
  return { services, written };
}

async function answerOf(services: Services, operation: string, input: unknown): Promise<string> {
  const [part] = (await invoke(services, operation, input)).content as { readonly value: string }[];
  return part?.value ?? '';
}

const log = { title: 'Talk', minutes: 30, kind: 'meeting' };

describe('a language model tool', () => {
  it('tells what it measured, and a name only where the user allows it: whatever the operation', async () => {
    const reads = (await describeOperations(queries, actions)).filter(
      ({ transports, access }) => transports.includes('chat') && access === 'read',
    );
    assert.ok(reads.length >= 2);
    for (const { name } of reads) {
      const [real, aliased] = [
        await answerOf(given('real').services, name, inputs[name] ?? {}),
        await answerOf(given('aliased').services, name, inputs[name] ?? {}),
      ];
      assert.match(real, /zq7/, name);
      assert.doesNotMatch(aliased, /zq7/, name);
      assert.match(aliased, /"(?:minutes|calls|status|takenMs|more)":/, name);
    }
  });

  it('is asked about before it writes, with all that it will write', async () => {
    const { services, written } = given('real');
    const asked = await prepare(services, 'activity.log', { ...log, notes: 'About *shoes*' });
    assert.equal(asked?.confirmationMessages?.title, 'Log an activity in Daymark?');
    const { value } = asked.confirmationMessages.message as unknown as { readonly value: string };
    for (const part of ['Talk', '30m, meeting', String.raw`\*shoes\*`]) assert.ok(value.includes(part), part);
    assert.deepEqual(written, []);
    assert.equal(await prepare(services, 'today.get', {}), undefined);
  });

  it('writes what was confirmed', async () => {
    const { services, written } = given('real');
    assert.equal(await answerOf(services, 'activity.log', log), '{"logged":"0123456789ab:1"}');
    assert.deepEqual(
      written.map(
        (fact) =>
          fact.type === 'record' && [fact.fields['title'], Number(fact.fields['end']) - Number(fact.fields['start'])],
      ),
      [['Talk', 30 * 60_000]],
    );
  });

  it('refuses input that does not fit, and operations that are not offered to models', async () => {
    const { services, written } = given('real');
    const codeOf = (promise: Promise<unknown>) => promise.then(() => 'none', errorCode);
    assert.equal(await codeOf(invoke(services, 'activity.log', { ...log, minutes: -1 })), 'invalid-input');
    assert.equal(await codeOf(prepare(services, 'activity.log', { ...log, kind: 'sleeping' })), 'invalid-input');
    assert.equal(await codeOf(invoke(services, 'plan.get', { day: 'never' })), 'invalid-input');
    for (const operation of ['activity.delete', 'dashboard.stored', 'feed.more', 'store.erase', ''])
      assert.equal(await codeOf(invoke(services, operation, {})), 'unknown-operation', operation);
    assert.deepEqual(written, []);
  });
});
