import { join, resolve } from 'node:path';
import { readBoundedFile } from '../boundedFile.ts';

/** Bytes. HEAD and links hold one line; a configuration with a thousand branches has 100 KB. */
const largestLink = 4 * 1024;
const largestConfig = 1024 * 1024;

/**
 * Reads a file of a repository's git folder, without git. In worktrees and submodules `.git` is a file with the folder's path.
 * @param root folder that holds `.git`
 * @param name of the file, such as `HEAD`
 * @param from `own`, the folder of the worktree, or `common`, the one that all worktrees share
 * @returns undefined if there is none, or none that git would write
 */
export function readGitFile(root: string, name: string, from: 'own' | 'common'): string | undefined {
  const direct = read(join(root, '.git', name), largestConfig);
  if (direct !== undefined) return direct;
  const folder = linkIn(/^gitdir: (.+)$/m.exec(read(join(root, '.git'), largestLink) ?? '')?.[1], root);
  if (folder === undefined) return undefined;
  const common = from === 'common' ? linkIn(read(join(folder, 'commondir'), largestLink), folder) : undefined;
  return read(join(common ?? folder, name), largestConfig);
}

/**
 * Returns the target of a link. On Windows, checking for a file on another machine sends the user's credentials there, so never follow a file's
 * content.
 */
function linkIn(text: string | undefined, folder: string): string | undefined {
  const link = text?.trim();
  if (link === undefined || link === '' || link.includes('\0')) return undefined;
  const path = resolve(folder, link);
  return isOfNetwork(path) && !isOfNetwork(folder) ? undefined : path;
}

const isOfNetwork = (path: string): boolean => /^[\\/]{2}/.test(path);

function read(path: string, limit: number): string | undefined {
  const found = readBoundedFile(path, limit);
  return found.state === 'read' ? found.bytes.toString('utf8') : undefined;
}
