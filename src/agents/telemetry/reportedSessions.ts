import type * as z from 'zod';
import { internalQuery } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { allRecords } from '../../core/records/readRecords.ts';
import { workOf } from '../agentWork.ts';
import type { AgentSession } from '../sessionRecords.ts';
import { sessionsIn, type StoredAgentSession } from '../storedSessions.ts';
import { agentTelemetry } from './telemetryRecords.ts';

type Part = z.output<typeof agentTelemetry.schema>;
interface StoredPart {
  readonly id: string;
  readonly part: Part;
}

/**
 * All sessions that overlap a range: those from logs, and those reported over OpenTelemetry that no log covers yet. A log has more details
 * and replaces reports up to its last call, so nothing counts twice.
 */
export function allSessionsIn(
  read: Reading,
  range: { readonly from?: number; readonly to?: number },
): StoredAgentSession[] {
  const logged = sessionsIn(read, range);
  const covered = new Map<string, number>();
  for (const { session } of logged)
    if (session.key !== undefined)
      covered.set(session.key, Math.max(session.end, covered.get(session.key) ?? session.end));
  const parts = partsIn(read, range).filter(({ part: { key, start } }) => start > (covered.get(key) ?? -1));
  const reported = Array.from(
    Map.groupBy(parts, ({ part }) => part.key),
    ([key, own]): StoredAgentSession => ({
      id: `told:${key}`,
      session: sessionOf(own.map(({ part }) => part)),
    }),
  );
  return [...logged, ...reported];
}

/** The reports of sessions, which are deleted once their logs are read. */
export const reportedParts = internalQuery('agents.reportedParts', (read: Reading, _params: object) =>
  partsIn(read, {}).map(({ id, part: { key, start } }) => ({ id, key, start })),
);

function partsIn(read: Reading, range: { readonly from?: number; readonly to?: number }): StoredPart[] {
  return allRecords(read, agentTelemetry, { ...range, by: 'start' }).map(({ id, values }) => ({ id, part: values }));
}

function sessionOf(parts: readonly Part[]): AgentSession {
  const moments = parts.flatMap(({ start, seen }) => seen.map(([, ms]) => ({ at: start + ms, isPrompt: false })));
  const times = moments.map(({ at }) => at);
  const [first] = parts;
  return {
    tool: first?.tool ?? 'claude-code',
    start: Math.min(...times),
    end: Math.max(...times),
    offset: first?.offset ?? 0,
    turns: 0,
    toolCalls: 0,
    usage: parts.map(({ start: at, model, calls, tokens, costUsd, unpricedCalls, unpricedTokens }) => ({
      at,
      model,
      calls,
      tokens,
      costUsd,
      unpricedCalls,
      unpricedTokens,
    })),
    work: workOf(moments).map(({ start, end }) => [start, end]),
  };
}
