import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { filesAtMost, type CommitBody } from '../../../core/facts/commits.ts';

type Changes = NonNullable<CommitBody['changes']>;

const run = promisify(execFile);
/** A commit that git takes longer than this (ms) to count has no counts. */
const patienceMs = 10_000;

/** Which commit of which repository, by which git. */
export interface Asked {
  /** Path of the program. */
  readonly git: string;
  readonly root: string;
  readonly hash: string;
}

/** The lines of each file of a commit, as `git show --numstat` counts them, a file that was moved as one that went and one that came; undefined for more files than are kept. */
export async function numstatOf({ git, root, hash }: Asked): Promise<Changes | undefined> {
  const args = ['-c', 'core.quotePath=false', 'show', '--numstat', '-z', '--no-renames', '--format=', hash];
  const { stdout } = await run(git, args, { cwd: root, timeout: patienceMs, maxBuffer: 2 ** 24, windowsHide: true });
  const changes = changesIn(stdout);
  return changes.length > filesAtMost ? undefined : changes;
}

/** Reads what `--numstat -z` says. */
export function changesIn(text: string): Changes {
  return text.split('\0').flatMap((row): Changes => {
    const [, added, removed, file] = /^\s*(\d+)\t(\d+)\t(.+)$/s.exec(row) ?? [];
    return file === undefined ? [] : [[file, Number(added), Number(removed)]];
  });
}
