import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { readGitFile } from './gitFolder.ts';

/** Reads the branches of repositories, again only where HEAD is another file than before: git replaces it at each checkout. */
export class Heads {
  readonly #known = new Map<string, { readonly stamp: string; readonly branch: string | undefined }>();

  /** As `readBranch`, for a fifth of the calls to the disk. */
  branchOf(root: string): string | undefined {
    const stamp = stampOf(join(root, '.git', 'HEAD'));
    const known = this.#known.get(root);
    if (known && known.stamp === stamp) return known.branch;
    const branch = readBranch(root);
    // Where `.git` is a link to another folder, it is read each time.
    if (stamp !== undefined) this.#known.set(root, { stamp, branch });
    return branch;
  }
}

function stampOf(file: string): string | undefined {
  try {
    const stats = lstatSync(file, { throwIfNoEntry: false });
    return stats?.isFile() ? `${stats.ino} ${stats.mtimeMs} ${stats.ctimeMs} ${stats.size}` : undefined;
  } catch {
    // No access to the folder.
    return undefined;
  }
}

/**
 * Reads the branch that is checked out, without git.
 * @param root folder that holds `.git`
 * @returns undefined if no branch is checked out or it cannot be determined
 */
export function readBranch(root: string): string | undefined {
  const head = readGitFile(root, 'HEAD', 'own');
  return head === undefined ? undefined : branchIn(head);
}

/** Returns the branch in the text of a HEAD file; none if it contains a commit, or the refs are elsewhere (reftable). */
export function branchIn(head: string): string | undefined {
  const name = /^ref: refs\/heads\/(.{1,1000})$/m.exec(head)?.[1]?.trim();
  return name === '.invalid' ? undefined : name;
}
