import assert from 'node:assert/strict';
import { readingOnly } from '../../../src/headless/readingOnly.ts';
import type { Headless, HeadlessCall } from '../../../src/headless/openHeadless.ts';

describe('the operations for a token that only reads', () => {
  let calls: string[];
  beforeEach(() => (calls = []));
  const access = { 'day.get': 'read', 'task.add': 'write', 'task.delete': 'destructive' };
  const headless = {
    describe: async () => Object.entries(access).map(([name, one]) => ({ name, access: one })),
    refused: async () => ['host.only'],
    operate: async ({ operation }: HeadlessCall) => calls.push(operation),
    confirmation: async ({ operation }: HeadlessCall) => ({ title: operation, message: '' }),
    today: () => '2026-03-02',
  } as unknown as Headless;
  const reading = readingOnly(headless);
  const call = (operation: string): HeadlessCall => ({ transport: 'mcp', operation, params: {} });

  it('are those that read; the others are named', async () => {
    assert.deepEqual(
      (await reading.describe('mcp')).map(({ name }) => name),
      ['day.get'],
    );
    assert.deepEqual(await reading.refused('mcp'), ['task.add', 'task.delete', 'host.only']);
    assert.equal(reading.today(), '2026-03-02');
  });

  it('run and ask, unless they change data', async () => {
    await reading.operate(call('day.get'));
    assert.deepEqual(await reading.confirmation(call('day.get')), { title: 'day.get', message: '' });
    for (const name of ['task.add', 'task.delete'])
      for (const run of [reading.operate, reading.confirmation])
        await assert.rejects(run(call(name)), {
          code: 'not-allowed',
          message: new RegExp(`^${name} changes data, and this token only reads\\.`),
        });
    assert.deepEqual(calls, ['day.get']);
  });
});
