import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, realpathSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '../../../../core/base/appError.ts';
import { readBoundedFile } from '../../../boundedFile.ts';
import { runGit, type GitCheckout } from '../../../runGit.ts';

/** Time for git to write a whole worktree, or to look at each file of one, in ms. */
export const longMs = 300_000;
/** Bytes of a path that git wrote down. */
const longestLink = 8192;

/** The worktree of a run. */
export interface Worktree {
  readonly git: string;
  /** Root of the repository that it belongs to. */
  readonly root: string;
  readonly path: string;
  /** The run. */
  readonly id: string;
  readonly branch: string;
}

/**
 * Returns the worktree as git is asked about it. Its `.git` file is not followed: an agent that may only edit files could make it lead to a
 * repository of its own, whose configuration runs programs.
 * @throws AppError `not-allowed` where the repository has no such worktree
 */
export async function checkoutOf({ git, root, path }: Omit<Worktree, 'id' | 'branch'>): Promise<GitCheckout> {
  const args = ['rev-parse', '--path-format=absolute', '--git-common-dir'];
  const links = join(lineOf(await runGit({ git, root }, ...args)), 'worktrees');
  const own = existsSync(path) ? join(realpathSync(path), '.git') : '';
  const name = existsSync(links) ? readdirSync(links).find((one) => linkIn(join(links, one)) === own) : undefined;
  if (name === undefined) throw new AppError('not-allowed', `${path} is no worktree of ${root}.`);
  return { git, root: path, timeMs: longMs, env: { GIT_DIR: join(links, name), GIT_WORK_TREE: path } };
}

/** Reads the path of the worktree that git keeps this folder for. */
function linkIn(folder: string): string | undefined {
  const found = readBoundedFile(join(folder, 'gitdir'), longestLink);
  return found.state === 'read' ? resolve(folder, found.bytes.toString().trim()) : undefined;
}

/** The files of a checkout as git keeps them. */
export interface PresentTree {
  readonly tree: string;
  /** Files that git can't keep (`stageAll`). */
  readonly left: readonly string[];
}

/**
 * Keeps what a checkout has now, but for ignored files, as a tree. The checkout and its index stay as they are.
 * @param folder for a temporary index
 */
export async function presentTree(checkout: GitCheckout, folder: string): Promise<PresentTree> {
  // Two may be at it at once.
  const index = join(folder, `index-${randomUUID()}`);
  const aside = { ...checkout, timeMs: longMs, env: { ...checkout.env, GIT_INDEX_FILE: index } };
  try {
    const own = lineOf(await runGit(checkout, 'rev-parse', '--path-format=absolute', '--git-path', 'index'));
    if (existsSync(own)) copyIndex(own, index);
    else await runGit(aside, 'read-tree', 'HEAD');
    const left = await stageAll(aside);
    return { tree: lineOf(await runGit(aside, 'write-tree')), left };
  } finally {
    rmSync(index, { force: true });
  }
}

/**
 * Puts all changes of a checkout into its index, but for ignored files. Of repositories within it, git notes the commit.
 * @returns what it can't keep: repositories without a commit, and files that it can't read
 */
export async function stageAll(checkout: GitCheckout): Promise<readonly string[]> {
  await forgetRepositories(checkout);
  try {
    await runGit(checkout, 'add', '--all');
    return [];
  } catch (error) {
    // Adds the rest, and says by its exit code that this isn't all.
    await runGit(checkout, 'add', '--all', '--ignore-errors').catch(() => undefined);
    const left = await runGit(checkout, 'ls-files', '--others', '--exclude-standard', '--directory', '-z');
    if (left === '') throw error;
    return left.split('\0').filter(Boolean);
  }
}

/**
 * Takes the repositories within a checkout out of its index. Git asks of those that it knows whether they have changed, by a process of their
 * own, which runs the filters that they configure; of those that are new to it, it only reads their commit.
 */
async function forgetRepositories(checkout: GitCheckout): Promise<void> {
  const entries = (await runGit(checkout, 'ls-files', '--stage', '-z')).split('\0');
  const found = nestedIn(entries).filter((path) => existsSync(join(checkout.root, path, '.git')));
  for (const path of found) await runGit(checkout, 'update-index', '--force-remove', '--', path);
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

/** Returns the paths of repositories among entries that begin with their mode and end with a tab and their path. */
export function nestedIn(entries: readonly string[]): string[] {
  return entries.filter((line) => line.startsWith('160000 ')).map((line) => line.slice(line.indexOf('\t') + 1));
}

/** Returns the first line of an answer. */
export function lineOf(text: string): string {
  return text.split('\n')[0] ?? '';
}

/** Returns the lines of an answer that have text. */
export function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
