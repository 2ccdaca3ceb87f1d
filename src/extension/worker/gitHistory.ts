import { HistoryParser, historyFormat } from '../../agents/attribution/parseHistory.ts';
import type { GitHistory, HistoryCommit, Tip } from '../../agents/attribution/history.ts';
import { runGit, streamGit, type GitCheckout } from '../runGit.ts';

/** The most that is read of one repository. */
const limits = { bytes: 256 << 20, time: 60_000 };
const mostCommits = 5000;
/** The number of branches that are checked, those with the latest commits. */
const mostBranches = 20;

/** A folder's position in a work tree. */
export interface WorkTree {
  /** The folder that all work trees of the repository share: the repository's identity. */
  readonly repository: string;
  /** The root of the work tree. */
  readonly root: string;
  /** The folder below the root, with a slash at its end; empty for the root itself. */
  readonly prefix: string;
}

/** Finds a folder's work tree; undefined if there is none, or it is gone. */
export async function workTreeOf(git: string, folder: string): Promise<WorkTree | undefined> {
  try {
    const args = ['rev-parse', '--path-format=absolute', '--git-common-dir', '--show-toplevel', '--show-prefix'];
    const [repository = '', root = '', prefix = ''] = (await runGit({ git, root: folder }, ...args)).split('\n');
    return repository === '' || root === '' ? undefined : { repository, root, prefix };
  } catch {
    return undefined;
  }
}

/**
 * Reads the commits of a repository since a time with their lines as hashes, and its branches.
 * @param since milliseconds since the epoch
 * @returns undefined if there is more than is read, or git fails: half a history would be misleading
 */
export async function readHistory(checkout: GitCheckout, since: number): Promise<GitHistory | undefined> {
  try {
    const tips = await readTips(checkout, since);
    if (tips.length === 0) return undefined;
    const commits = new Map<string, HistoryCommit>();
    const parser = new HistoryParser((commit) => void commits.set(commit.sha, commit));
    const isWhole = await streamGit(
      checkout,
      [
        'log',
        historyFormat,
        '--first-parent',
        '--diff-merges=first-parent',
        '--patch',
        '--unified=0',
        '--find-renames',
        '--no-color',
        '--no-ext-diff',
        '--no-textconv',
        '--no-show-signature',
        `--max-count=${mostCommits + 1}`,
        `--since=${new Date(since).toISOString()}`,
        ...tips.map(({ sha }) => sha),
        '--',
      ],
      { line: (text) => parser.line(text), limits },
    );
    parser.end();
    const own = (await runGit(checkout, 'config', '--get', 'user.email').catch(() => '')).trim().toLowerCase();
    return isWhole && commits.size <= mostCommits ? { commits, tips, own } : undefined;
  } catch {
    return undefined;
  }
}

/** The main branch by the remote's HEAD or by its usual names, then the checked out one, then other branches. */
async function readTips(checkout: GitCheckout, since: number): Promise<Tip[]> {
  const format = '--format=%(refname) %(objectname) %(committerdate:unix)';
  const named = ['refs/heads', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main', 'refs/remotes/origin/master'];
  const [listed, head] = await Promise.all([
    runGit(checkout, 'for-each-ref', '--sort=-committerdate', format, ...named),
    runGit(checkout, 'rev-parse', '--verify', 'HEAD').catch(() => ''),
  ]);
  const refs = listed
    .split('\n')
    .map((row) => row.split(' '))
    .filter(([, , seconds]) => Number(seconds) * 1000 >= since)
    .map(([name = '', sha = '']): Tip => ({ name: name.replace(/^refs\/(?:heads|remotes)\//, ''), sha }));
  const main = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];
  const first = main.flatMap((name) => refs.find((ref) => ref.name === name) ?? []);
  const current = head.trim() === '' ? [] : [{ name: 'HEAD', sha: head.trim() }];
  const others = refs.filter(({ name }) => !main.includes(name)).slice(0, mostBranches);
  const all = [...first, ...current, ...others];
  return all.filter(({ sha }, i) => all.findIndex((one) => one.sha === sha) === i);
}
