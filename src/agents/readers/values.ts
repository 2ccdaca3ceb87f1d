import type { TokenCounts } from '../usage.ts';
import { parseInstant } from '../../core/time/days.ts';

/** Allow-list access to JSON of unknown shape. */
type Fields = Readonly<Record<string, unknown>>;

/** An object, or an empty one for anything else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text of at most 4,096 UTF-16 units, or an empty one. */
export function textOf(value: unknown): string {
  return typeof value === 'string' && value.length <= 4_096 ? value : '';
}

/** No call or session uses this many tokens. Sums of 900,000 such counts are still exact integers. */
const mostTokens = 1e10;

/** A token count: an integer from 0 to 10 billion. Undefined for an invalid one; 0 for a missing one. */
export function countOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return 0;
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= mostTokens
    ? (value as number)
    : undefined;
}

/** The counts of several fields by name; undefined when one of them isn't a count. */
export function countsOf<K extends string>(fields: Fields, names: readonly K[]): Record<K, number> | undefined {
  const counts = names.map((name) => [name, countOf(fields[name])] as const);
  if (counts.some(([, count]) => count === undefined)) return undefined;
  return Object.fromEntries(counts) as Record<K, number>;
}

/** 2015 to 2100. A time outside is a wrong unit or a wrong clock. */
const [earliest, latest] = [Date.UTC(2015), Date.UTC(2100)];

/** An instant in ms since the epoch, from ISO 8601 text or a number of ms; undefined when it is neither or not plausible. */
export function readInstant(value: unknown): number | undefined {
  const at = typeof value === 'string' ? parseInstant(value) : typeof value === 'number' ? value : Number.NaN;
  return at >= earliest && at < latest ? Math.round(at) : undefined;
}

/** An amount of US dollars; undefined if there is none. */
export function dollarsOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value < 1e6 ? value : undefined;
}

/** Tokens of a tool that counts as Anthropic does: the classes don't overlap, but those written for an hour are part of `cacheWrite`. */
export function anthropicTokens(counts: TokenCounts): TokenCounts {
  const cacheWrite1h = Math.min(counts.cacheWrite1h, counts.cacheWrite);
  return { ...counts, cacheWrite: counts.cacheWrite - cacheWrite1h, cacheWrite1h };
}

/** Tokens of a tool that counts as OpenAI does: what came from or went to a cache is part of the input, and reasoning of the output. */
export function openAiTokens(counts: Omit<TokenCounts, 'cacheWrite1h'>): TokenCounts {
  const cacheRead = Math.min(counts.cacheRead, counts.input);
  const cacheWrite = Math.min(counts.cacheWrite, counts.input - cacheRead);
  return {
    input: counts.input - cacheRead - cacheWrite,
    output: counts.output,
    cacheWrite,
    cacheWrite1h: 0,
    cacheRead,
    reasoning: Math.min(counts.reasoning, counts.output),
  };
}
