import { firstIndex } from '../core/base/firstIndex.ts';
import type { PriceOverrides } from '../core/prices/modelPrices.ts';
import type { FileEdit } from './attribution/fileEdit.ts';
import type { AgentSession } from './sessionRecords.ts';
import type { SessionLog } from './sessions.ts';
import { noUsage, totalUsage } from './summary.ts';
import { totalOf, type SessionEvent, type UsageEntry } from './usage.ts';

/** Prompts kept of one session, the newest; a session of weeks has hundreds. */
const mostPrompts = 200;

/** Returns how many files edits changed, and how many lines they added and removed. Blank lines are left out. */
export function editedBy(edits: readonly Pick<FileEdit, 'file' | 'added' | 'removed'>[]): {
  readonly files: number;
  readonly added: number;
  readonly removed: number;
} {
  return {
    files: new Set(edits.map(({ file }) => file)).size,
    added: edits.reduce((sum, { added }) => sum + added.length, 0),
    removed: edits.reduce((sum, { removed }) => sum + removed.length, 0),
  };
}

/** Times of prompts, each once and the earliest first. */
export function promptTimes(turns: readonly SessionEvent[]): number[] {
  return [...new Set(turns.flatMap(({ at }) => at ?? []))].sort((a, b) => a - b);
}

/** Returns which of the prompts an event followed, from 0; -1 for none, and where that isn't known. */
export function promptBefore(
  prompts: readonly number[],
  { at, prompt = at }: Pick<SessionEvent, 'at' | 'prompt'>,
): number {
  return prompt === undefined ? -1 : firstIndex(prompts.length, (i) => (prompts[i] ?? 0) > prompt) - 1;
}

/**
 * Returns what a session did after each of its prompts, up to the next. What comes before the first prompt, or has no time, is in none.
 * @returns the newest 200 prompts, oldest first
 */
export function byPromptOf(
  { turns, entries, toolCalls, edits }: Pick<SessionLog, 'turns' | 'entries' | 'toolCalls' | 'edits'>,
  prices: PriceOverrides,
): NonNullable<AgentSession['byPrompt']> {
  const prompts = promptTimes(turns);
  const promptOf = (event: SessionEvent): number => promptBefore(prompts, event);
  const [calls, tools, changes] = [
    Map.groupBy<number, UsageEntry>(entries, promptOf),
    Map.groupBy(toolCalls, promptOf),
    Map.groupBy(edits, promptOf),
  ];
  return prompts
    .map((at, i) => ({ at, i }))
    .slice(-mostPrompts)
    .map(({ at, i }) => {
      const own = calls.get(i) ?? [];
      const usage = own.length === 0 ? noUsage : totalUsage(own, prices);
      return {
        at,
        calls: usage.calls,
        toolCalls: tools.get(i)?.length ?? 0,
        tokens: totalOf(usage.tokens),
        costUsd: Math.round(usage.costUsd * 1e8) / 1e8,
        unpricedCalls: usage.unpricedCalls,
        ...editedBy(changes.get(i) ?? []),
      };
    });
}
