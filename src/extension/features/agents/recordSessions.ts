import { agentResults, markOfResult } from '../../../agents/attribution/resultRecords.ts';
import type { FoundResult } from '../../../agents/attribution/results.ts';
import { agentSessions } from '../../../agents/sessionRecords.ts';
import type { FoundSession } from '../../../agents/sessions.ts';
import { agentTelemetry } from '../../../agents/telemetry/telemetryRecords.ts';
import { markOf } from '../../../agents/usageQuery.ts';
import type { Services } from '../../services.ts';

interface FoundInLogs {
  readonly sessions: readonly FoundSession[];
  readonly results: readonly FoundResult[];
  /** Keys of sessions in excluded projects. */
  readonly excluded: readonly string[];
}

/**
 * Records new and changed sessions with their results. What was recorded of a session stays if its log is gone.
 * @returns the number of records written
 */
export async function recordSessions(
  services: Pick<Services, 'read' | 'records'>,
  { sessions, results, excluded }: FoundInLogs,
): Promise<number> {
  const [stored, storedResults] = await Promise.all([
    services.read('agents.stored', {}),
    services.read('agents.storedResults', {}),
  ]);
  const changed = sessions.filter(({ id, session }) => stored[id] !== markOf(session));
  const records = services.records(agentSessions);
  for (const { id, session } of changed) await records.put(id, session);
  const changedResults = results.filter(({ id, result }) => {
    const known = storedResults[id];
    // A repository that is gone, or can't be read now, takes nothing back.
    if (known?.isCompared && result.lines === undefined) return false;
    return known?.mark !== markOfResult(result);
  });
  const outcomes = services.records(agentResults);
  for (const { id, result } of changedResults) await outcomes.put(id, result);
  await forgetReported(services, sessions, excluded);
  return changed.length + changedResults.length;
}

/** Deletes the reports of tools about sessions that their logs cover, and about excluded projects, since reports name no folder. */
async function forgetReported(
  services: Pick<Services, 'read' | 'records'>,
  sessions: readonly FoundSession[],
  excluded: readonly string[],
): Promise<void> {
  const covered = new Map<string | undefined, number>(excluded.map((key) => [key, Number.POSITIVE_INFINITY]));
  for (const { session } of sessions)
    covered.set(session.key, Math.max(session.end, covered.get(session.key) ?? session.end));
  const parts = await services.read('agents.reportedParts', {});
  const records = services.records(agentTelemetry);
  for (const { id, key, start } of parts) if (start <= (covered.get(key) ?? -1)) await records.remove(id);
}
