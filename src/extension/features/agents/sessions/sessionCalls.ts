import { l10n } from 'vscode';
import { callsWanted } from '../../../../agents/calls/callsWanted.ts';
import type { SessionCalls } from '../../../../agents/calls/sessionCalls.ts';
import { agentSessions } from '../../../../agents/sessionRecords.ts';
import type { AgentTool } from '../../../../agents/tools.ts';
import { AppError, errorCode } from '../../../../core/base/appError.ts';
import type { Services } from '../../../services.ts';
import { askLogs, placesOf } from '../askLogs.ts';

/** The calls of a session, or why there are none: its log is gone, its tool must not be read, or reading it was canceled or failed. */
export type CallsRead = SessionCalls | 'gone' | 'off' | 'unread';

/** The calls that were read, and the tool of the session. */
interface ReadCalls {
  readonly tool: AgentTool;
  readonly read: CallsRead;
}

/**
 * Reads the calls of a recorded session from the log of its tool, where the user chose to read that. Nothing is stored.
 * @throws AppError `not-found` where there is no such session
 */
export async function readSessionCalls(services: Services, id: string): Promise<ReadCalls> {
  const { settings, log } = services;
  const [found] = (await services.records(agentSessions).list({ ids: [id] })).records;
  if (!found) throw new AppError('not-found', l10n.t('That session is not recorded.'));
  const { tool } = found.values;
  if (!settings.get('agents.tools').includes(tool)) return { tool, read: 'off' };
  const patterns = { exclude: settings.get('privacy.exclude'), hideFileNames: settings.get('privacy.hideFileNames') };
  try {
    const input = { task: 'calls', ...placesOf(services), ...patterns, ...callsWanted(id, found.values) } as const;
    const answer = await askLogs(input, l10n.t('Reading the tool calls'));
    return { tool, read: ('calls' in answer ? answer.calls : undefined) ?? 'gone' };
  } catch (error) {
    if (errorCode(error) !== 'cancelled') log.warn(`the calls of a session could not be read: ${errorCode(error)}`);
    return { tool, read: 'unread' };
  }
}
