import { l10n, window, workspace } from 'vscode';
import { newRun, newRunId, runTitle } from '../../../../agents/runs/newRun.ts';
import { permissionsOf, runCommand, type RunRequest } from '../../../../agents/runs/runCommands.ts';
import { runAgents, type AgentRun, type RunAgent, type StartedRun } from '../../../../agents/runs/runRecords.ts';
import { AppError } from '../../../../core/base/appError.ts';
import type { Services } from '../../../services.ts';
import { gitPath } from '../../../gitExtension.ts';
import type { PromptVersion } from '../prompts/promptUsage.ts';
import { choosePrompt } from '../prompts/usePrompt.ts';
import { findProgram } from './findProgram.ts';
import { agentName, confirmationText, permissionText } from './runTexts.ts';
import { requireRunnable, tell, windowRuns } from './windowRuns.ts';
import { repositoryOf } from './worktrees.ts';

/** Asks what to run, shows exactly that, and puts it into the queue. */
export async function runAgent(services: Services): Promise<void> {
  const folder = await chooseFolder();
  if (folder === undefined) return;
  requireRunnable(services, folder);
  const { root, head } = await repositoryOf(gitPath(), folder, l10n.t);
  requireRunnable(services, root);
  const title = l10n.t('Run Agent');
  const agent = await chooseAgent(services, title);
  if (agent === undefined) return;
  const prompt = await choosePrompt(services, title);
  if (!prompt) return;
  const permission = await choosePermission(agent, title);
  if (permission === undefined) return;
  const { runs } = windowRuns(services);
  const id = newRunId();
  const task = prompt.text;
  const model = services.settings.get('agents.runModels')[agent];
  const limits = { ...services.settings.get('agents.runLimits') };
  const fields = {
    agent,
    ...(model !== undefined && { model }),
    ...promptFields(prompt.version, root),
    title: runTitle(task),
    task,
    command: commandFor(services, { agent, model, permission, limits, task }),
    permission,
    limits,
    verify: [...services.settings.get('agents.verify')],
    project: root,
    base: head,
  };
  const run = newRun(fields, { id, folder: runs.folders.of(id), now: services.clock.now() });
  if (await confirmRun(run)) await startRun(services, id, run);
}

/** A prompt of another project keeps its name only: erasing this one would not erase the rest. */
function promptFields(
  prompt: PromptVersion | undefined,
  root: string,
): Pick<AgentRun, 'prompt' | 'promptFile' | 'promptVersion'> {
  if (!prompt) return {};
  const { name, version, project, file } = prompt;
  if (file === undefined) return { prompt: name, promptVersion: version };
  return { prompt: name, ...(project === root && { promptFile: file, promptVersion: version }) };
}

/** Shows exactly what is about to run, and asks. */
export async function confirmRun(run: StartedRun): Promise<boolean> {
  const accept = l10n.t('Run Agent');
  const title = run.agent === 'custom' ? l10n.t('Run your command?') : l10n.t('Run {0}?', agentName(run.agent, l10n.t));
  const detail = confirmationText(run, l10n.t);
  return (await window.showWarningMessage(title, { modal: true, detail }, accept)) === accept;
}

/** Puts a run that was confirmed into the queue, shows its output, and says when it is over. */
export async function startRun(services: Services, id: string, run: AgentRun): Promise<void> {
  const { runs, pages } = windowRuns(services);
  await runs.add(id, run);
  await pages.showOutput(id);
  reportEnd(services, id);
}

/** Says when a run comes to rest. */
export function reportEnd(services: Services, id: string): void {
  const { runs } = windowRuns(services);
  const listener = runs.onDidChange(async (changed) => {
    if (changed !== id || runs.isActive(id)) return;
    listener.dispose();
    tell(services, { id, values: await runs.get(id) });
  });
}

/** @throws AppError `not-found` where the program isn't there */
export function commandFor({ settings }: Services, request: RunRequest): string[] {
  const [name = '', ...args] = runCommand({ ...request, custom: settings.get('agents.runCommand') });
  const program = findProgram(name);
  if (program === undefined)
    throw new AppError(
      'not-found',
      l10n.t('"{0}" was not found. Install it, or check the PATH that VS Code has.', name),
    );
  return [program, ...args];
}

/** The folder in which an agent is to work; undefined if the user gave up. */
async function chooseFolder(): Promise<string | undefined> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length === 0) throw new AppError('not-found', l10n.t('Open a folder first.'));
  if (folders.length === 1) return folders[0]?.uri.fsPath;
  return (await window.showWorkspaceFolderPick())?.uri.fsPath;
}

async function chooseAgent({ settings }: Services, title: string): Promise<RunAgent | undefined> {
  const custom = settings.get('agents.runCommand');
  const known = runAgents
    .filter((agent) => agent !== 'custom' || custom.length > 0)
    .map((agent) => {
      const [program = '', ...args] = agent === 'custom' ? custom : [agent];
      const isThere = findProgram(program) !== undefined;
      const command = [program, ...args].join(' ');
      const description = isThere ? command : l10n.t('{0} was not found on the PATH', program);
      return { label: agentName(agent, l10n.t), description, agent, isThere };
    });
  const items = [...known.filter(({ isThere }) => isThere), ...known.filter(({ isThere }) => !isThere)];
  return (await window.showQuickPick(items, { title, ignoreFocusOut: true }))?.agent;
}

async function choosePermission(agent: RunAgent, title: string): Promise<AgentRun['permission'] | undefined> {
  const permissions = permissionsOf(agent);
  if (permissions.length === 1) return permissions[0];
  const labels = { read: l10n.t('Read Only'), edit: l10n.t('Edit Files'), all: l10n.t('No Limits') };
  const items = permissions.map((permission) => ({
    label: labels[permission],
    detail: permissionText(agent, permission, l10n.t),
    permission,
  }));
  return (await window.showQuickPick(items, { title, ignoreFocusOut: true }))?.permission;
}
