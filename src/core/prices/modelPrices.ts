/** US dollars per million tokens. */
export interface ModelPrice {
  readonly input: number;
  /** Reasoning tokens are output. */
  readonly output: number;
  /** Default: a tenth of `input`, which is what most providers charge. */
  readonly cacheRead?: number;
  /** A cache entry that lives for five minutes. Default: 1.25 times `input`. */
  readonly cacheWrite?: number;
  /** A cache entry that lives for an hour. Default: twice `input`. */
  readonly cacheWrite1h?: number;
}

/** A price that may change with the length of the prompt, the speed, and the date. */
export interface ListPrice extends ModelPrice {
  /** Applies to the whole call when its prompt, cache included, is longer than `tokens`. */
  readonly long?: ModelPrice & { readonly tokens: number };
  /** Factor for calls in fast mode. Without it the price of such calls is unknown. */
  readonly fast?: number;
  /** Prices before a date (`YYYY-MM-DD`, UTC). */
  readonly earlier?: ListPrice & { readonly before: string };
}

/** The user's own prices by model. They come before the table. */
export type PriceOverrides = Readonly<Record<string, ModelPrice>>;

/** The day on which the table was last compared with the published prices. */
export const pricesAsOf = '2026-11-20';

const opus = { input: 5, output: 25 };
const sonnet = { input: 3, output: 15 };
/** Charged for prompts over 200,000 tokens until long context became generally available on 2026-03-13. */
const longOpus = { tokens: 200_000, input: 10, output: 37.5 };
const longSonnet = { tokens: 200_000, input: 6, output: 22.5 };
const gpt5 = { input: 1.25, output: 10 };
const gpt52 = { input: 1.75, output: 14 };

/**
 * Published list prices. Sources: platform.claude.com "Pricing" for Claude; for the other vendors the npm package
 * `@pydantic/genai-prices` 0.1.8 (2026-09-23, MIT), which quotes their price pages. Models that neither lists are left out: they are
 * unpriced, never guessed from a similar name.
 */
const table: Readonly<Record<string, ListPrice>> = {
  'claude-fable-5-1': { input: 10, output: 50, cacheRead: 0.25 },
  'claude-fable-5': { input: 10, output: 50 },
  'claude-opus-5-5': { input: 4, output: 20, cacheRead: 0.2 },
  'claude-opus-5': opus,
  'claude-opus-4-8': { ...opus, fast: 2 },
  'claude-opus-4-7': { ...opus, fast: 6 },
  'claude-opus-4-6': { ...opus, fast: 6, earlier: { before: '2026-03-13', ...opus, fast: 6, long: longOpus } },
  'claude-opus-4-5': opus,
  'claude-opus-4-1': { input: 15, output: 75 },
  'claude-opus-4': { input: 15, output: 75 },
  'claude-sonnet-5-5': { input: 2, output: 10 },
  'claude-sonnet-5': { input: 2, output: 10 },
  'claude-sonnet-4-6': { ...sonnet, earlier: { before: '2026-03-13', ...sonnet, long: longSonnet } },
  'claude-sonnet-4-5': { ...sonnet, long: longSonnet },
  'claude-sonnet-4': sonnet,
  'claude-3-7-sonnet': sonnet,
  'claude-3-5-sonnet': sonnet,
  'claude-haiku-5-5': { input: 0.1, output: 0.5, long: { tokens: 100_000, input: 0.5, output: 2.5 } },
  'claude-haiku-4-5': { input: 1, output: 5 },
  'claude-3-5-haiku': { input: 0.8, output: 4 },
  'gpt-5': gpt5,
  'gpt-5-codex': gpt5,
  'gpt-5-mini': { input: 0.25, output: 2 },
  'gpt-5-nano': { input: 0.05, output: 0.4 },
  'gpt-5.1': gpt5,
  'gpt-5.1-codex': gpt5,
  'gpt-5.1-codex-max': gpt5,
  'gpt-5.1-codex-mini': { input: 0.25, output: 2 },
  'gpt-5.2': gpt52,
  'gpt-5.2-codex': gpt52,
  'gpt-5.3-codex': { ...gpt52, fast: 2 },
  'gpt-5.4': { input: 2.5, output: 15, fast: 2, long: { tokens: 271_999, input: 5, output: 22.5 } },
  'gpt-5.4-mini': { input: 0.75, output: 4.5 },
  'gpt-5.5': { input: 5, output: 30, fast: 2.5, long: { tokens: 271_999, input: 10, output: 45 } },
  'gpt-5.6-sol': { input: 4, output: 20, long: { tokens: 271_999, input: 8, output: 30 } },
  'gpt-5.6-luna': { input: 0.2, output: 1.2, long: { tokens: 271_999, input: 0.4, output: 1.8 } },
  'gpt-4.1': { input: 2, output: 8, cacheRead: 0.5 },
  'gpt-4.1-mini': { input: 0.4, output: 1.6, cacheRead: 0.1 },
  o3: { input: 2, output: 8, cacheRead: 0.5 },
  'o4-mini': { input: 1.1, output: 4.4, cacheRead: 0.275 },
  'gemini-2.5-pro': { input: 1.25, output: 10, long: { tokens: 200_000, input: 2.5, output: 15 } },
  'gemini-2.5-flash': { input: 0.3, output: 2.5 },
  'gemini-2.5-flash-lite': { input: 0.1, output: 0.4 },
  'gemini-3-pro-preview': { input: 2, output: 12, long: { tokens: 200_000, input: 4, output: 18 } },
  'gemini-3.1-pro-preview': { input: 2, output: 12, long: { tokens: 200_000, input: 4, output: 18 } },
  'gemini-3-flash-preview': { input: 0.5, output: 3 },
  'gemini-3.5-flash': { input: 1.5, output: 9 },
};

/** The user's or the list price of a model; undefined when it is not known, which does not mean free. */
export function listPriceOf(model: string, overrides: PriceOverrides = {}): ListPrice | undefined {
  const names = [model, plainName(model)];
  return [overrides, table]
    .flatMap((prices) => names.map((name) => (Object.hasOwn(prices, name) ? prices[name] : undefined)))
    .find((price) => price !== undefined);
}

/**
 * The name of a model in the table: without the provider, the region, the date, and the marks that gateways and clients add
 * (`us.anthropic.claude-opus-4-5-20251101-v1:0`, `claude-sonnet-4@20250514`, `anthropic/claude-sonnet-4.5`, `claude-opus-4-6[1m]`).
 */
function plainName(model: string): string {
  const bare = model
    .toLowerCase()
    .replace(/^.*\//, '')
    .replace(/^(?:[a-z]+\.)?(?:anthropic|openai|google)\./, '')
    .replace(/\[1m\]$|-1m(?:-internal)?$/, '')
    .replace(/-v\d+(?::\d+)?$/, '')
    .replace(/[-@]20\d{6}$|-20\d\d-\d\d-\d\d$|-latest$/, '');
  const dashed = bare.startsWith('claude-') ? bare.replaceAll('.', '-') : bare;
  return dashed.replace(/^claude-(opus|sonnet)-4-0$/, 'claude-$1-4');
}
