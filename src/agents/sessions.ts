import { createHash } from 'node:crypto';
import type { PriceOverrides } from '../core/prices/modelPrices.ts';
import { waitsOf, workOf, type Stretch } from './agentWork.ts';
import type { Ledger } from './ledger.ts';
import type { AgentSession } from './sessionRecords.ts';
import { addUsage, noUsage, type UsageTotals } from './summary.ts';
import type { UsageEntry } from './usage.ts';

/** A session under the id of its record. */
export interface FoundSession {
  readonly id: string;
  readonly session: AgentSession;
}

const partMs = 15 * 60_000;
/** Stretches kept of one session; a session of weeks has hundreds. */
const mostStretches = 5000;

/**
 * What a ledger comes to, by session and working folder. Sessions without a call of a model are left out.
 * @param options `offsetAt`: minutes east of UTC at an instant
 */
export function sessionsOf(
  ledger: Ledger,
  { prices, offsetAt }: { readonly prices: PriceOverrides; readonly offsetAt: (at: number) => number },
): FoundSession[] {
  const keyOf = ({ session, project }: { readonly session: string; readonly project: string }): string =>
    JSON.stringify([session, project]);
  const entries = Map.groupBy(ledger.entries(), keyOf);
  const turns = Map.groupBy(ledger.turns(), keyOf);
  const toolCalls = Map.groupBy(ledger.toolCalls(), keyOf);
  return Array.from(entries, ([key, own]) => {
    const [prompts = [], tools = []] = [turns.get(key), toolCalls.get(key)];
    const times = own.map(({ at }) => at);
    const signs = [...times, ...tools.flatMap(({ at }) => at ?? [])].map((at) => ({ at, isPrompt: false }));
    const asked = prompts.flatMap(({ at }) => (at === undefined ? [] : [{ at, isPrompt: true }]));
    const project = own[0]?.project ?? '';
    return {
      id: `${ledger.tool}:${createHash('sha256').update(key).digest('hex').slice(0, 32)}`,
      session: {
        tool: ledger.tool,
        start: least(times),
        end: -least(times.map((at) => -at)),
        offset: offsetAt(least(times)),
        ...(project !== '' && { project }),
        turns: prompts.length,
        toolCalls: tools.length,
        usage: partsOf(own, prices),
        work: tuplesOf(workOf([...signs, ...asked])),
        waits: tuplesOf(waitsOf([...signs, ...asked])),
      },
    };
  });
}

function tuplesOf(stretches: readonly Stretch[]): [number, number][] {
  return stretches.slice(-mostStretches).map(({ start, end }) => [start, end]);
}

function partsOf(entries: readonly UsageEntry[], prices: PriceOverrides): AgentSession['usage'] {
  const parts = new Map<string, { readonly at: number; readonly entry: UsageEntry; totals: UsageTotals }>();
  for (const entry of entries) {
    const at = Math.floor(entry.at / partMs) * partMs;
    const key = JSON.stringify([at, entry.model, entry.branch]);
    const part = parts.get(key) ?? { at, entry, totals: noUsage };
    part.totals = addUsage(part.totals, entry, prices);
    parts.set(key, part);
  }
  return Array.from(parts, ([key, { at, entry, totals }]) => ({ key, at, entry, totals }))
    .toSorted((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1))
    .map(({ at, entry: { model, branch }, totals: { calls, tokens, costUsd, unpricedCalls, unpricedTokens } }) => ({
      at,
      model,
      ...(branch !== undefined && { branch }),
      calls,
      tokens,
      // Cents of a thousandth: sums of floats in another order must not look like a change.
      costUsd: Math.round(costUsd * 1e8) / 1e8,
      unpricedCalls,
      unpricedTokens,
    }));
}

function least(values: readonly number[]): number {
  return values.reduce((found, value) => Math.min(found, value), Number.POSITIVE_INFINITY);
}
