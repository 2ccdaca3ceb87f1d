import assert from 'node:assert/strict';
import * as z from 'zod';
import { query } from '../../../../src/core/operations/operation.ts';
import type { ReadOptions, Reading } from '../../../../src/core/operations/reading.ts';
import { answering, readingsOf } from '../../../../src/headless/answering.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';

const options = { now: 1 } as ReadOptions;
let refreshed = 0;
const store = Object.assign(new MemoryReader([]), { refresh: () => ++refreshed }) as unknown as Store;
const reading = readingsOf(store, (text) => text);

/** A query about days that are prepared one after the other; the last of `left` for ever. */
function prepared(left: readonly number[]) {
  const steps: string[] = [];
  const definition = query('years.get', {
    title: 'Years',
    description: '',
    access: 'read',
    transports: ['view'],
    params: z.object({ days: z.number() }),
    result: z.number(),
    prepare: () => {
      steps.push('step');
      return left[Math.min(steps.length - 1, left.length - 1)] ?? 0;
    },
    run: (read, { days }) => (steps.push('run'), days + read.now),
  });
  const ask = answering(reading, {
    'years.get': () => Promise.resolve(definition),
    'other.get': () => Promise.resolve({ run: () => steps.push('other') }),
  });
  return { steps, ask: (operation: string) => ask({ operation, params: { days: 365 }, options }) };
}

describe('a query in the worker', () => {
  it('is answered once its days are summed up, step by step', async () => {
    const { steps, ask } = prepared([300, 20, 0]);
    assert.equal(await ask('years.get'), 366);
    assert.deepEqual(steps, ['step', 'step', 'step', 'run']);
    const last = prepared([2, 1, 0]);
    await last.ask('years.get');
    assert.deepEqual(last.steps, ['step', 'step', 'step', 'run'], 'down to the last day');
  });

  it('lets others be answered between the steps', async () => {
    const { steps, ask } = prepared([300, 20, 0]);
    await Promise.all([ask('years.get'), ask('other.get')]);
    assert.ok(steps.indexOf('other') < steps.lastIndexOf('step'), steps.join());
  });

  it('does not wait for ever where days are forgotten as fast as they are summed up', async () => {
    const { steps, ask } = prepared([28, 28]);
    await ask('years.get');
    assert.deepEqual(steps, ['step', 'step', 'run']);
  });

  it('is checked where it comes from outside, and must be offered there', async () => {
    const definition = query('sum.get', {
      title: 'Sum',
      description: '',
      access: 'read',
      transports: ['mcp'],
      params: z.object({ days: z.number().default(7) }),
      result: z.number(),
      run: (_, { days }) => days,
    });
    const ask = answering(reading, { 'sum.get': () => Promise.resolve(definition) });
    const call = { operation: 'sum.get', options };
    assert.equal(await ask({ ...call, params: {} }), undefined, 'the compiler has checked it');
    assert.equal(await ask({ ...call, params: {}, transport: 'mcp' }), 7);
    await assert.rejects(ask({ ...call, params: { days: 'x' }, transport: 'mcp' }), { code: 'invalid-input' });
    await assert.rejects(ask({ ...call, params: {}, transport: 'cli' }), { code: 'unknown-operation' });
    await assert.rejects(ask({ ...call, operation: 'toString', params: {} }), { code: 'unknown-operation' });
  });

  it('reads what is recorded by then', async () => {
    const { ask } = prepared([0]);
    const before = refreshed;
    await ask('years.get');
    assert.ok(refreshed > before);
  });

  it('keeps what is shared from one question to the next, each by itself', () => {
    const one = () => ({ of: 'one' });
    const two = () => ({ of: 'two' });
    const from = (read: Reading) => [read.shared(one), read.shared(two)] as const;
    const [first, second] = [from(reading(options)), from(reading(options))];
    assert.ok(first[0] === second[0] && first[1] === second[1]);
    assert.notEqual(first[0], first[1]);
    assert.notEqual(from(readingsOf(store, (text) => text)(options))[0], first[0]);
  });
});
