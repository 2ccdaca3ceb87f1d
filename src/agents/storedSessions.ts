import type { Reading } from '../core/operations/reading.ts';
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
  const found: StoredAgentSession[] = [];
  let after: string | undefined;
  do {
    const page = read.records(agentSessions, { ...range, by: 'start', ...(after !== undefined && { after }) });
    for (const { id, values } of page.records) found.push({ id, session: values });
    after = page.next;
  } while (after !== undefined);
  return found;
}
