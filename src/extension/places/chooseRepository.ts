import { extensions, l10n, window, workspace } from 'vscode';
import { AppError } from '../../core/base/appError.ts';
import type { GitApi, GitExtension, GitRepository } from './gitApi.ts';

/**
 * The repository of the active editor, or else the only one, or else the one that is chosen; undefined when none is.
 * @throws AppError `not-found` when there is none
 */
export async function chooseRepository<R extends GitRepository = GitRepository>(): Promise<R | undefined> {
  const git = await extensions.getExtension<GitExtension>('vscode.git')?.activate();
  const repositories = git?.enabled ? ((git.getAPI(1) satisfies GitApi).repositories as readonly R[]) : [];
  if (repositories.length === 0) throw new AppError('not-found', l10n.t('There is no git repository in this window.'));
  const file = window.activeTextEditor?.document.uri.toString();
  const around = repositories.filter(({ rootUri }) => file?.startsWith(`${rootUri.toString()}/`));
  const [found, other] = around.length > 0 ? around.toSorted((a, b) => rootLength(b) - rootLength(a)) : repositories;
  if (around.length > 0 || !other) return found;
  const items = repositories.map((repository) => ({ label: workspace.asRelativePath(repository.rootUri), repository }));
  return (await window.showQuickPick(items, { title: l10n.t('Choose a repository') }))?.repository;
}

function rootLength({ rootUri }: GitRepository): number {
  return rootUri.path.length;
}
