import { readGitFile } from './gitFolder.ts';

/**
 * The address of a repository's remote `origin`, without git: `github.com/acme/shop`.
 * @param root folder that holds `.git`
 * @returns undefined if there is none, or the folder is not on this machine
 */
export function readRemote(root: string): string | undefined {
  const config = readGitFile(root, 'config', 'common');
  return config === undefined ? undefined : remoteIn(config);
}

/** The address in the text of a git configuration. */
export function remoteIn(config: string): string | undefined {
  const lines = config.split('\n');
  const start = lines.findIndex((line) => line.startsWith('[remote "origin"]'));
  if (start < 0) return undefined;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith('['));
  const urls = rest.slice(0, end < 0 ? undefined : end).map((line) => /^\s*url\s*=\s*(\S{1,2000})/.exec(line)?.[1]);
  const url = urls.find((one) => one !== undefined);
  return url === undefined ? undefined : addressOf(url);
}

/** Returns host and path of a URL in any protocol, or in scp's format; without user and `.git`. */
function addressOf(url: string): string | undefined {
  const found = /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([\w.-]+)(?::\d+(?=\/))?[:/]+(.+?)(?:\.git)?\/?$/i.exec(url);
  return found ? `${(found[1] ?? '').toLowerCase()}/${found[2] ?? ''}` : undefined;
}
