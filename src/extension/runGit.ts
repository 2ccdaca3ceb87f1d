import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const timeoutMs = 10_000;
/** The most output that is read, in bytes. */
const outputAtMost = 2 ** 24;

/** A repository, and the program to ask about it. */
export interface GitCheckout {
  /** Path of the program. */
  readonly git: string;
  readonly root: string;
  /** A git that takes longer (ms) is stopped; default 10 s. */
  readonly timeMs?: number;
  /** Variables to add to the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Sets options that the user's or the repository's configuration might change to git's defaults. Nothing that a repository configures runs
 * (a file system monitor, a pager, an external diff), and nothing accesses the network.
 */
const configuration = [
  'color.ui=false',
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  // Files of a new worktree would count as unchanged for ever.
  'core.ignoreStat=false',
  'core.pager=cat',
  'core.quotePath=false',
  'core.safecrlf=false',
  'diff.algorithm=default',
  'diff.external=',
  'diff.ignoreSubmodules=dirty',
  'diff.mnemonicPrefix=false',
  'diff.noprefix=false',
  'diff.suppressBlankEmpty=false',
  'i18n.logOutputEncoding=UTF-8',
  'log.follow=false',
  'log.showRoot=true',
  'log.showSignature=false',
  'log.mailmap=false',
  // A partial clone would fetch missing objects from its remote.
  'protocol.allow=never',
  // `worktree remove` looks for files that would be lost with this, too.
  'status.showUntrackedFiles=all',
  'submodule.recurse=false',
];

/**
 * Runs a git query whose result doesn't depend on configuration. Prefer plumbing commands.
 * @returns the whole output
 * @throws Error if git fails, takes too long, or writes more than 16 MB
 */
export async function runGit(
  { git, root, timeMs = timeoutMs, env }: GitCheckout,
  ...args: readonly string[]
): Promise<string> {
  const { stdout } = await run(git, withSettings(args), {
    cwd: root,
    env: { ...environment(), ...env },
    timeout: timeMs,
    maxBuffer: outputAtMost,
    windowsHide: true,
  });
  return stdout;
}

/** Bounds of an answer that is read line by line. */
export interface GitLimits {
  readonly bytes: number;
  /** Milliseconds. */
  readonly time: number;
}

/**
 * Asks git like `runGit`, and hands its answer on line by line, so that a long one never has to be in memory.
 * @returns false when the answer was longer, or took longer, than the limits allow: git was stopped
 * @throws Error if git fails
 */
export async function streamGit(
  { git, root }: GitCheckout,
  args: readonly string[],
  { line, limits }: { readonly line: (text: string) => void; readonly limits: GitLimits },
): Promise<boolean> {
  const options = { cwd: root, env: environment(), windowsHide: true, timeout: limits.time };
  const child = spawn(git, withSettings(args), { ...options, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // It is waited for below; until then a failure is not unhandled.
  ended.catch(() => undefined);
  let [rest, bytes] = ['', 0];
  for await (const chunk of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
    bytes += chunk.length;
    if (bytes > limits.bytes) {
      child.kill();
      return false;
    }
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const one of lines) line(one);
  }
  if (rest !== '') line(rest);
  const code = await ended;
  if (code === null) return false;
  if (code !== 0) throw new Error(`git ended with ${code}`);
  return true;
}

function withSettings(args: readonly string[]): string[] {
  return ['--no-pager', ...configuration.flatMap((setting) => ['-c', setting]), ...args];
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
  return {
    ...Object.fromEntries(own),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    // A commit that `git replace` puts in another's place has other parents, and other lines.
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}
