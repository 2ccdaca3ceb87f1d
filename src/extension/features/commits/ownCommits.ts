import { type GitCheckout, runGit } from '../../runGit.ts';

/** The number of reflog entries that are checked. */
const entriesAtMost = 200;

/** Marks that distinguish a user's commits from others'. */
export interface OwnCommits {
  /** Addresses that git signs the user's commits with here, in lower case. */
  readonly emails: ReadonlySet<string>;
  /** Object names of commits that `git commit` created in this work tree, with any address. */
  readonly hashes: ReadonlySet<string>;
}

/**
 * Reads who commits in a repository. `git var` knows `user.email`, `author.email`, `GIT_AUTHOR_EMAIL`, and the address that git makes up
 * without a setting; the reflog reveals commits with any other address (`git -c user.email=…`). Anything that git can't answer is omitted.
 */
export async function readOwnCommits(repository: GitCheckout): Promise<OwnCommits> {
  const ask = (...args: readonly string[]): Promise<string> => runGit(repository, ...args).catch(() => '');
  // One after the other: starting a process holds the extension host for some milliseconds.
  const author = await ask('var', 'GIT_AUTHOR_IDENT');
  const committer = await ask('var', 'GIT_COMMITTER_IDENT');
  const user = await ask('config', '--get', 'user.email');
  const latest = ['-n', String(entriesAtMost), '--no-show-signature', '--format=%H%x09%gs'];
  const reflog = await ask('reflog', 'show', ...latest, 'HEAD', '--');
  const emails = [...[author, committer].map(emailIn), user.trim()].filter(
    (email) => email !== undefined && email !== '',
  );
  return { emails: new Set(emails.map((email) => (email as string).toLowerCase())), hashes: madeIn(reflog) };
}

/** Returns true if the user made a commit here. Merges are left out: their lines are others'. */
export function isOwnCommit(
  {
    hash,
    authorEmail,
    parents,
  }: { readonly hash: string; readonly authorEmail?: string; readonly parents: readonly string[] },
  { emails, hashes }: OwnCommits,
): boolean {
  if (parents.length > 1) return false;
  return hashes.has(hash) || (authorEmail !== undefined && emails.has(authorEmail.toLowerCase()));
}

/** The address in `Ada Lovelace <ada@example.org> 1700000000 +0000`. */
function emailIn(ident: string): string | undefined {
  return /<([^<>\n]*)> \d+ [+-]\d{4}\s*$/.exec(ident)?.[1];
}

function madeIn(reflog: string): ReadonlySet<string> {
  const found = [...reflog.matchAll(/^([\da-f]{40,64})\tcommit(?: \((?:amend|initial)\))?: /gm)];
  return new Set(found.map(([, hash]) => hash ?? ''));
}
