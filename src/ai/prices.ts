import type { Tokens } from '../core/insights/receipts.ts';
import { listPriceOf, type ModelPrice, type PriceOverrides } from '../core/prices/modelPrices.ts';

/** The price of a model, undefined when it is not known: that is not free. Daymark's own prompts never reach the price of long ones. */
export function priceOf(model: string, overrides: PriceOverrides): ModelPrice | undefined {
  return listPriceOf(model, overrides);
}

/** What a call cost in US dollars, or null when the price is not known. Daymark's own calls write five-minute cache entries only. */
export function costOf({ input, output, cacheRead, cacheWrite }: Tokens, price: ModelPrice | undefined): number | null {
  if (!price) return null;
  const cached =
    cacheWrite * (price.cacheWrite ?? 1.25 * price.input) + cacheRead * (price.cacheRead ?? 0.1 * price.input);
  return (input * price.input + cached + output * price.output) / 1_000_000;
}
