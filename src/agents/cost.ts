import { listPriceOf, type ListPrice, type ModelPrice, type PriceOverrides } from '../core/prices/modelPrices.ts';
import type { UsageEntry } from './usage.ts';

/**
 * Returns the cost of a call at list prices, in US dollars; the tool's own figure if the model has no price; undefined if neither is known.
 * A subscription may cost less.
 */
export function costOf(entry: UsageEntry, overrides: PriceOverrides = {}): number | undefined {
  if (entry.unmeasured) return entry.reportedUsd;
  const list = listPriceOf(entry.model, overrides);
  const price = list && priceAt(list, entry);
  if (!price) return entry.reportedUsd;
  const { tokens } = entry;
  const dollars =
    tokens.input * price.input +
    tokens.output * price.output +
    tokens.cacheRead * (price.cacheRead ?? 0.1 * price.input) +
    tokens.cacheWrite * (price.cacheWrite ?? 1.25 * price.input) +
    tokens.cacheWrite1h * (price.cacheWrite1h ?? 2 * price.input);
  return (dollars * (entry.fast ? (list.fast ?? 1) : 1)) / 1_000_000;
}

/** Returns the price for the date and the length of the prompt; undefined for a fast call with an unknown factor. */
function priceAt(list: ListPrice, { tokens, at, fast, summed }: UsageEntry): ModelPrice | undefined {
  if (fast && list.fast === undefined) return undefined;
  const dated = list.earlier && at < Date.parse(list.earlier.before) ? list.earlier : list;
  const prompt = tokens.input + tokens.cacheRead + tokens.cacheWrite + tokens.cacheWrite1h;
  return dated.long && !summed && prompt > dated.long.tokens ? dated.long : dated;
}
