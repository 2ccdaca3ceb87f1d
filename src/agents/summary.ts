import type { PriceOverrides } from '../core/prices/modelPrices.ts';
import { costOf } from './cost.ts';
import type { Ledger, Reconciliation } from './ledger.ts';
import type { AgentTool } from './tools.ts';
import { addTokens, noTokens, totalOf, type TokenCounts, type UsageEntry } from './usage.ts';

/** Tokens and cost of a set of calls. */
export interface UsageTotals {
  readonly calls: number;
  readonly tokens: TokenCounts;
  /** US dollars at list prices, for calls with a known price. */
  readonly costUsd: number;
  /** The number of calls without a known price: they are not in `costUsd`, and not free. */
  readonly unpricedCalls: number;
  /** All tokens of those calls. */
  readonly unpricedTokens: number;
}

export const noUsage: UsageTotals = { calls: 0, tokens: noTokens, costUsd: 0, unpricedCalls: 0, unpricedTokens: 0 };

/** Sums up calls. */
export function totalUsage(entries: readonly UsageEntry[], prices: PriceOverrides = {}): UsageTotals {
  return entries.reduce((sum, entry) => addUsage(sum, entry, prices), noUsage);
}

/** The totals with one more call. */
export function addUsage(sum: UsageTotals, entry: UsageEntry, prices: PriceOverrides): UsageTotals {
  const cost = costOf(entry, prices);
  const isPriced = cost !== undefined;
  const calls = entry.unlogged ? 0 : 1;
  return addTotals(sum, {
    calls,
    tokens: entry.tokens,
    costUsd: cost ?? 0,
    unpricedCalls: isPriced ? 0 : calls,
    unpricedTokens: isPriced ? 0 : totalOf(entry.tokens),
  });
}

/** The totals of two sets of calls together. */
export function addTotals(a: UsageTotals, b: UsageTotals): UsageTotals {
  return {
    calls: a.calls + b.calls,
    tokens: addTokens(a.tokens, b.tokens),
    costUsd: a.costUsd + b.costUsd,
    unpricedCalls: a.unpricedCalls + b.unpricedCalls,
    unpricedTokens: a.unpricedTokens + b.unpricedTokens,
  };
}

/** Everything that the logs of a tool came to. */
export interface ToolSummary {
  readonly tool: AgentTool;
  readonly totals: UsageTotals;
  /** Sessions with a prompt, a call of a model, or of a tool. */
  readonly sessions: number;
  readonly turns: number;
  readonly toolCalls: number;
  readonly reconciliation: Reconciliation;
}

/** Sums up a ledger over all time. */
export function summarizeTool(ledger: Ledger, prices: PriceOverrides = {}): ToolSummary {
  const entries = ledger.entries();
  const sessions = ledger.sessions();
  return {
    tool: ledger.tool,
    totals: totalUsage(entries, prices),
    sessions: sessions.length,
    turns: sessions.reduce((sum, { turns }) => sum + turns, 0),
    toolCalls: sessions.reduce((sum, { toolCalls }) => sum + toolCalls, 0),
    reconciliation: ledger.reconcile(entries.filter(({ unlogged }) => unlogged !== true).length),
  };
}
