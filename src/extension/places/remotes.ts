import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * The address of a repository's remote `origin`, without git: `github.com/acme/shop`.
 * @param root folder that holds `.git`
 * @returns undefined where there is none, or the folder is not on this machine
 */
export function readRemote(root: string): string | undefined {
  const config = read(join(root, '.git', 'config')) ?? readLinked(root);
  return config === undefined ? undefined : remoteIn(config);
}

/** In worktrees and submodules `.git` is a file that says where the real folder is; a worktree's says where the common one is. */
function readLinked(root: string): string | undefined {
  const link = /^gitdir: (.+)$/m.exec(read(join(root, '.git')) ?? '')?.[1]?.trim();
  if (link === undefined) return undefined;
  const folder = resolve(root, link);
  const common = read(join(folder, 'commondir'))?.trim();
  return read(join(common === undefined ? folder : resolve(folder, common), 'config'));
}

/** The address in the text of a git configuration. */
export function remoteIn(config: string): string | undefined {
  const section = /^\[remote "origin"\][^\n]*\n((?:(?!\[)[^\n]*\n?)*)/m.exec(config)?.[1] ?? '';
  const url = /^\s*url\s*=\s*(\S+)/m.exec(section)?.[1];
  return url === undefined ? undefined : addressOf(url);
}

/** Host and path of a URL, whatever its protocol and user, or as scp writes them; without `.git` at its end. */
function addressOf(url: string): string | undefined {
  const found = /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([\w.-]+)(?::\d+(?=\/))?[:/]+(.+?)(?:\.git)?\/?$/i.exec(url);
  return found ? `${(found[1] ?? '').toLowerCase()}/${found[2] ?? ''}` : undefined;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // What cannot be read has no remote to tell.
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
