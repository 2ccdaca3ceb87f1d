import { limits } from '../../../core/base/limits.ts';
import type { CommitBody } from '../../../core/facts/commits.ts';
import { type GitCheckout, runGit } from '../../runGit.ts';

type Changes = NonNullable<CommitBody['changes']>;

/**
 * Counts the lines of each file of a commit as `git diff-tree --numstat` does. A file that was moved counts as one that went and one that came.
 * @param hash a full object name
 * @returns undefined for more files than are kept
 */
export async function numstatOf(repository: GitCheckout, hash: string): Promise<Changes | undefined> {
  const options = [
    '--root',
    '-r',
    '--no-commit-id',
    '--numstat',
    '-z',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
  ];
  // The user's attributes, unlike the repository's, are settings: `* -diff` in them makes each file a binary one.
  const plain = { ...repository, env: { ...repository.env, GIT_ATTR_NOSYSTEM: '1' } };
  const ask = ['-c', 'core.attributesFile=/dev/null', 'diff-tree', ...options, hash, '--'];
  const changes = changesIn(await runGit(plain, ...ask));
  return changes.length > limits.commitFiles ? undefined : changes;
}

/** Parses the output of `--numstat -z`. Binary files have no counts and are omitted. */
export function changesIn(text: string): Changes {
  return text.split('\0').flatMap((row): Changes => {
    const [, added, removed, file] = /^(\d+)\t(\d+)\t(.+)$/s.exec(row) ?? [];
    return file === undefined ? [] : [[file, Number(added), Number(removed)]];
  });
}
