import { compareText } from '../core/base/compareText.ts';
import type { PriceOverrides } from '../core/prices/modelPrices.ts';
import type { Interval } from '../core/time/intervals.ts';
import { waitsOf, workOf, type Moment } from './agentWork.ts';
import type { FileEdit, LoggedCommit } from './attribution/fileEdit.ts';
import { sessionRecordId } from './sessionRecordId.ts';
import { byPromptOf, editedBy } from './byPrompt.ts';
import { failuresOf } from './failures.ts';
import type { Ledger } from './ledger.ts';
import type { AgentSession } from './sessionRecords.ts';
import { categoryOf } from './sessionCategory.ts';
import { addUsage, noUsage, type UsageTotals } from './summary.ts';
import { sessionKey } from './telemetry/telemetryCalls.ts';
import type { Failure, SessionEvent, UsageEntry } from './usage.ts';

/** A session under the id of its record. */
export interface FoundSession {
  readonly id: string;
  readonly session: AgentSession;
}

/** Tools whose logs tell what they edited. */
const toolsWithEdits: ReadonlySet<string> = new Set(['claude-code', 'codex']);
const partMs = 15 * 60_000;
/** Stretches kept of one session; a session of weeks has hundreds. */
const mostStretches = 5000;

/** Everything that the logs have of one session in one working folder. */
export interface SessionLog {
  /** The id of its record. */
  readonly id: string;
  /** The session by the tool's own id. */
  readonly session: string;
  readonly project: string;
  readonly entries: readonly UsageEntry[];
  readonly turns: readonly SessionEvent[];
  readonly toolCalls: readonly SessionEvent[];
  readonly failures: readonly Failure[];
  readonly edits: readonly FileEdit[];
  readonly commits: readonly LoggedCommit[];
  /** Its activity by time, unsorted. */
  readonly moments: readonly Moment[];
}

/** Divides what a ledger has by session and working folder. Sessions without a call of a model are left out. */
export function sessionLogs(ledger: Ledger): SessionLog[] {
  const keyOf = ({ session, project }: Pick<SessionLog, 'session' | 'project'>): string =>
    JSON.stringify([session, project]);
  const turns = Map.groupBy(ledger.turns(), keyOf);
  const toolCalls = Map.groupBy(ledger.toolCalls(), keyOf);
  const failures = Map.groupBy(ledger.failures(), keyOf);
  const edits = Map.groupBy(ledger.edits(), keyOf);
  const commits = Map.groupBy(ledger.commits(), keyOf);
  return Array.from(Map.groupBy(ledger.entries(), keyOf), ([key, entries]) => {
    const [prompts = [], tools = []] = [turns.get(key), toolCalls.get(key)];
    const signs = [...entries, ...tools].flatMap(({ at }) => (at === undefined ? [] : [{ at, isPrompt: false }]));
    const promptSigns = prompts.flatMap(({ at }) => (at === undefined ? [] : [{ at, isPrompt: true }]));
    return {
      id: sessionRecordId(ledger.tool, entries[0]?.session ?? '', entries[0]?.project ?? ''),
      session: entries[0]?.session ?? '',
      project: entries[0]?.project ?? '',
      entries,
      turns: prompts,
      toolCalls: tools,
      failures: failures.get(key) ?? [],
      edits: edits.get(key) ?? [],
      commits: commits.get(key) ?? [],
      moments: [...signs, ...promptSigns],
    };
  });
}

/**
 * Sums up a ledger by session and working folder.
 * @param options `offsetAt`: minutes east of UTC at an instant
 */
export function sessionsOf(
  ledger: Ledger,
  { prices, offsetAt }: { readonly prices: PriceOverrides; readonly offsetAt: (at: number) => number },
): FoundSession[] {
  return sessionLogs(ledger).map((own) => {
    const { id, session, project, entries, turns, toolCalls, failures, edits, moments } = own;
    const times = entries.map(({ at }) => at);
    const found = categoryOf({
      branches: [...new Set(entries.flatMap(({ branch }) => branch ?? []))],
      prompts: turns.map(({ purpose }) => purpose),
      ...(toolsWithEdits.has(ledger.tool) && { edits }),
    });
    return {
      id,
      session: {
        tool: ledger.tool,
        start: least(times),
        end: -least(times.map((at) => -at)),
        offset: offsetAt(least(times)),
        ...(project !== '' && { project }),
        turns: turns.length,
        toolCalls: toolCalls.length,
        usage: partsOf(entries, prices),
        work: tuplesOf(workOf(moments)),
        waits: tuplesOf(waitsOf(moments)),
        failures: failuresOf(failures, turns, -least(times.map((at) => -at))),
        ...(toolsWithEdits.has(ledger.tool) && { edited: editedBy(edits) }),
        byPrompt: byPromptOf(own, prices),
        key: sessionKey(ledger.tool, session),
        ...(found && { category: found.category, categoryBy: found.by }),
      },
    };
  });
}

function tuplesOf(stretches: readonly Interval[]): [number, number][] {
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
    .toSorted((a, b) => a.at - b.at || compareText(a.key, b.key))
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
