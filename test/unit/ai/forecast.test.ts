import assert from 'node:assert/strict';
import { callModel } from '../../../src/ai/callModel.ts';
import type { Desk } from '../../../src/ai/callModel.ts';
import { forecast } from '../../../src/ai/forecast.ts';
import type { ModelProvider } from '../../../src/ai/provider.ts';
import { estimateTokens } from '../../../src/ai/tokens.ts';
import { payloadOf } from '../../../src/ai/callModel.ts';
import { ask, desk, ok, replay, tokens } from './desk.ts';

const { signal } = new AbortController();
const other = { ...ask, content: '{"facts":[]}' };

async function told(at: ReturnType<typeof desk>, changes: Partial<Desk> = {}, asked: typeof ask = ask) {
  return forecast(asked, { ...at, ...changes }, { receipts: await at.book.since(0), startOfToday: 0 });
}

describe('what a call would take', () => {
  it('is told in tokens and money before there was any', async () => {
    const at = desk();
    const input = estimateTokens(payloadOf(at.provider, ask));
    const { inputTokens, outputTokensAtMost, usdLikely, usdAtMost, cached, withinLimits } = await told(at);
    assert.deepEqual([inputTokens, outputTokensAtMost, usdLikely], [input, 1000, null]);
    assert.equal(usdAtMost, (input * 2 + 1000 * 10) / 1e6);
    assert.deepEqual([cached, withinLimits], [false, true]);
  });

  it('goes by the length of earlier answers, and is never less than the call then costs at the most', async () => {
    const at = desk();
    await callModel(ask, at, signal);
    const next = await told(at, {}, other as typeof ask);
    assert.equal(next.usdLikely, (next.inputTokens * 2 + 200 * 10) / 1e6);
    assert.ok(next.usdAtMost !== null && next.usdAtMost > next.usdLikely);
  });

  it('goes by the middle one of the last five answers', async () => {
    const lengths = [900, 100, 200, 300, 400, 500];
    const answers = lengths.map((output) => ({ ...ok, tokens: { ...tokens, output } }));
    const at = desk({ provider: replay(answers), limits: { usd: 5, calls: 20 } });
    for (const n of lengths.keys()) {
      await callModel({ ...ask, content: `{"n":${n}}` }, at, signal);
      at.time.advance(1000);
    }
    const next = await told(at, {}, other as typeof ask);
    assert.equal(next.usdLikely, (next.inputTokens * 2 + 300 * 10) / 1e6);
  });

  it('is nothing for a question that was answered within a day', async () => {
    const at = desk();
    await callModel(ask, at, signal);
    assert.equal((await told(at)).cached, true);
    at.time.advance(24 * 3_600_000 + 1);
    assert.equal((await told(at)).cached, false);
  });

  it('is unpriced, not free, for a model that is in no table', async () => {
    const at = desk({ provider: replay([ok], 'claude-new') });
    const { usdLikely, usdAtMost, withinLimits } = await told(at);
    assert.deepEqual([usdLikely, usdAtMost, withinLimits], [null, null, true]);
    const provider: ModelProvider = { ...replay([ok]), id: 'vscode' };
    assert.equal((await told(at, { provider })).usdAtMost, null);
  });

  it('says when the day allows no more', async () => {
    const at = desk();
    assert.equal((await told(at, { limits: { usd: 0.001, calls: 20 } })).withinLimits, false);
    assert.equal((await told(at, { limits: { usd: 1, calls: 0 } })).withinLimits, false);
    assert.equal((await told(at, { limits: { usd: 1, calls: 1 } })).withinLimits, true);
  });
});
