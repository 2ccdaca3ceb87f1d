import type { ModelTokens } from '../core/insights/receipts.ts';
import { listPriceOf, type ModelPrice, type PriceOverrides } from '../core/prices/modelPrices.ts';

/** The price of a model, undefined when it is not known: that is not free. Daymark's own prompts never reach the price of long ones. */
export function priceOf(model: string, overrides: PriceOverrides): ModelPrice | undefined {
  return listPriceOf(model, overrides);
}

/** Returns the cost of a call in US dollars; null if the price is unknown. Daymark's own calls only write five-minute cache entries. */
export function costOf(
  { input, output, cacheRead, cacheWrite }: ModelTokens,
  price: ModelPrice | undefined,
): number | null {
  if (!price) return null;
  const cached =
    cacheWrite * (price.cacheWrite ?? 1.25 * price.input) + cacheRead * (price.cacheRead ?? 0.1 * price.input);
  return (input * price.input + cached + output * price.output) / 1_000_000;
}
