import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, realpathSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../../core/base/appError.ts';
import type { Translate } from '../../../../core/base/translate.ts';
import { runGit } from '../../../runGit.ts';

/** Time for git to write a whole worktree, or to look at each file of one, in ms. */
const longMs = 300_000;
/** Operations of git that stop half-way, by the file that marks them. */
const halfWay = ['MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD', 'BISECT_LOG', 'rebase-merge', 'rebase-apply'];
/** The most commits that only a worktree's reflog knows. */
const mostLost = 100;

/** The worktree of a run. */
export interface Worktree {
  readonly git: string;
  /** Of the repository that it belongs to. */
  readonly root: string;
  readonly path: string;
  /** The run. */
  readonly id: string;
  readonly branch: string;
}

/** All that a worktree has, but for ignored files. */
export interface Snapshot {
  readonly commit: string;
  readonly tree: string;
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
  const tree = await currentTree({ git, path: root }, folder);
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
  const checkout = { git: worktree.git, root: worktree.path, timeMs: longMs };
  const head = lineOf(await runGit(checkout, 'rev-parse', '--verify', 'HEAD^{commit}'));
  const tree = await currentTree(worktree, folder);
  const lost = await commitsOfReflogOnly(worktree);
  const headTree = lineOf(await runGit(checkout, 'rev-parse', `${head}^{tree}`));
  const parents = [head, ...lost].flatMap((commit) => ['-p', commit]);
  const commit =
    tree === headTree && lost.length === 0
      ? head
      : lineOf(
          await runGit(
            { ...checkout, env: identity },
            'commit-tree',
            tree,
            ...parents,
            '-m',
            `Daymark agent run ${worktree.id}`,
          ),
        );
  await runGit(checkout, 'update-ref', '-m', 'Daymark: snapshot of an agent run', snapshotRef(worktree.id), commit);
  return { commit, tree };
}

/** Works without a name in the user's configuration. */
const identity = {
  GIT_AUTHOR_NAME: 'Daymark',
  GIT_AUTHOR_EMAIL: 'daymark@localhost',
  GIT_COMMITTER_NAME: 'Daymark',
  GIT_COMMITTER_EMAIL: 'daymark@localhost',
};

/** Returns the tree of what the worktree has now, but for ignored files. The index of the worktree stays as it is. */
export async function currentTree({ git, path }: Pick<Worktree, 'git' | 'path'>, folder: string): Promise<string> {
  // Two may be at it at once.
  const index = join(folder, `index-${randomUUID()}`);
  const checkout = { git, root: path, timeMs: longMs };
  try {
    const own = lineOf(await runGit(checkout, 'rev-parse', '--path-format=absolute', '--git-path', 'index'));
    if (existsSync(own)) copyIndex(own, index);
    const aside = { ...checkout, env: { GIT_INDEX_FILE: index } };
    if (!existsSync(own)) await runGit(aside, 'read-tree', 'HEAD');
    await runGit(aside, 'add', '--all');
    return lineOf(await runGit(aside, 'write-tree'));
  } finally {
    rmSync(index, { force: true });
  }
}

/**
 * Copies an index, which knows which files have not changed. Git reads a file again that was changed in the second in which the index was
 * written, and takes others of the same size and time for unchanged; so the copy has the time of the original, or an earlier one.
 */
function copyIndex(from: string, to: string): void {
  const { atime, mtime } = statSync(from);
  copyFileSync(from, to);
  utimesSync(to, atime, mtime);
}

async function commitsOfReflogOnly({ git, path }: Worktree): Promise<string[]> {
  const checkout = { git, root: path };
  const logged = linesOf(await runGit(checkout, 'log', '--walk-reflogs', '--format=%H', 'HEAD', '--'));
  const commits = [...new Set(logged)].slice(0, mostLost);
  const kept = ['HEAD', '--branches', '--tags', '--remotes'];
  const lost = new Set(linesOf(await runGit(checkout, 'rev-list', ...commits, '--not', ...kept)));
  return commits.filter((commit) => lost.has(commit));
}

/** Names why a worktree's state is not known well enough to remove it; empty where it is. */
export async function doubtsOf({ git, path, root }: Worktree, tree: string): Promise<string[]> {
  const checkout = { git, root: path, timeMs: longMs };
  const marks = await Promise.all(
    halfWay.map(async (name) => {
      const file = lineOf(await runGit(checkout, 'rev-parse', '--path-format=absolute', '--git-path', name));
      return existsSync(file) ? [name] : [];
    }),
  );
  const isNested = (line: string): boolean => line.startsWith('160000 ');
  const entries = async (of: string) =>
    (await runGit({ git, root, timeMs: longMs }, 'ls-tree', '-r', '-z', of)).split('\0');
  // A repository within it is only a pointer in the snapshot.
  const nested = (await entries(tree)).filter(isNested).map((line) => line.slice(line.indexOf('\t') + 1));
  // Git doesn't look whether these have changed.
  const hidden = linesOf(await runGit(checkout, 'ls-files', '-v')).filter((line) => /^[a-z] /.test(line));
  return [...marks.flat(), ...nested, ...hidden.map((line) => line.slice(2))];
}

/** Returns files and folders that git ignores, and that no snapshot has. */
export async function ignoredIn({ git, path }: Worktree): Promise<string[]> {
  const args = ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z'];
  return (await runGit({ git, root: path, timeMs: longMs }, ...args)).split('\0').filter(Boolean);
}

/**
 * Removes a worktree whose snapshot was taken, and its branch. Git refuses where anything is not in the snapshot, and nothing is forced.
 * @throws AppError `not-allowed` with git's reason; the worktree stays
 */
export async function removeWorktree(worktree: Worktree, { commit }: Snapshot, t: Translate): Promise<void> {
  const { git, root, path, branch } = worktree;
  const checkout = { git, root: path, timeMs: longMs };
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

/** Returns the first line of an answer. */
export function lineOf(text: string): string {
  return text.split('\n')[0] ?? '';
}

/** Returns the lines of an answer that have text. */
export function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
