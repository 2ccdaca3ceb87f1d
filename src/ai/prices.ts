import type { Tokens } from '../core/insights/receipts.ts';

/** US dollars for a million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
}

/** The day on which the table was last compared with the published prices. */
export const pricesOf = '2026-11-20';

/**
 * Anthropic's published prices (platform.claude.com, "Models & pricing"); Haiku 5.5 up to prompts of 100,000 tokens, which ours never
 * reach. Caching is not used, so cached tokens are priced as the API tells for five minutes: 1.25 and 0.1 of the input.
 */
const table: Readonly<Record<string, Price>> = {
  'claude-fable-5-1': { input: 10, output: 50 },
  'claude-opus-5-5': { input: 4, output: 20 },
  'claude-opus-5': { input: 5, output: 25 },
  'claude-opus-4-8': { input: 5, output: 25 },
  'claude-opus-4-7': { input: 5, output: 25 },
  'claude-opus-4-6': { input: 5, output: 25 },
  'claude-opus-4-5': { input: 5, output: 25 },
  'claude-sonnet-5-5': { input: 2, output: 10 },
  'claude-sonnet-5': { input: 2, output: 10 },
  'claude-sonnet-4-6': { input: 3, output: 15 },
  'claude-sonnet-4-5': { input: 3, output: 15 },
  'claude-haiku-5-5': { input: 0.1, output: 0.5 },
  'claude-haiku-4-5': { input: 1, output: 5 },
};

/** Prices of the user's own, by model; they come before the table. */
export type PriceOverrides = Readonly<Record<string, Price>>;

/** The price of a model, undefined when it is not known: that is not free. A date at the end of its id changes nothing. */
export function priceOf(model: string, overrides: PriceOverrides): Price | undefined {
  const undated = model.replace(/-\d{8}$/, '');
  return [overrides[model], overrides[undated], table[model], table[undated]].find((price) => price !== undefined);
}

/** What a call cost in US dollars, or null when the price is not known. */
export function costOf({ input, output, cacheRead, cacheWrite }: Tokens, price: Price | undefined): number | null {
  if (!price) return null;
  const inputs = input + 1.25 * cacheWrite + 0.1 * cacheRead;
  return (inputs * price.input + output * price.output) / 1_000_000;
}
