import { agentSessions } from '../../../agents/sessionRecords.ts';
import type { FoundSession } from '../../../agents/sessions.ts';
import { markOf } from '../../../agents/usageQuery.ts';
import type { Services } from '../../services.ts';

/**
 * Records sessions that are new or have changed. What was recorded of a session whose log is gone stays.
 * @returns how many were written
 */
export async function recordSessions(
  services: Pick<Services, 'read' | 'records'>,
  sessions: readonly FoundSession[],
): Promise<number> {
  const stored = await services.read('agents.stored', {});
  const changed = sessions.filter(({ id, session }) => stored[id] !== markOf(session));
  const records = services.records(agentSessions);
  for (const { id, session } of changed) await records.put(id, session);
  return changed.length;
}
