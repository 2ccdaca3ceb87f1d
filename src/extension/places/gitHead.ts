import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Reads the branch that is checked out, without git.
 * @param root folder that holds `.git`
 * @returns undefined when no branch is checked out or it cannot be told
 */
export function readBranch(root: string): string | undefined {
  const head = read(join(root, '.git', 'HEAD')) ?? readLinked(root);
  return head === undefined ? undefined : branchIn(head);
}

/** In worktrees and submodules `.git` is a file that says where the real folder is, absolute or relative to it. */
function readLinked(root: string): string | undefined {
  const folder = /^gitdir: (.+)$/m.exec(read(join(root, '.git')) ?? '')?.[1]?.trim();
  return folder === undefined ? undefined : read(join(resolve(root, folder), 'HEAD'));
}

/** The branch that the text of a HEAD file names; none when it names a commit, or says that the refs are elsewhere (reftable). */
export function branchIn(head: string): string | undefined {
  const name = /^ref: refs\/heads\/(.+)$/m.exec(head)?.[1]?.trim();
  return name === '.invalid' ? undefined : name;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // What cannot be read has no branch to tell.
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
