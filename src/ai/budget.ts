import type { Receipt } from '../core/insights/receipts.ts';
import { costOf } from './prices.ts';
import type { Price } from './prices.ts';

/** What a day may cost. */
export interface Limits {
  readonly usd: number;
  readonly calls: number;
}

export interface Spent {
  readonly usd: number;
  readonly calls: number;
  /** Calls whose price is not known. */
  readonly unpriced: number;
}

/** What the calls of a day came to. One that was begun and not told the end of counts as a call. */
export function spentIn(receipts: readonly Receipt[]): Spent {
  const calls = receipts.filter(({ outcome }) => outcome !== 'cached');
  return {
    calls: calls.length,
    usd: calls.reduce((total, { costUsd }) => total + (costUsd ?? 0), 0),
    unpriced: calls.filter(({ costUsd, tokens }) => costUsd === null && tokens !== null).length,
  };
}

/** The most that a call can cost, US dollars: every token of the answer used. Null when the price is not known. */
export function mostOf(size: { input: number; output: number }, price: Price | undefined): number | null {
  return costOf({ ...size, cacheRead: 0, cacheWrite: 0, estimated: true }, price);
}

/** Whether one more call stays within the limits. Of a model without a price only the number of calls is held. */
export function isWithin(limits: Limits, spent: Spent, most: number | null): boolean {
  return spent.calls < limits.calls && spent.usd + (most ?? 0) <= limits.usd + 1e-9;
}
