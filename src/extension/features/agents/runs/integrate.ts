import { AppError } from '../../../../core/base/appError.ts';
import type { Translate } from '../../../../core/base/translate.ts';
import { runGit } from '../../../runGit.ts';
import { lineOf, type Worktree } from './worktrees.ts';

const longMs = 300_000;

/** Returns true if the worktree has changes that are in no commit, untracked files included. */
export async function hasChanges({ git, path }: Worktree): Promise<boolean> {
  return (await runGit({ git, root: path, timeMs: longMs }, 'status', '--porcelain', '-uall')) !== '';
}

/**
 * Commits all changes in the worktree, on whatever is checked out there. Hooks don't run.
 * @returns the commit that is checked out then
 */
export async function commitWork(worktree: Worktree, message: string): Promise<string> {
  const checkout = { git: worktree.git, root: worktree.path, timeMs: longMs };
  if (await hasChanges(worktree)) {
    await runGit(checkout, 'add', '--all');
    await runGit(checkout, 'commit', '--quiet', '--message', message);
  }
  return lineOf(await runGit(checkout, 'rev-parse', '--verify', 'HEAD^{commit}'));
}

/** Returns the branch that is checked out in a folder; undefined for none. Asked each time, since agents change it. */
export async function branchIn(git: string, root: string): Promise<string | undefined> {
  const name = await runGit({ git, root }, 'symbolic-ref', '--quiet', '--short', 'HEAD').catch(() => '');
  return lineOf(name) || undefined;
}

/**
 * Merges a commit into what is checked out in the repository's folder. It is tried first without touching a file, so that no merge is left
 * half-way; and git refuses where it would overwrite local changes.
 * @throws AppError `not-allowed`: nothing was changed
 */
export async function mergeCommit(worktree: Worktree, commit: string, t: Translate): Promise<void> {
  const { git, root, branch } = worktree;
  const checkout = { git, root, timeMs: longMs };
  try {
    await runGit(checkout, 'merge-tree', '--write-tree', '--name-only', 'HEAD', commit);
  } catch (cause) {
    const isConflict = (cause as { readonly code?: unknown }).code === 1;
    throw new AppError(
      'not-allowed',
      isConflict
        ? t(
            'There are conflicts: {0} does not merge into what is checked out. Nothing was merged; merge or rebase it by hand.',
            branch,
          )
        : t("Git can't tell whether {0} merges without conflicts (this takes git 2.38). Nothing was merged.", branch),
      { cause },
    );
  }
  try {
    await runGit(checkout, 'merge', '--quiet', '--no-edit', '--no-autostash', commit);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n').slice(1).join(' ').trim() : '';
    throw new AppError('not-allowed', t('Git did not merge: {0}', reason), { cause });
  }
}
