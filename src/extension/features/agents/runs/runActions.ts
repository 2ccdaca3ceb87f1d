import { env, extensions, l10n, Uri, window } from 'vscode';
import { newRun, newRunId } from '../../../../agents/runs/newRun.ts';
import type { AgentRun } from '../../../../agents/runs/runRecords.ts';
import { processesIn } from '../../../../agents/runs/supervisor/processes.ts';
import { AppError } from '../../../../core/base/appError.ts';
import type { Services } from '../../../services.ts';
import { branchIn, commitWork, hasChanges, mergeCommit, withoutUncommitted } from './integrate.ts';
import { gitPath } from '../../../gitExtension.ts';
import { pushedPage, type PushGitExtension } from './pushedPage.ts';
import { commandFor, confirmRun, startRun, reportEnd } from './runAgent.ts';
import { requireRunnable, windowRuns } from './windowRuns.ts';
import { checkoutOf, presentTree, type Worktree } from './worktreeGit.ts';
import {
  doubtsOf,
  ignoredIn,
  isWorktree,
  removeWorktree,
  repositoryOf,
  snapshotRef,
  takeSnapshot,
} from './worktrees.ts';
import { formatDuration } from '../../../../core/base/format.ts';
import { minuteMs } from '../../../../core/time/days.ts';

/** Runs the task again, from what is checked out now, in a worktree of its own. */
export async function retryRun(services: Services, before: string): Promise<void> {
  const { runs } = windowRuns(services);
  const last = await runs.get(before);
  requireRunnable(services, last.project);
  const { agent, model, permission, task, title, prompt, promptFile, promptVersion, project } = last;
  if (agent === 'daymark')
    throw new AppError('not-allowed', l10n.t('Daymark wrote this itself. Generate it again instead.'));
  const { root, head } = await repositoryOf(gitPath(), project, l10n.t);
  const id = newRunId();
  const limits = { ...services.settings.get('agents.runLimits') };
  const fields = {
    agent,
    permission,
    title,
    task,
    limits,
    retryOf: before,
    ...(model !== undefined && { model }),
    ...(prompt !== undefined && { prompt }),
    ...(promptFile !== undefined && { promptFile }),
    ...(promptVersion !== undefined && { promptVersion }),
    project: root,
    base: head,
    command: commandFor(services, { agent, model, permission, limits, task }),
    verify: [...services.settings.get('agents.verify')],
  };
  const run = newRun(fields, { id, folder: runs.folders.of(id), now: services.clock.now() });
  if (await confirmRun(run)) await startRun(services, id, run);
}

/** Goes on in the agent's session and worktree: with an answer, or after an interruption. */
export async function continueRun(services: Services, id: string): Promise<void> {
  const { runs, pages } = windowRuns(services);
  const run = await runs.get(id);
  requireRunnable(services, run.project);
  const task = await window.showInputBox({
    title: l10n.t('Continue Agent Run'),
    prompt: l10n.t('What to tell the agent'),
    value: l10n.t('Continue.'),
    ignoreFocusOut: true,
  });
  if (!task) return;
  const { agent, model, permission, limits, session } = run;
  if (agent === 'daymark')
    throw new AppError('not-allowed', l10n.t('Daymark wrote this itself. Generate it again instead.'));
  const command = commandFor(services, { agent, model, permission, limits, session, task });
  if (!(await confirmRun({ ...run, agent, task, command }))) return;
  await runs.proceed(id, { task, command });
  await pages.showOutput(id);
  reportEnd(services, id);
}

/** Runs the commands of `daymark.agents.verify` in the worktree; without any, those that the run was confirmed with. */
export async function verifyRun(services: Services, id: string): Promise<void> {
  const { runs, pages } = windowRuns(services);
  const run = await runs.get(id);
  requireRunnable(services, run.project);
  const own = services.settings.get('agents.verify');
  const checks = [...(own.length > 0 ? own : run.verify)];
  if (checks.length === 0)
    throw new AppError('not-found', l10n.t('Add commands to the setting daymark.agents.verify first.'));
  const accept = l10n.t('Verify');
  const detail = [
    l10n.t('Folder: {0}', run.worktree),
    ...checks,
    l10n.t('Limit: {0}', formatDuration(run.limits.minutes * minuteMs, l10n.t)),
  ].join('\n');
  const title = l10n.t('Run these commands?');
  if ((await window.showWarningMessage(title, { modal: true, detail }, accept)) !== accept) return;
  await pages.showOutput(id);
  await runs.verify(id, checks);
}

/** Merges what the run made into what is checked out in the repository's folder. */
export async function mergeRun(services: Services, id: string): Promise<void> {
  const { runs } = windowRuns(services);
  const run = await runs.get(id);
  requireRunnable(services, run.project);
  const worktree = runs.worktreeOf(id, run);
  const target = (await branchIn(worktree)) ?? 'HEAD';
  const accept = l10n.t('Merge');
  const title = l10n.t('Merge {0} into {1}?', run.branch, target);
  const detail = [run.project, ...(await staleText(runs.folders.of(id), run, worktree))].join('\n');
  if ((await window.showWarningMessage(title, { modal: true, detail }, accept)) !== accept) return;
  const commit = await commitAll(worktree, run.title);
  if (commit === undefined) return;
  const { base, over } = run;
  const parts = over === undefined ? undefined : { base, over, commit, folder: runs.folders.of(id) };
  const merged = parts ? await withoutUncommitted(worktree, parts, l10n.t) : commit;
  await mergeCommit(worktree, merged, l10n.t);
  await runs.revise(id, { mergedAt: services.clock.now() });
}

/** Pushes the branch, and opens the page where its pull request is made. */
export async function openPullRequest(services: Services, id: string): Promise<void> {
  const { runs } = windowRuns(services);
  const run = await runs.get(id);
  requireRunnable(services, run.project);
  if (run.over !== undefined)
    throw new AppError(
      'not-allowed',
      l10n.t(
        'Its branch begins with your uncommitted changes, so it is not pushed. Merge it, and push your own branch.',
      ),
    );
  const worktree = runs.worktreeOf(id, run);
  const api = extensions.getExtension<PushGitExtension>('vscode.git')?.exports.getAPI(1);
  const repository = api?.repositories.find(({ rootUri }) => rootUri.fsPath === run.project);
  const [remote] = repository?.state.remotes ?? [];
  const branch = await branchIn(await checkoutOf(worktree));
  if (!repository || !remote || branch === undefined)
    throw new AppError('not-found', l10n.t('There is no remote, or no branch is checked out in the worktree.'));
  const accept = l10n.t('Push');
  const title = l10n.t('Push {0} to {1}?', branch, remote.name);
  const detail = [
    `git push --set-upstream ${remote.name} ${branch}`,
    remote.pushUrl ?? '',
    ...(await staleText(runs.folders.of(id), run, worktree)),
  ].join('\n');
  if ((await window.showWarningMessage(title, { modal: true, detail }, accept)) !== accept) return;
  if ((await commitAll(worktree, run.title)) === undefined) return;
  await repository.push(remote.name, branch, true);
  await runs.revise(id, { pushedAt: services.clock.now() });
  const page = pushedPage(remote.pushUrl ?? remote.fetchUrl ?? '', branch);
  if (page === undefined) void window.showInformationMessage(l10n.t('The branch was pushed.'));
  else await env.openExternal(Uri.parse(page));
}

/** Removes the worktree, after a snapshot, if its state is known and nothing works in it. */
export async function discardRun(services: Services, id: string): Promise<void> {
  const { runs } = windowRuns(services);
  const run = await runs.get(id);
  const worktree = runs.worktreeOf(id, run);
  const refuse = (message: string): never => {
    throw new AppError('not-allowed', message);
  };
  if (!(await isWorktree(worktree)))
    refuse(l10n.t('{0} is not a worktree of {1}, so it stays.', run.worktree, run.project));
  const busy = processesIn(run.worktree) ?? [];
  if (busy.length > 0) refuse(l10n.t('Processes still work in the worktree: {0}. End them first.', busy.join(', ')));
  const snapshot = await takeSnapshot(worktree, runs.folders.of(id));
  await runs.revise(id, { snapshot: snapshot.commit });
  const doubts = await doubtsOf(worktree, snapshot.tree);
  if (doubts.length > 0)
    refuse(
      l10n.t(
        "The worktree has what a snapshot doesn't keep: {0}. Finish or remove it first.",
        doubts.slice(0, 5).join(', '),
      ),
    );
  const ignored = await ignoredIn(worktree);
  const accept = l10n.t('Discard');
  const detail = [
    l10n.t('Its changes stay in the repository as {0}.', snapshotRef(id)),
    ...(ignored.length === 0
      ? []
      : [
          l10n.t('Ignored files are not in it, and are deleted:'),
          ...ignored.slice(0, 20),
          ...(ignored.length > 20 ? ['…'] : []),
        ]),
  ].join('\n');
  const title = l10n.t('Discard the worktree of "{0}"?', run.title);
  if ((await window.showWarningMessage(title, { modal: true, detail }, accept)) !== accept) return;
  await removeWorktree(worktree, snapshot, l10n.t);
  await runs.revise(id, { discardedAt: services.clock.now() });
}

/** Commits what is in no commit yet; undefined if the user gave up. */
async function commitAll(worktree: Worktree, title: string): Promise<string | undefined> {
  if (!(await hasChanges(worktree))) return commitWork(worktree, title, l10n.t);
  const message = await window.showInputBox({
    title: l10n.t('Commit'),
    prompt: l10n.t("Commit message for the agent's changes"),
    value: title,
    ignoreFocusOut: true,
  });
  return message ? commitWork(worktree, message, l10n.t) : undefined;
}

/** Says where the work was not verified, or has changed since. */
async function staleText(folder: string, { verification }: AgentRun, worktree: Worktree): Promise<string[]> {
  if (verification?.state !== 'passed') return [l10n.t('It was not verified, or the verification did not pass.')];
  const isSame = (await presentTree(await checkoutOf(worktree), folder)).tree === verification.tree;
  return [isSame ? l10n.t('The verification passed.') : l10n.t('It has changed since it was verified.')];
}
