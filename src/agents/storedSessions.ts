import type { Reading } from '../core/operations/reading.ts';
import { allRecords } from '../core/records/readRecords.ts';
import { agentSessions, type AgentSession } from './sessionRecords.ts';

/** A session under the id of its record. */
export interface StoredAgentSession {
  readonly id: string;
  readonly session: AgentSession;
}

/** The sessions from logs that overlap a range. */
export function sessionsIn(
  read: Reading,
  range: { readonly from?: number; readonly to?: number },
): StoredAgentSession[] {
  return allRecords(read, agentSessions, { ...range, by: 'start' }).map(({ id, values }) => ({ id, session: values }));
}
