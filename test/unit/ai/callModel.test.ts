import assert from 'node:assert/strict';
import { callModel } from '../../../src/ai/callModel.ts';
import type { ModelAnswer, ModelProvider } from '../../../src/ai/provider.ts';
import { costOf, priceOf } from '../../../src/ai/prices.ts';
import { errorCode } from '../../../src/core/base/appError.ts';
import { ask, desk, ok, replay, tokens } from './desk.ts';

const { signal } = new AbortController();
const codeOf = (promise: Promise<unknown>) => promise.then(() => 'none', errorCode);

describe('a call of a model', () => {
  it('leaves a receipt, on disk before anything is sent', async () => {
    const at = desk();
    let before: string[] = [];
    const provider: ModelProvider = {
      ...replay([ok]),
      send: () => ((before = at.book.states.map(({ outcome }) => outcome)), Promise.resolve(ok)),
    };
    await callModel(ask, { ...at, provider }, signal);
    assert.deepEqual(before, ['sent']);
    const [receipt] = at.book.last;
    assert.deepEqual([receipt?.outcome, receipt?.tokens, receipt?.requestId], ['ok', tokens, 'req_1']);
    assert.equal(receipt?.costUsd, (1000 * 2 + 200 * 10) / 1e6);
    assert.deepEqual(JSON.parse(receipt?.payload ?? ''), { model: 'claude-sonnet-5-5', ...ask });
  });

  it('is not made again for the same payload, for a day', async () => {
    const at = desk();
    await callModel(ask, at, signal);
    await callModel(ask, at, signal);
    assert.equal(at.provider.calls, 1);
    assert.deepEqual(
      at.book.last.map(({ outcome }) => outcome),
      ['ok', 'cached'],
    );
    at.time.advance(25 * 3_600_000);
    await callModel(ask, at, signal);
    assert.equal(at.provider.calls, 2);
  });

  it('is not made without consent, and leaves no receipt then', async () => {
    const at = desk({ mayBeSent: () => Promise.resolve(false) });
    assert.equal(await codeOf(callModel(ask, at, signal)), 'ai-declined');
    assert.deepEqual([at.provider.calls, at.book.states], [0, []]);
  });

  it('shows in consent exactly what is then sent', async () => {
    let shown = '';
    const at = desk({ mayBeSent: (payload) => ((shown = payload), Promise.resolve(true)) });
    await callModel(ask, at, signal);
    assert.equal(at.book.last[0]?.payload, shown);
  });

  it('stays within the daily number of calls, those without an end included', async () => {
    const at = desk({ limits: { usd: 5, calls: 2 } });
    for (const n of [1, 2]) await callModel({ ...ask, content: `{"n":${n}}` }, at, signal);
    assert.equal(await codeOf(callModel({ ...ask, content: '{"n":3}' }, at, signal)), 'ai-budget');
    assert.equal(at.provider.calls, 2);
  });

  it('stays within the daily money, by the most that a call may cost', async () => {
    const at = desk({ limits: { usd: 0.012, calls: 20 } });
    await callModel(ask, at, signal);
    assert.equal(await codeOf(callModel({ ...ask, content: '{"n":2}' }, at, signal)), 'ai-budget');
  });

  it('beyond the limits is not even shown', async () => {
    let asked = 0;
    const at = desk({ limits: { usd: 5, calls: 0 }, mayBeSent: () => Promise.resolve(++asked > 0) });
    assert.equal(await codeOf(callModel(ask, at, signal)), 'ai-budget');
    assert.equal(asked, 0);
  });

  it('is canceled while the person reads what would be sent', async () => {
    const controller = new AbortController();
    const at = desk({ mayBeSent: () => (controller.abort(), Promise.resolve(true)) });
    assert.equal(await codeOf(callModel(ask, at, controller.signal)), 'ai-cancelled');
    assert.deepEqual([at.provider.calls, at.book.states], [0, []]);
  });

  it('counts when another window has spent the rest meanwhile', async () => {
    const limits = { usd: 5, calls: 1 };
    const other = desk();
    const at = desk({
      limits,
      mayBeSent: async () => {
        await callModel({ ...ask, content: '{"of":"another"}' }, other, signal);
        for (const receipt of other.book.last) await at.book.write({ ...receipt, id: 'other' });
        return true;
      },
    });
    assert.equal(await codeOf(callModel(ask, at, signal)), 'ai-budget');
    assert.equal(at.provider.calls, 0);
  });

  it('takes as long as the clock says that does not jump, and is of one provider', async () => {
    const at = desk();
    const provider: ModelProvider = { ...replay([ok]), send: () => (at.time.advance(1500), Promise.resolve(ok)) };
    await callModel(ask, { ...at, provider }, signal);
    const [receipt] = at.book.last;
    assert.deepEqual([receipt?.durationMs, receipt?.provider, receipt?.task], [1500, 'claude', 'analysis']);
    await callModel(ask, { ...at, provider: { ...provider, id: 'vscode' } }, signal);
    assert.equal(at.book.last.at(-1)?.outcome, 'ok', 'what another answered is not reused');
  });

  it('says when it may be tried again, where the person is', async () => {
    const at = desk({ provider: replay([{ outcome: 'rate-limited', model: 'm', tokens: null, retryAt: 90_000 }]) });
    const local = new Date(90_000 + at.time.utcOffset(90_000) * 60_000).toISOString().slice(0, 16).replace('T', ' ');
    await assert.rejects(callModel(ask, at, signal), new RegExp(local));
  });

  it('of a model without a price is held to the number of calls, and is not called free', async () => {
    const at = desk({ provider: replay([{ ...ok, model: 'claude-new' }], 'claude-new'), limits: { usd: 0, calls: 1 } });
    await callModel(ask, at, signal);
    assert.equal(at.book.last[0]?.costUsd, null);
    assert.deepEqual(costOf(tokens, priceOf('claude-new', { 'claude-new': { input: 1, output: 1 } })), 0.0012);
  });

  const failures: readonly ModelAnswer['outcome'][] = [
    'refused',
    'truncated',
    'rate-limited',
    'timeout',
    'auth',
    'cancelled',
  ];
  for (const outcome of failures)
    it(`that ends as ${outcome} is reported and stored as that`, async () => {
      const failed = { outcome, model: 'm', tokens: null } as ModelAnswer;
      const at = desk({ provider: replay([failed]) });
      assert.equal(await codeOf(callModel(ask, at, signal)), `ai-${outcome}`);
      assert.equal(at.book.last[0]?.outcome, outcome);
    });

  it('whose answer does not fit is unreadable, costs what it cost, and is not in the cache', async () => {
    const at = desk({ provider: replay([{ ...ok, text: '{"bottlenecks":1}' }, ok]) });
    assert.equal(await codeOf(callModel(ask, at, signal)), 'ai-unreadable');
    assert.ok((at.book.last[0]?.costUsd ?? 0) > 0);
    await callModel(ask, at, signal);
    assert.equal(at.book.last.at(-1)?.outcome, 'ok');
  });
});
