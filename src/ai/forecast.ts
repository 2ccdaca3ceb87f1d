import { medianOf } from '../core/base/median.ts';
import type { NextCall } from '../core/insights/insights.ts';
import type { Receipt } from '../core/insights/receipts.ts';
import { isWithin, mostOf, spentIn } from './budget.ts';
import { cachedAnswer, hashOf, payloadOf } from './callModel.ts';
import type { Desk } from './callModel.ts';
import { priceOf } from './prices.ts';
import type { ModelQuestion } from './provider.ts';
import { estimateTokens } from './tokens.ts';

/** The number of latest answers to questions of a kind from which the next one's length is estimated. */
const latest = 5;

/** Estimates a call before anything is sent. @param receipts at least those of today and of the last day, oldest first */
export function forecast(
  ask: ModelQuestion,
  { provider, limits, prices, clock }: Pick<Desk, 'provider' | 'limits' | 'prices' | 'clock'>,
  { receipts, startOfToday }: { readonly receipts: readonly Receipt[]; readonly startOfToday: number },
): NextCall {
  const payload = payloadOf(provider, ask);
  const inputTokens = estimateTokens(payload);
  const price = provider.id === 'claude' ? priceOf(provider.model, prices) : undefined;
  const costWith = (output: number | undefined) =>
    output === undefined ? null : mostOf({ input: inputTokens, output }, price);
  const usdAtMost = costWith(provider.maxTokens);
  const spent = spentIn(
    receipts.filter(({ at }) => at >= startOfToday),
    prices,
  );
  return {
    provider: provider.id,
    model: provider.model,
    inputTokens,
    outputTokensAtMost: provider.maxTokens,
    usdLikely: costWith(usualOutput(ask, receipts)),
    usdAtMost,
    cached: cachedAnswer(ask, receipts, { hash: hashOf(provider, payload), now: clock.now() }) !== undefined,
    withinLimits: isWithin(limits, spent, usdAtMost),
  };
}

/** The median length of earlier answers, in tokens. */
function usualOutput({ task }: ModelQuestion, receipts: readonly Receipt[]): number | undefined {
  const answered = receipts.filter((receipt) => receipt.task === task && receipt.outcome === 'ok').slice(-latest);
  const lengths = answered.flatMap(({ tokens }) => tokens?.output ?? []);
  return lengths.length > 0 ? Math.round(medianOf(lengths)) : undefined;
}
