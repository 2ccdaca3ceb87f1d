import { dateAndTime } from '../../../../core/time/clockTime.ts';
import { l10n, window, workspace, type QuickPickItem } from 'vscode';
import { decisionsByModel, type DecisionInput } from '../../../../ai/drafts/decisionDraft.ts';
import type { SessionStatement, WantedSession } from '../../../../agents/decisions/sessionTexts.ts';
import { sessionRecordId } from '../../../../agents/sessionRecordId.ts';
import type { AgentRun } from '../../../../agents/runs/runRecords.ts';
import { toolNames, type AgentTool } from '../../../../agents/tools.ts';
import { AppError } from '../../../../core/base/appError.ts';
import { counted } from '../../../../core/base/counted.ts';
import { openDesk } from '../../../ai/aiDesk.ts';
import { codeExclusion } from '../../../ai/codeExclusion.ts';
import { isModelChosen } from '../../../ai/modelChoice.ts';
import { unlessDeclined, withCancel } from '../../../ai/progress.ts';
import { gitPath } from '../../../gitExtension.ts';
import { operate } from '../../../operate.ts';
import type { Services } from '../../../services.ts';
import { askQuietly, placesOf } from '../askLogs.ts';
import { reviewProposals } from './reviewProposals.ts';
import { commitsOfSession } from './sessionSource.ts';

/** Sources of decisions. */
interface DecisionSource {
  readonly title: string;
  /** The repository's folder. */
  readonly project: string;
  readonly commits: Parameters<typeof commitsOfSession>[1];
  /** The session whose log may be read. */
  readonly session?: WantedSession;
  readonly branch?: string | undefined;
  /** The id of the recorded session; absent if there is none. */
  readonly recorded?: string;
  /** Texts that the agent was sent, if its log need not be asked. */
  readonly task?: string;
}

/**
 * Asks for a recorded session, and proposes the decisions in it.
 * @throws AppError `not-found` where there is none, or nothing to send; `invalid-input` where it must not be read
 */
export async function proposeDecisions(services: Services): Promise<void> {
  requireModel(services);
  const folders = (workspace.workspaceFolders ?? []).flatMap(({ uri }) => (uri.scheme === 'file' ? [uri.fsPath] : []));
  const sessions = await services.read('decisions.sessions', { folders });
  if (sessions.length === 0)
    throw new AppError(
      'not-found',
      l10n.t('No agent session in this folder was recorded in the last month. Turn on daymark.agents.record.'),
    );
  const { clock } = services;
  const items = sessions.map((session) => ({
    label: `${toolNames[session.tool]} · ${dateAndTime(session.end, clock.utcOffset(session.end))}`,
    description: session.branch ?? '',
    detail: counted(l10n.t, ['{0} prompt', '{0} prompts'], [session.turns]),
    session,
  }));
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Propose Decisions from Session'),
    ignoreFocusOut: true,
  });
  if (!chosen) return;
  const { id, project, branch, start, end, tool } = chosen.session;
  const session = { id, tool, project };
  const commits = { start, end };
  await propose(services, { title: chosen.label, project, commits, session, branch, recorded: id });
}

/** Proposes the decisions of an agent run. */
export async function proposeFromRun(services: Services, run: AgentRun): Promise<void> {
  requireModel(services);
  const { title, project, base, branch, agent, session, worktree, task } = run;
  const tool: AgentTool | undefined = agent === 'claude' ? 'claude-code' : agent === 'codex' ? 'codex' : undefined;
  const wanted =
    tool && session !== undefined
      ? { id: sessionRecordId(tool, session, worktree), tool, project: worktree }
      : undefined;
  const commits = { range: `${base}..refs/heads/${branch}` };
  await propose(services, { title, project, commits, branch, task, ...(wanted && { session: wanted }) });
}

function requireModel(services: Services): void {
  if (!isModelChosen(services))
    throw new AppError('not-found', l10n.t('Decisions are proposed by a model. Turn AI on, and choose one first.'));
  if (!workspace.isTrusted)
    throw new AppError('invalid-input', l10n.t('Daymark runs git only in workspaces that you trust.'));
}

async function propose(services: Services, source: DecisionSource): Promise<void> {
  const { project, branch, recorded } = source;
  const input = await chooseInput(services, source);
  if (!input) return;
  const found = await unlessDeclined(
    withCancel(services, l10n.t('Looking for decisions'), async (signal) =>
      decisionsByModel(input, await openDesk(services, 'user', 'session'), signal),
    ),
  );
  if (!found) return;
  const { decisions, refused } = found;
  if (decisions.length === 0)
    return void window.showInformationMessage(l10n.t('Nothing that was sent supports a decision.'));
  const links = {
    project,
    ...(branch !== undefined && { branch }),
    ...(recorded !== undefined && { session: recorded }),
  };
  await reviewProposals({ decisions, refused }, ({ title, why, files, commits }) => {
    const commit = commits.at(-1);
    const params = { title, why, files, ...links, ...(commit !== undefined && { commit }) };
    return operate(services, { transport: 'view', operation: 'decisions.add', params });
  });
}

interface PartItem extends QuickPickItem {
  readonly part: 'commits' | 'you' | 'agent';
}

/** Asks what may be sent: what is not chosen is not read. Undefined if the user gave up. */
async function chooseInput(services: Services, source: DecisionSource): Promise<DecisionInput | undefined> {
  const { project, session, task } = source;
  const commits = await commitsOfSession(
    { git: gitPath(), root: project },
    source.commits,
    codeExclusion(services, project),
  );
  const log = session && (await logFor(services, session));
  const items: PartItem[] = [
    ...(commits.length === 0
      ? []
      : [
          {
            part: 'commits' as const,
            label: l10n.t('Commits'),
            description: counted(l10n.t, ['1 commit', '{0} commits'], [commits.length]),
            detail: l10n.t('Messages and file names'),
            picked: true,
          },
        ]),
    ...(log === undefined && task === undefined
      ? []
      : [{ part: 'you' as const, label: l10n.t('Your Prompts'), detail: log ?? '' }]),
    ...(log === undefined ? [] : [{ part: 'agent' as const, label: l10n.t("The Agent's Answers"), detail: log }]),
  ];
  if (items.length === 0)
    throw new AppError(
      'not-found',
      l10n.t("That session has no commits, and its log is gone, or its tool isn't one that you chose."),
    );
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('What may be sent?'),
    placeHolder: l10n.t('You see it before it is sent. Nothing of it is stored.'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (!chosen || chosen.length === 0) return undefined;
  const parts = new Set(chosen.map(({ part }) => part));
  const isAsked = parts.has('you') || parts.has('agent');
  const logged = isAsked && session && log !== undefined ? await readStatements(services, session.tool, log) : [];
  const messages = logged.length === 0 && task !== undefined ? [{ by: 'you' as const, text: task }] : logged;
  return {
    project,
    commits: parts.has('commits') ? commits : [],
    messages: messages.filter(({ by }) => parts.has(by)),
  };
}

/** The log of a session, of the tools that may be read; undefined if there is none. */
async function logFor(services: Services, session: WantedSession): Promise<string | undefined> {
  if (!services.settings.get('agents.tools').includes(session.tool)) return undefined;
  const answer = await askQuietly({ task: 'log', ...placesOf(services), ...session });
  return 'log' in answer ? answer.log : undefined;
}

async function readStatements(services: Services, tool: AgentTool, log: string): Promise<readonly SessionStatement[]> {
  const answer = await askQuietly({ task: 'said', ...placesOf(services), tool, log });
  return 'said' in answer ? answer.said : [];
}
