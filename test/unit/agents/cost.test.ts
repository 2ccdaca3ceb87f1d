import assert from 'node:assert/strict';
import { costOf } from '../../../src/agents/cost.ts';
import { totalUsage } from '../../../src/agents/summary.ts';
import type { TokenCounts, UsageEntry } from '../../../src/agents/usage.ts';

const million = 1_000_000;
const none: TokenCounts = { input: 0, output: 0, cacheWrite: 0, cacheWrite1h: 0, cacheRead: 0, reasoning: 0 };
const call = (model: string, tokens: Partial<TokenCounts>, more: Partial<UsageEntry> = {}): UsageEntry => ({
  key: 'k',
  session: 's',
  at: Date.UTC(2026, 10, 1),
  project: '',
  model,
  tokens: { ...none, ...tokens },
  ...more,
});
const small = { input: 1000, output: 1000 };

describe('the cost of a call', () => {
  it('has a price for each class of tokens', () => {
    // ccusage 20.0.24's prices: 100 for five minutes and 200 for an hour on a $5 model.
    assert.equal(costOf(call('claude-opus-4-5', { cacheWrite: 100, cacheWrite1h: 200 })), 0.002625);
    assert.equal(costOf(call('claude-opus-5-5', { cacheRead: million, input: 0 })), 0.2);
    assert.equal(
      costOf(call('gpt-5.2-codex', { input: 100_000, cacheRead: 100_000, output: 1000, reasoning: 900 }))?.toFixed(6),
      '0.206500',
    );
  });

  it('does not price what it does not know, nor what only looks like a known model', () => {
    for (const model of [
      '',
      'claude-opus-4-9',
      'claude-sonnet-5-6',
      'gpt-5.7',
      'constructor',
      'claude-opus',
      '<synthetic>',
    ])
      assert.equal(costOf(call(model, small)), undefined, model);
    assert.equal(costOf(call('mystery', small, { reportedUsd: 0.5 })), 0.5);
    assert.equal(costOf(call('claude-opus-5', small, { fast: true })), undefined);
    const totals = totalUsage([call('claude-opus-5', small), call('mystery', { input: 7, output: 3 })]);
    assert.deepEqual([totals.costUsd, totals.unpricedCalls, totals.unpricedTokens], [0.03, 1, 10]);
  });

  it('knows a model by the names that gateways give it', () => {
    for (const model of [
      'claude-opus-4-5-20251101',
      'us.anthropic.claude-opus-4-5-20251101-v1:0',
      'claude-opus-4-5@20251101',
      'anthropic/claude-opus-4.5',
      'claude-opus-4-5[1m]',
      'claude-opus-4.5-1m-internal',
    ])
      assert.equal(costOf(call(model, small)), 0.03, model);
  });

  it('follows the date, the length of the prompt, and the speed', () => {
    const long = { input: 150_000, cacheRead: 100_000, output: 1000 };
    const before = { at: Date.UTC(2026, 2, 12) };
    assert.equal(costOf(call('claude-opus-4-6', long, before))?.toFixed(4), '1.6375');
    assert.equal(costOf(call('claude-opus-4-6', long))?.toFixed(4), '0.8250');
    // A sum of calls doesn't show the length of each prompt.
    assert.equal(costOf(call('claude-opus-4-6', long, { ...before, summed: true }))?.toFixed(4), '0.8250');
    assert.equal(costOf(call('claude-opus-4-6', small, { fast: true })), 0.18);
  });

  it("takes the user's own prices first", () => {
    const prices = {
      mystery: { input: 1, output: 2, cacheRead: 0.5, cacheWrite1h: 4 },
      'claude-opus-5': { input: 0, output: 0 },
    };
    assert.equal(
      costOf(call('mystery', { input: million, output: million, cacheRead: million, cacheWrite1h: million }), prices),
      7.5,
    );
    assert.equal(costOf(call('claude-opus-5-20260101', small), prices), 0);
  });
});
