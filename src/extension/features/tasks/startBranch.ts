import { baseName } from '../../../core/base/baseName.ts';
import { l10n, window, type QuickPickItem } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { branchName } from '../../../planning/tasks/taskBranches.ts';
import { chooseRepository } from '../../places/chooseRepository.ts';
import type { GitRepository } from '../../places/gitApi.ts';
import { operate } from '../../operate.ts';
import { Places } from '../../places/places.ts';
import type { Services } from '../../services.ts';

/** The parts of the built-in git extension's API (`vscode.git`, version 1) that make branches. */
interface BranchRepository extends GitRepository {
  getBranch(name: string): Promise<unknown>;
  createBranch(name: string, checkout: boolean): Promise<void>;
  checkout(name: string): Promise<void>;
}

interface TaskChoice extends QuickPickItem {
  readonly id: string;
  readonly title: string;
}

/**
 * Asks for a task and a branch name, checks the branch out, links both, and sets the task in progress. Creates the branch from the current
 * one if it doesn't exist.
 */
export async function startBranch(services: Services): Promise<void> {
  const repository = await chooseRepository<BranchRepository>();
  if (!repository) return;
  const task = await chosenTask(services);
  if (!task) return;
  const branch = (
    await window.showInputBox({
      ignoreFocusOut: true,
      title: l10n.t('Start Branch for Task'),
      prompt: l10n.t("Name of the branch. Daymark checks it out, and creates it if it doesn't exist."),
      value: branchName(task.title),
    })
  )?.trim();
  if (!branch) return;
  if (branch !== repository.state.HEAD?.name) await checkOut(repository, branch);
  const places = new Places(services.clock);
  const project = places.ofUri(repository.rootUri).where.project ?? repository.rootUri.fsPath;
  places.dispose();
  const call = (operation: string, params: object) => operate(services, { transport: 'view', operation, params });
  await call('tasks.linkBranch', { id: task.id, branch, project });
  await call('tasks.setStatus', { id: task.id, status: 'inProgress' });
  window.setStatusBarMessage(l10n.t('Time on {0} counts toward "{1}".', branch, task.title), 5000);
}

async function checkOut(repository: BranchRepository, branch: string): Promise<void> {
  const isKnown = await repository.getBranch(branch).then(
    () => true,
    () => false,
  );
  try {
    await (isKnown ? repository.checkout(branch) : repository.createBranch(branch, true));
  } catch (error) {
    const { stderr = '' } = error as { readonly stderr?: string };
    throw new AppError('invalid-input', l10n.t("Git can't check out {0}. {1}", branch, stderr.trim()));
  }
}

async function chosenTask(services: Services): Promise<TaskChoice | undefined> {
  const params = {
    status: ['inProgress', 'todo'],
    sortBy: 'manual',
    groupBy: 'status',
    offset: 0,
    limit: 200,
  } as const;
  const { tasks } = await services.read('tasks.list', { ...params, status: [...params.status] });
  if (tasks.length === 0) throw new AppError('not-found', l10n.t('There are no open tasks.'));
  const items = tasks.map(({ id, title, project, tags }): TaskChoice => {
    const description = [project && baseName(project), ...tags.map((tag) => `#${tag}`)].filter(Boolean).join(' · ');
    return { id, title, label: title, description };
  });
  const title = l10n.t('Start Branch for Task');
  // The name of the branch is asked for next.
  return window.showQuickPick(items, { title, matchOnDescription: true, ignoreFocusOut: true });
}
