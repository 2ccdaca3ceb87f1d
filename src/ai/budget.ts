import type { Receipt, ModelTokens } from '../core/insights/receipts.ts';
import { costOf, priceOf } from './prices.ts';
import type { ModelPrice, PriceOverrides } from '../core/prices/modelPrices.ts';
import type { ModelAnswer, ModelProvider } from './provider.ts';
import { estimateTokens } from './tokens.ts';

/** The limit on a day's cost. */
export interface Limits {
  readonly usd: number;
  readonly calls: number;
}

export interface Expenses {
  readonly usd: number;
  readonly calls: number;
  /** The number of calls of unknown price. */
  readonly unpriced: number;
}

/** The cost of a call, US dollars; null if the price of the model is not known. */
export type Cost = Pick<Receipt, 'costUsd' | 'costAtMost'>;

/** The total of a day's calls. A call that is in progress, whose window died, or whose usage is unknown counts at its maximum cost. */
export function spentIn(receipts: readonly Receipt[], prices: PriceOverrides = {}): Expenses {
  const calls = receipts.filter(({ outcome }) => outcome !== 'cached');
  const costs = calls.map((receipt) => costIn(receipt, prices));
  return {
    calls: calls.length,
    usd: costs.reduce<number>((total, cost) => total + (cost ?? 0), 0),
    unpriced: costs.filter((cost) => cost === null).length,
  };
}

/** The maximum tokens of an answer, for receipts of earlier versions, which have no cost if the usage is unknown. */
const earlierMaxTokens = 8000;

function costIn({ costUsd, provider, model, payload }: Receipt, prices: PriceOverrides): number | null {
  if (costUsd !== null || provider !== 'claude') return costUsd;
  return mostOf({ input: estimateTokens(payload), output: earlierMaxTokens }, priceOf(model, prices));
}

/** The most that a call can cost, US dollars: every token of the answer used. Null when the price is not known. */
export function mostOf(size: { input: number; output: number }, price: ModelPrice | undefined): number | null {
  return costOf({ ...size, cacheRead: 0, cacheWrite: 0, estimated: true }, price);
}

/** The most that sending a payload can cost, US dollars; null if the price of the model is not known. */
export function mostFor(
  { id, model, maxTokens }: ModelProvider,
  payload: string,
  prices: PriceOverrides,
): number | null {
  if (id !== 'claude') return null;
  return mostOf({ input: estimateTokens(payload), output: maxTokens }, priceOf(model, prices));
}

/** Returns true if one more call stays within the limits. Of a model without a price only the number of calls is held. */
export function isWithin(limits: Limits, spent: Expenses, most: number | null): boolean {
  return spent.calls < limits.calls && spent.usd + (most ?? 0) <= limits.usd + 1e-9;
}

/** Tokens that a provider may add to what we send, such as its own instructions for structured output. */
const addedTokens = 10_000;

/**
 * Returns a provider's reported usage, or null if it is impossible: a token has at least one byte, and an answer has its limit. Impossible
 * usage says nothing about the cost.
 */
export function soundTokens(
  tokens: ModelTokens | null,
  { maxTokens }: Pick<ModelProvider, 'maxTokens'>,
  payload: string,
): ModelTokens | null {
  if (!tokens) return null;
  const { input, output, cacheRead, cacheWrite } = tokens;
  const inputAtMost = Buffer.byteLength(payload) + addedTokens;
  const isCount = (count: number, most: number) => Number.isSafeInteger(count) && count >= 0 && count <= most;
  const isSound = isCount(input + cacheRead + cacheWrite, inputAtMost) && isCount(output, maxTokens);
  return isSound && [input, cacheRead, cacheWrite].every((count) => isCount(count, inputAtMost)) ? tokens : null;
}

/**
 * Returns the cost of a finished call: by its usage; nothing if it was rejected; otherwise its maximum.
 * @param most the most, as it was reserved
 */
export function settledCost(
  { tokens, model, unbilled }: Pick<ModelAnswer, 'tokens' | 'model' | 'unbilled'>,
  provider: ModelProvider,
  { most, prices }: { readonly most: number | null; readonly prices: PriceOverrides },
): Cost {
  if (provider.id !== 'claude') return { costUsd: null };
  // A model with another name in the answer costs as much as the requested one.
  if (tokens) return { costUsd: costOf(tokens, priceOf(model, prices) ?? priceOf(provider.model, prices)) };
  if (unbilled) return { costUsd: 0 };
  return most === null ? { costUsd: null } : { costUsd: most, costAtMost: true };
}
