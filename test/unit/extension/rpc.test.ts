import assert from 'node:assert/strict';
import { AppError } from '../../../src/core/base/appError.ts';
import { operate } from '../../../src/extension/operate.ts';
import { answer } from '../../../src/extension/rpc.ts';
import type { Services } from '../../../src/extension/services.ts';
import { readingsOf, answering } from '../../../src/headless/answering.ts';
import type { Store } from '../../../src/storage/store.ts';
import { defaultGoals, defaultTimeRules } from '../../../src/core/rules/rules.ts';
import { recordsOf } from '../../../src/core/records/records.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';

const logged: string[] = [];
const note = (message: string): void => void logged.push(message);
const log = { trace: note, debug: note, info: note, warn: note, error: note };

const clock = new FakeClock();
const options = {
  now: clock.now(),
  offset: 60,
  rules: defaultTimeRules,
  goals: defaultGoals,
  planFor: 'today',
} as const;
const store = Object.assign(new MemoryReader([]), { refresh: () => false }) as unknown as Store;
const ask = answering(readingsOf(store, (text) => text));

/** A window without data. */
const services: Services = {
  clock,
  t: (text: string) => text,
  records: (collection: never) => recordsOf(services)(collection),
  readOptions: () => options,
  read: ({ name }: { readonly name: string }, params: unknown) => ask({ operation: name, params, options }),
  readFor: (transport: 'view', operation: string, params: unknown) => ask({ transport, operation, params, options }),
  recorder: {
    nextId: () => 'a:1',
    append: () => undefined,
    flush: () => Promise.reject(new TypeError('secret-project')),
  },
} as unknown as Services;

const run = (operation: string, params: unknown) => operate(services, { transport: 'view', operation, params });
const call = (method: string, params: unknown) => answer({ id: 7, method, params }, run, log);
const codeOf = async (method: string, params: unknown = {}) => {
  const reply = await call(method, params);
  assert.ok(reply && 'error' in reply, `${method} fails`);
  return reply.error.code;
};

describe('a call of the view', () => {
  beforeEach(() => logged.splice(0));

  it('is answered with the id it came with, by a query or an action', async () => {
    assert.deepEqual(await call('plan.last', {}), { id: 7, result: null });
    assert.deepEqual(await call('plan.stop', { id: 'a:1' }), { id: 7, result: {} });
    assert.deepEqual(logged, []);
  });

  it('is answered with the code and the message of its error', async () => {
    const reply = await call('plan.start', { id: 'a:1' });
    const message = 'That task no longer exists. It may have been deleted in another window.';
    assert.deepEqual(reply, { id: 7, error: { code: 'not-found', message } });
  });

  for (const [method, params, where] of [
    ['plan.tick', { id: 'a:1', done: 'yes' }, /^done: /],
    ['activity.range', { days: 8, by: 'kind' }, /^days: /],
    ['top.get', 'all', /^input: /],
    ['plan.tick', undefined, /^input: /],
  ] as const)
    it(`is refused when its parameters fail the schema, and says which: ${method}`, async () => {
      const reply = await call(method, params);
      assert.ok(reply && 'error' in reply);
      assert.equal(reply.error.code, 'invalid-input');
      assert.match(reply.error.message, where);
    });

  for (const method of ['unknown.call', 'toString', 'constructor', '__proto__', 'store.health', 'health'])
    it(`is refused when nothing has that name: ${method}`, async () => {
      assert.equal(await codeOf(method), 'unknown-operation');
    });

  for (const method of ['dashboard.stored', 'facts.documents', 'plan.stored', 'activity.log', 'plan.get'])
    it(`is refused when it is not offered to the view: ${method}`, async () => {
      assert.equal(await codeOf(method), 'unknown-operation');
    });

  for (const message of [
    undefined,
    null,
    'x',
    4,
    {},
    { id: 'a', method: 'plan.tick' },
    { id: 1.5, method: 'plan.tick' },
  ])
    it(`is not answered when it is no request: ${JSON.stringify(message)}`, async () => {
      assert.equal(await answer(message, run, log), undefined);
      assert.equal(logged.length, 1);
    });

  it('is logged by its code, never by its message or an unknown name, which may hold names', async () => {
    const activity = { title: 'A', kind: 'coding', start: Date.UTC(2026, 2, 2), minutes: 5, errors: 0, notes: '' };
    assert.equal(await codeOf('activity.save', activity), 'internal');
    assert.equal(await codeOf('secret-project'), 'unknown-operation');
    assert.equal(logged.join('\n').includes('secret-project'), false);
    assert.equal(logged.length, 2);
  });
});

describe('an error thrown on purpose', () => {
  it('keeps its code and message on the way to the view', async () => {
    const failing = () => Promise.reject(new AppError('plan-exists', 'There is already a plan.'));
    const reply = await answer({ id: 1, method: 'plan.generate', params: {} }, failing, log);
    assert.deepEqual(reply, { id: 1, error: { code: 'plan-exists', message: 'There is already a plan.' } });
  });
});
