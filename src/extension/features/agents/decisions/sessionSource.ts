import { existsSync } from 'node:fs';
import { isSecretFile } from '../../../../core/base/secrets.ts';
import type { DecisionCommit } from '../../../../ai/drafts/decisionDraft.ts';
import { runGit, type GitCheckout } from '../../../runGit.ts';

/** Commits of a session at most, and characters of the message of one, and files. */
const limits = { commits: 30, body: 1_500, files: 50 } as const;
/** A commit that ends a session may come this long after its last call, in ms. */
const afterwardsMs = 30 * 60_000;

/**
 * Reads the commits of a session, the oldest first. Files that must not be sent are left out.
 * @param which a range of commits, or the time of the session (ms since the epoch) on what is checked out
 * @returns none if the folder isn't a repository
 */
export async function commitsOfSession(
  checkout: GitCheckout,
  which: { readonly range: string } | { readonly start: number; readonly end: number },
  isExcluded: (path: string) => boolean,
): Promise<DecisionCommit[]> {
  if (!existsSync(checkout.root)) return [];
  const seconds = (at: number): string => String(Math.floor(at / 1000));
  const selected =
    'range' in which
      ? [which.range]
      : [`--since=${seconds(which.start)}`, `--until=${seconds(which.end + afterwardsMs)}`, 'HEAD'];
  const args = ['log', '--no-merges', `-n${limits.commits}`, '--name-only', '--format=%x1e%H%x1f%s%x1f%b%x1f'];
  const text = await runGit(checkout, ...args, ...selected, '--').catch(() => '');
  return text
    .split('\x1e')
    .filter((part) => part.trim() !== '')
    .map((part): DecisionCommit => {
      const [hash = '', subject = '', body = '', names = ''] = part.split('\x1f');
      const files = names.split('\n').filter((path) => path !== '' && !isExcluded(path) && !isSecretFile(path));
      return { hash, subject, body: body.trim().slice(0, limits.body), files: files.slice(0, limits.files) };
    })
    .reverse();
}
