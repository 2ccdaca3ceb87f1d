import assert from 'node:assert/strict';
import { AppError } from '../../../src/core/base/appError.ts';
import type { Handlers } from '../../../src/core/views/contract.ts';
import { answer } from '../../../src/extension/rpc.ts';

const logged: string[] = [];
const note = (message: string): void => void logged.push(message);
const log = { trace: note, debug: note, info: note, warn: note, error: note };

const handlers: Partial<Handlers> = {
  'plan.tick': async () => ({}),
  'plan.generate': async () => {
    throw new AppError('plan-exists', 'There is already a plan.');
  },
  'activity.delete': async () => {
    throw new TypeError('secret-project is undefined');
  },
};

describe('rpc', () => {
  beforeEach(() => logged.splice(0));

  it('answers a call with the id it came with', async () => {
    const reply = await answer({ id: 7, method: 'plan.tick', params: { id: 'a:1', done: true } }, handlers, log);
    assert.deepEqual(reply, { id: 7, result: {} });
  });

  it('answers an error with its code and message', async () => {
    const reply = await answer({ id: 1, method: 'plan.generate', params: { replace: false } }, handlers, log);
    assert.deepEqual(reply, { id: 1, error: { code: 'plan-exists', message: 'There is already a plan.' } });
  });

  it('refuses parameters that fail the schema, and says which', async () => {
    const reply = await answer({ id: 2, method: 'plan.tick', params: { id: 'a:1', done: 'yes' } }, handlers, log);
    assert.ok(reply && 'error' in reply);
    assert.equal(reply.error.code, 'invalid-input');
    assert.match(reply.error.message, /^done: /);
  });

  for (const method of ['unknown.call', 'toString', 'constructor', '__proto__']) {
    it(`refuses the unknown method ${method}`, async () => {
      const reply = await answer({ id: 3, method, params: {} }, handlers, log);
      assert.ok(reply && 'error' in reply);
      assert.equal(reply.error.code, 'not-found');
    });
  }

  for (const message of [
    undefined,
    null,
    'x',
    4,
    {},
    { id: 'a', method: 'plan.tick' },
    { id: 1.5, method: 'plan.tick' },
  ]) {
    it(`does not answer what is no request: ${JSON.stringify(message)}`, async () => {
      assert.equal(await answer(message, handlers, log), undefined);
      assert.equal(logged.length, 1);
    });
  }

  it('logs codes, never messages, which may hold names', async () => {
    await answer({ id: 4, method: 'activity.delete', params: { id: 'a:1' } }, handlers, log);
    await answer({ id: 5, method: 'secret-project', params: {} }, handlers, log);
    assert.equal(logged.join('\n').includes('secret-project'), false);
    assert.equal(logged.length, 2);
  });
});
