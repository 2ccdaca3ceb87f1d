import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A git that takes longer than this (ms) is stopped. */
const timeoutMs = 10_000;
/** The most output that is read, in bytes. */
const outputAtMost = 2 ** 24;

/** A repository, and the program to ask about it. */
export interface GitRepository {
  /** Path of the program. */
  readonly git: string;
  readonly root: string;
}

/**
 * What the user's or the repository's configuration might change in an answer, set to git's own defaults; and nothing that a repository
 * configures is run (a file system monitor, a pager, an external diff).
 */
const configuration = [
  'color.ui=false',
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'core.quotePath=false',
  'diff.external=',
  'diff.ignoreSubmodules=none',
  'i18n.logOutputEncoding=UTF-8',
  'log.showRoot=true',
  'log.showSignature=false',
  'log.mailmap=false',
];

/**
 * Asks git a question whose answer no configuration changes. Ask plumbing commands where there is one.
 * @returns the whole output
 * @throws Error when git fails, takes longer than 10 s, or writes more than 16 MB
 */
export async function runGit({ git, root }: GitRepository, ...args: readonly string[]): Promise<string> {
  const settings = configuration.flatMap((setting) => ['-c', setting]);
  const { stdout } = await run(git, ['--no-pager', ...settings, ...args], {
    cwd: root,
    env: environment(),
    timeout: timeoutMs,
    maxBuffer: outputAtMost,
    windowsHide: true,
  });
  return stdout;
}

/** Variables of git that say who commits. All others lead elsewhere, change formats, or log. */
const identity: ReadonlySet<string> = new Set([
  'GIT_AUTHOR_NAME',
  'GIT_AUTHOR_EMAIL',
  'GIT_COMMITTER_NAME',
  'GIT_COMMITTER_EMAIL',
]);
const kept = /^GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)$/;

function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^GIT_/i.test(name) || identity.has(name) || kept.test(name),
  );
  return { ...Object.fromEntries(own), GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
}
