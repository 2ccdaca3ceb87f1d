import { compareText } from '../../core/base/compareText.ts';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  admit,
  boundedDiff,
  isGenerated,
  patchesIn,
  type AdmittedFiles,
  type ChangeStatus,
  type CodeDiff,
  type ListedFile,
} from '../../ai/drafts/codeDiff.ts';
import { runGit, streamGit, type GitCheckout } from '../runGit.ts';

/** A branch that has what another one starts from. */
export interface Base {
  readonly name: string;
  readonly sha: string;
}

/** Sides of a comparison: two commits, or a commit and the files as they are now. */
export interface ChangeRange {
  readonly from: string;
  readonly to?: string;
}

/** Bytes of a diff that are read at most, and how long (ms) git may take. What is sent is much less. */
const limits = { bytes: 4 * 1024 * 1024, time: 10_000 };
/** Bytes of a new file that is read. */
const newFileAtMost = 64 * 1024;
/** Characters of the paths that are handed to git at most: Windows has the smallest limit of all. */
const pathsAtMost = 20_000;
const commitsAtMost = 100;
/** Limit on the branches of a stack. */
const branchesAtMost = 30;

const diffOptions = [
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--find-renames',
  '--no-relative',
  '--submodule=short',
  // To see whether files of a submodule have changed, git starts another process, which runs the filters that the submodule configures.
  '--ignore-submodules=dirty',
];

/** The branch that is checked out; undefined while HEAD is detached. */
export async function currentBranch(checkout: GitCheckout): Promise<string | undefined> {
  return (await ask(checkout, 'symbolic-ref', '--short', '-q', 'HEAD')) || undefined;
}

/** The main branch: by the remote's HEAD, or by its usual names, there or here. Undefined when there is none. */
export async function mainBranch(checkout: GitCheckout): Promise<Base | undefined> {
  const head = await ask(checkout, 'symbolic-ref', '--short', '-q', 'refs/remotes/origin/HEAD');
  const names = [head, 'origin/main', 'origin/master', 'main', 'master'].filter((name) => name !== '');
  for (const name of names) {
    const sha = await commitOf(checkout, name);
    if (sha !== undefined) return { name, sha };
  }
  return undefined;
}

/** A branch that another one is stacked on, and how many commits that one has beyond it. */
export interface StackedBase extends Base {
  readonly commits: number;
}

/**
 * The branches that the present one is stacked on, the nearest first: local ones whose commits it has, and the main branch has not. A branch that
 * was rebased or amended since is none, since its commits are others now.
 */
export async function stackedBases(checkout: GitCheckout, main: Base): Promise<StackedBase[]> {
  const [present, list] = await Promise.all([
    currentBranch(checkout),
    runGit(
      checkout,
      'for-each-ref',
      '--merged=HEAD',
      `--no-merged=${main.sha}`,
      '--format=%(objectname) %(refname)',
      'refs/heads',
    ).catch(() => ''),
  ]);
  const branches = list
    .split('\n')
    .flatMap((line) => {
      const [, sha, name] = /^([\da-f]+) refs\/heads\/(.+)$/.exec(line) ?? [];
      return sha === undefined || name === undefined || name === present || name === main.name ? [] : [{ sha, name }];
    })
    .slice(0, branchesAtMost);
  const counted = await Promise.all(
    branches.map(async (branch) => ({
      ...branch,
      commits: Number(await ask(checkout, 'rev-list', '--count', `${branch.sha}..HEAD`)),
    })),
  );
  return counted
    .filter(({ commits }) => commits > 0)
    .toSorted((a, b) => a.commits - b.commits || compareText(a.name, b.name));
}

/** The commit that a name stands for; undefined when there is none. */
export async function commitOf(checkout: GitCheckout, name: string): Promise<string | undefined> {
  return (await ask(checkout, 'rev-parse', '--verify', '-q', '--end-of-options', `${name}^{commit}`)) || undefined;
}

/** Finds the commit at which two commits parted; undefined when they have nothing in common. */
export async function forkOf(checkout: GitCheckout, base: string): Promise<string | undefined> {
  return (await ask(checkout, 'merge-base', base, 'HEAD')) || undefined;
}

/** Subjects of the commits since another one, newest first. */
export async function subjectsSince(checkout: GitCheckout, from: string): Promise<string[]> {
  const text = await runGit(checkout, 'log', '--format=%s', '--no-merges', `-n${commitsAtMost}`, `${from}..HEAD`, '--');
  return text.split('\n').filter((subject) => subject !== '');
}

/**
 * Reads what changed, as far as it may be sent. The content of an excluded file is never read.
 * @param isExcluded whether the user excludes a path, relative to the repository's root
 * @throws Error if git fails
 */
export async function readChanges(
  checkout: GitCheckout,
  range: ChangeRange,
  isExcluded: (path: string) => boolean,
): Promise<CodeDiff> {
  const revisions = range.to === undefined ? [range.from] : [range.from, range.to];
  const listed = listedIn(await runGit(checkout, 'diff', '--name-status', '-z', ...diffOptions, ...revisions, '--'));
  const untracked = range.to === undefined ? await untrackedFiles(checkout) : [];
  const admitted = admit([...listed, ...untracked], isExcluded);
  const isNew = new Set(untracked);
  const patches = await patchesOf(checkout, revisions, without(admitted, isNew));
  for (const file of admitted.files) {
    if (!isNew.has(file) || isGenerated(file.path)) continue;
    const patch = await patchOfNew(checkout.root, file.path);
    if (patch !== undefined) patches.set(file.path, patch);
  }
  return boundedDiff(admitted, patches);
}

function without({ files }: AdmittedFiles, left: ReadonlySet<ListedFile>): ListedFile[] {
  let room = pathsAtMost;
  return files.filter((file) => {
    if (left.has(file) || isGenerated(file.path) || file.status === 'other') return false;
    room -= file.path.length + (file.oldPath?.length ?? 0) + 2;
    return room >= 0;
  });
}

const statuses: Readonly<Record<string, ChangeStatus>> = { A: 'added', M: 'modified', D: 'deleted', R: 'renamed' };

/** Parses the output of `--name-status -z`: a status, and a path or, for renames and copies, two. */
function listedIn(text: string): ListedFile[] {
  const parts = text.split('\0');
  const found = new Map<string, ListedFile>();
  for (let at = 0; at + 1 < parts.length;) {
    const letter = parts[at++]?.[0] ?? '';
    const oldPath = letter === 'R' || letter === 'C' ? parts[at++] : undefined;
    const path = parts[at++] ?? '';
    // A file with a conflict is listed twice.
    const status = found.has(path) ? 'other' : (statuses[letter] ?? 'other');
    found.set(path, { path, status, ...(oldPath !== undefined && { oldPath }) });
  }
  return [...found.values()];
}

async function untrackedFiles(checkout: GitCheckout): Promise<ListedFile[]> {
  const text = await runGit(checkout, 'ls-files', '--others', '--exclude-standard', '-z');
  return text
    .split('\0')
    .filter((path) => path !== '')
    .map((path) => ({ path, status: 'added' }));
}

/** The patches of files, by path. Git gives them in the order in which it lists the same files. */
async function patchesOf(
  checkout: GitCheckout,
  revisions: readonly string[],
  files: readonly ListedFile[],
): Promise<Map<string, string>> {
  if (files.length === 0) return new Map();
  const paths = files.flatMap(({ path, oldPath }) => (oldPath === undefined ? [path] : [oldPath, path]));
  const command = ['--literal-pathspecs', 'diff', ...diffOptions];
  const lines: string[] = [];
  const args = [...command, '--patch', '--unified=3', ...revisions, '--', ...paths];
  const isWhole = await streamGit(checkout, args, { line: (text) => void lines.push(text), limits });
  const order = listedIn(await runGit(checkout, ...command, '--name-status', '-z', ...revisions, '--', ...paths));
  const patches = patchesIn(lines.join('\n'));
  // A file that changed in between would shift all others.
  if (patches.length > order.length || (isWhole && patches.length < order.length))
    throw new Error('the files changed while their diff was read');
  return new Map(patches.map((patch, at) => [order[at]?.path ?? '', patch]));
}

/** A new file as a patch; undefined for what isn't a small text file. Links aren't followed. */
async function patchOfNew(root: string, path: string): Promise<string | undefined> {
  const full = join(root, path);
  const found = await lstat(full).catch(() => undefined);
  if (!found?.isFile() || found.size > newFileAtMost) return undefined;
  const text = await readFile(full, 'utf8').catch(() => '\0');
  if (text.includes('\0')) return 'Binary files differ';
  const lines = text.replace(/\n$/, '').split('\n');
  return `@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}`).join('\n')}`;
}

/** The first line of an answer; empty when git has none. */
async function ask(checkout: GitCheckout, ...args: readonly string[]): Promise<string> {
  return (await runGit(checkout, ...args).catch(() => '')).split('\n')[0]?.trim() ?? '';
}
