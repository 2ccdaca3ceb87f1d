import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../../core/base/appError.ts';
import type { Translate } from '../../../../core/base/translate.ts';
import { runGit, type GitCheckout } from '../../../runGit.ts';
import {
  checkoutOf,
  lineOf,
  linesOf,
  longMs,
  nestedIn,
  presentTree,
  type PresentTree,
  type Worktree,
} from './worktreeGit.ts';

/** Operations of git that stop half-way, by the file that marks them. */
const halfWay = ['MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD', 'BISECT_LOG', 'rebase-merge', 'rebase-apply'];
/** The most commits that only a worktree's reflog knows. */
const mostLost = 100;

/** All that a worktree has, but for ignored files. */
export interface Snapshot extends PresentTree {
  readonly commit: string;
}

/** The ref that keeps what a run made. */
export function snapshotRef(id: string): string {
  return `refs/daymark/runs/${id}`;
}

/**
 * Returns the root of the repository that a folder is in, and its present commit.
 * @throws AppError `not-allowed` where there is neither
 */
export async function repositoryOf(git: string, folder: string, t: Translate): Promise<{ root: string; head: string }> {
  try {
    const root = lineOf(await runGit({ git, root: folder }, 'rev-parse', '--show-toplevel'));
    return { root, head: lineOf(await runGit({ git, root }, 'rev-parse', '--verify', 'HEAD^{commit}')) };
  } catch (cause) {
    throw new AppError('not-allowed', t('An agent run needs a git repository with a commit.'), { cause });
  }
}

/** Makes the worktree with a new branch. It is locked while the run lives, so that nothing prunes it. */
export async function addWorktree({ git, root, path, id, branch }: Worktree, base: string): Promise<void> {
  await runGit({ git, root, timeMs: longMs }, 'worktree', 'add', '--quiet', '-b', branch, '--', path, base);
  await runGit({ git, root }, 'worktree', 'lock', '--reason', `Daymark agent run ${id}`, '--', path);
}

/**
 * Returns the commit that a worktree of the present files begins with: the one that is checked out, or, where something is not committed, one
 * on top of it that has that, too. Nothing in the checkout changes. Ignored files are not in it.
 * @param folder for a temporary index
 */
export async function presentCommit(
  { git, root }: { readonly git: string; readonly root: string },
  head: string,
  folder: string,
): Promise<string> {
  const checkout = { git, root, timeMs: longMs };
  const { tree, left } = await presentTree(checkout, folder);
  if (left.length > 0) throw new Error(`git can't keep ${left[0]}`);
  if (tree === lineOf(await runGit(checkout, 'rev-parse', `${head}^{tree}`))) return head;
  const message = 'Uncommitted changes, kept by Daymark';
  return lineOf(await runGit({ ...checkout, env: identity }, 'commit-tree', tree, '-p', head, '-m', message));
}

/** Takes the lock off. One that isn't locked, or is gone, is fine. */
export async function unlockWorktree({ git, root, path }: Worktree): Promise<void> {
  await runGit({ git, root }, 'worktree', 'unlock', '--', path).catch(() => undefined);
}

/** Returns true if the folder is there, and is the worktree of this repository. */
export async function isWorktree({ git, root, path }: Worktree): Promise<boolean> {
  if (!existsSync(path)) return false;
  const list = await runGit({ git, root }, 'worktree', 'list', '--porcelain', '-z');
  return list.split('\0').includes(`worktree ${realpathSync(path)}`);
}

/**
 * Keeps all that a worktree has under a ref, without changing the worktree: commits, changes, and untracked files; and commits that only its
 * reflog knows, such as amended ones. Ignored files are not in it.
 * @param folder for a temporary index
 */
export async function takeSnapshot(worktree: Worktree, folder: string): Promise<Snapshot> {
  const checkout = await checkoutOf(worktree);
  const head = lineOf(await runGit(checkout, 'rev-parse', '--verify', 'HEAD^{commit}'));
  const { tree, left } = await presentTree(checkout, folder);
  const lost = await commitsOfReflogOnly(checkout);
  const headTree = lineOf(await runGit(checkout, 'rev-parse', `${head}^{tree}`));
  const parents = [head, ...lost].flatMap((commit) => ['-p', commit]);
  const commit =
    tree === headTree && lost.length === 0
      ? head
      : lineOf(
          await runGit(
            { ...checkout, env: { ...checkout.env, ...identity } },
            'commit-tree',
            tree,
            ...parents,
            '-m',
            `Daymark agent run ${worktree.id}`,
          ),
        );
  await runGit(checkout, 'update-ref', '-m', 'Daymark: snapshot of an agent run', snapshotRef(worktree.id), commit);
  return { commit, tree, left };
}

/** Works without a name in the user's configuration. */
const identity = {
  GIT_AUTHOR_NAME: 'Daymark',
  GIT_AUTHOR_EMAIL: 'daymark@localhost',
  GIT_COMMITTER_NAME: 'Daymark',
  GIT_COMMITTER_EMAIL: 'daymark@localhost',
};

async function commitsOfReflogOnly(checkout: GitCheckout): Promise<string[]> {
  const logged = linesOf(await runGit(checkout, 'log', '--walk-reflogs', '--format=%H', 'HEAD', '--'));
  const commits = [...new Set(logged)].slice(0, mostLost);
  const kept = ['HEAD', '--branches', '--tags', '--remotes'];
  const lost = new Set(linesOf(await runGit(checkout, 'rev-list', ...commits, '--not', ...kept)));
  return commits.filter((commit) => lost.has(commit));
}

/** Names why a worktree's state is not known well enough to remove it; empty if it is. */
export async function doubtsOf(worktree: Worktree, tree: string): Promise<string[]> {
  const { git, root, path } = worktree;
  const checkout = await checkoutOf(worktree);
  const marks = await Promise.all(
    halfWay.map(async (name) => {
      const file = lineOf(await runGit(checkout, 'rev-parse', '--path-format=absolute', '--git-path', name));
      return existsSync(file) ? [name] : [];
    }),
  );
  const entries = (await runGit({ git, root, timeMs: longMs }, 'ls-tree', '-r', '-z', tree)).split('\0');
  // A repository within it is only a pointer in the snapshot; a submodule that was not checked out is an empty folder.
  const nested = nestedIn(entries).filter((name) => !isEmpty(join(path, name)));
  // Git doesn't look whether these have changed.
  const hidden = linesOf(await runGit(checkout, 'ls-files', '-v')).filter((line) => /^[a-z] /.test(line));
  return [...marks.flat(), ...nested, ...hidden.map((line) => line.slice(2))];
}

function isEmpty(folder: string): boolean {
  return !existsSync(folder) || readdirSync(folder).length === 0;
}

/** Returns files and folders that git ignores, and that no snapshot has. */
export async function ignoredIn(worktree: Worktree): Promise<string[]> {
  const args = ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z'];
  return (await runGit(await checkoutOf(worktree), ...args)).split('\0').filter(Boolean);
}

/**
 * Removes a worktree whose snapshot was taken, and its branch. Git refuses where anything is not in the snapshot, and nothing is forced.
 * @throws AppError `not-allowed` with git's reason; the worktree stays
 */
export async function removeWorktree(worktree: Worktree, { commit }: Snapshot, t: Translate): Promise<void> {
  const { git, root, path, branch } = worktree;
  const checkout = await checkoutOf(worktree);
  const own = lineOf(await runGit(checkout, 'symbolic-ref', '--quiet', 'HEAD').catch(() => ''));
  try {
    // The snapshot becomes the commit that is checked out; no file changes.
    await runGit(checkout, 'checkout', '--quiet', '--detach');
    await runGit(checkout, 'reset', '--quiet', '--mixed', commit);
    await unlockWorktree(worktree);
    await runGit({ git, root, timeMs: longMs }, 'worktree', 'remove', '--', path);
  } catch (cause) {
    if (existsSync(path) && own !== '') await reattach(checkout, own);
    const reason = cause instanceof Error ? cause.message.split('\n').slice(1).join(' ').trim() : '';
    throw new AppError('not-allowed', t('Git did not remove the worktree: {0} It stays in {1}.', reason, path), {
      cause,
    });
  }
  // Only where the snapshot has all of it.
  const tip = await runGit({ git, root }, 'rev-parse', '--verify', '--quiet', `refs/heads/${branch}`).catch(() => '');
  if (tip === '' || !(await isAncestor({ git, root }, lineOf(tip), commit))) return;
  const list = await runGit({ git, root }, 'worktree', 'list', '--porcelain');
  if (!linesOf(list).includes(`branch refs/heads/${branch}`))
    await runGit({ git, root }, 'update-ref', '-d', `refs/heads/${branch}`, lineOf(tip));
}

/** Puts a worktree back on its branch; no file changes. */
async function reattach(checkout: Parameters<typeof runGit>[0], ref: string): Promise<void> {
  await runGit(checkout, 'symbolic-ref', 'HEAD', ref);
  await runGit(checkout, 'reset', '--quiet', '--mixed');
}

function isAncestor(checkout: { git: string; root: string }, older: string, newer: string): Promise<boolean> {
  return runGit(checkout, 'merge-base', '--is-ancestor', older, newer).then(
    () => true,
    () => false,
  );
}
