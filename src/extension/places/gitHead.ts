import { readGitFile } from './gitFolder.ts';

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
