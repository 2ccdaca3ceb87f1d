import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../../core/base/appError.ts';
import type { Translate } from '../../../../core/base/translate.ts';
import { runGit, type GitCheckout } from '../../../runGit.ts';
import { checkoutOf, lineOf, longMs, stageAll, type Worktree } from './worktreeGit.ts';

/** Returns true if the worktree has changes that are in no commit, untracked files included. */
export async function hasChanges(worktree: Worktree): Promise<boolean> {
  const args = ['status', '--porcelain', '-uall', '--ignore-submodules=dirty'];
  return (await runGit(await checkoutOf(worktree), ...args)) !== '';
}

/**
 * Commits all changes in the worktree, on whatever is checked out there. Hooks don't run.
 * @returns the commit that is checked out then
 * @throws AppError `not-allowed` where git can't keep all of it
 */
export async function commitWork(worktree: Worktree, message: string, t: Translate): Promise<string> {
  const checkout = await checkoutOf(worktree);
  if (await hasChanges(worktree)) {
    const [left] = await stageAll(checkout);
    if (left !== undefined)
      throw new AppError('not-allowed', t("Git can't commit {0}. Nothing was committed: move it away first.", left));
    await runGit(checkout, 'commit', '--quiet', '--message', message);
  }
  return lineOf(await runGit(checkout, 'rev-parse', '--verify', 'HEAD^{commit}'));
}

/** A file that two commits have differently. */
interface ChangedEntry {
  readonly path: string;
  /** Entry of the later commit; undefined if it has none. */
  readonly entry?: { readonly mode: string; readonly object: string };
}

/**
 * Returns a commit that has what a run made, on the commit below the uncommitted changes that it began with.
 * @param folder for a temporary index
 * @throws AppError `not-allowed` where the run changed files that were not committed
 */
export async function withoutUncommitted(
  { git, root }: Worktree,
  { base, over, commit, folder }: { readonly [K in 'base' | 'over' | 'commit' | 'folder']: string },
  t: Translate,
): Promise<string> {
  const checkout = { git, root, timeMs: longMs };
  const [changes, uncommitted] = await Promise.all([
    changedIn(checkout, base, commit),
    changedIn(checkout, over, base),
  ]);
  const mixed = changes.find(({ path }) => uncommitted.some((one) => one.path === path));
  if (mixed)
    throw new AppError(
      'not-allowed',
      t('You also have uncommitted changes in {0}. Nothing was merged: commit them, then merge by hand.', mixed.path),
    );
  const index = join(folder, `index-${randomUUID()}`);
  const aside = { ...checkout, env: { GIT_INDEX_FILE: index } };
  try {
    await runGit(aside, 'read-tree', over);
    for (const { path, entry } of changes) {
      const { mode, object } = entry ?? {};
      const what = entry ? ['--add', '--cacheinfo', `${mode},${object},${path}`] : ['--force-remove', '--', path];
      await runGit(aside, 'update-index', ...what);
    }
    const tree = lineOf(await runGit(aside, 'write-tree'));
    const message = await runGit(checkout, 'log', '-1', '--format=%B', commit);
    return lineOf(await runGit(checkout, 'commit-tree', tree, '-p', over, '-m', message.trim()));
  } finally {
    rmSync(index, { force: true });
  }
}

async function changedIn(checkout: GitCheckout, from: string, to: string): Promise<ChangedEntry[]> {
  const parts = (await runGit(checkout, 'diff-tree', '-r', '-z', '--no-renames', from, to)).split('\0');
  const entries: ChangedEntry[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [, mode = '', , object = '', status] = (parts[at] ?? '').split(' ');
    entries.push({ path: parts[at + 1] ?? '', ...(status !== 'D' && { entry: { mode, object } }) });
  }
  return entries;
}

/** Returns the branch that is checked out; undefined for none. Asked each time, since agents change it. */
export async function branchIn(checkout: GitCheckout): Promise<string | undefined> {
  const name = await runGit(checkout, 'symbolic-ref', '--quiet', '--short', 'HEAD').catch(() => '');
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
            'There are conflicts: {0} does not merge into the checked-out branch. Nothing was merged; merge or rebase it by hand.',
            branch,
          )
        : t(
            "Git can't tell whether {0} merges without conflicts (this requires git 2.38 or newer). Nothing was merged.",
            branch,
          ),
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
