import { lstat, readFile, realpath } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { isGenerated } from '../../../../ai/drafts/codeDiff.ts';
import { isSecretFile } from '../../../../core/base/secrets.ts';
import { testSourceLimits, type SourceText, type TestDraftInput } from '../../../../ai/drafts/testDraft.ts';
import { isSourcePath, isTestPath } from '../../../../ai/drafts/testFiles.ts';
import { readChanges, type ChangeRange } from '../../../places/gitChanges.ts';
import { runGit, type GitCheckout } from '../../../runGit.ts';

/** The code that tests are asked for: a file, or lines of it, or what changed. */
export type TestTarget =
  | { readonly file: string; readonly lines?: { readonly from: number; readonly to: number } }
  | { readonly range: ChangeRange };

/** Bytes of a file that is read at most. */
const fileAtMost = 256 * 1024;
const testsAtMost = 40;
const examplesAtMost = 2;
const frameworks =
  /^(?:jest|vitest|mocha|ava|tap|uvu|jasmine|chai|sinon|@playwright\/test|@testing-library\/.+|fast-check|supertest|tsx|ts-node|ts-jest|typescript)$/;

/** Everything that a draft of tests needs from the repository. */
type TestSource = Omit<TestDraftInput, 'project' | 'commands' | 'isExcluded'>;

/**
 * Reads the code to test, what tests look like in its project, and which files there are. The content of an excluded file, and of one that
 * may hold secrets, is never read; links aren't followed.
 * @param isExcluded whether the user excludes a path, relative to the repository's root
 * @throws Error if git fails
 */
export async function readTestSource(
  checkout: GitCheckout,
  target: TestTarget,
  isExcluded: (path: string) => boolean,
): Promise<TestSource> {
  const { root } = checkout;
  const paths = await filesIn(checkout);
  const isOpen = (path: string): boolean => !isExcluded(path) && !isSecretFile(path);
  const changed = 'range' in target ? await readChanges(checkout, target.range, isExcluded) : undefined;
  const changes = (changed?.files ?? []).flatMap(({ path, patch, status }): SourceText[] =>
    patch === undefined || status === 'deleted' || !isSourcePath(path) || isTestPath(path)
      ? []
      : [{ path, text: patch }],
  );
  const wanted = 'file' in target ? [target.file] : changes.map(({ path }) => path);
  const sources = await textsOf(root, wanted.filter(isOpen));
  const tests = paths.filter((path) => isTestPath(path) && !isGenerated(path) && isOpen(path));
  const near = nearest(tests, wanted);
  return {
    sources,
    ...('lines' in target && { lines: target.lines }),
    changes,
    examples: await textsOf(root, near.slice(0, examplesAtMost)),
    tests: near.slice(examplesAtMost, examplesAtMost + testsAtMost),
    hints: await hintsIn(root),
    paths: new Set(paths),
  };
}

/** All files but ignored ones. */
async function filesIn(checkout: GitCheckout): Promise<string[]> {
  const text = await runGit(checkout, 'ls-files', '-z', '--cached', '--others', '--exclude-standard');
  return [...new Set(text.split('\0').filter((path) => path !== ''))];
}

async function textsOf(root: string, paths: readonly string[]): Promise<SourceText[]> {
  const found: SourceText[] = [];
  let room: number = testSourceLimits.sources;
  for (const path of paths) {
    if (room <= 0) break;
    const text = await textOf(root, path);
    if (text === undefined) continue;
    found.push({ path, text });
    room -= text.length;
  }
  return found;
}

/** The text of a file below the root; undefined for anything else. */
async function textOf(root: string, path: string): Promise<string | undefined> {
  const full = join(root, path);
  const found = await lstat(full).catch(() => undefined);
  if (!found?.isFile() || found.size > fileAtMost) return undefined;
  const [real, top] = await Promise.all([realpath(full), realpath(root)]);
  if (!real.startsWith(top + sep)) return undefined;
  const text = await readFile(full, 'utf8');
  return text.includes('\0') ? undefined : text;
}

/** Tests that are likely of the same kind first: named like a file, then of its language and nearest in the tree. */
function nearest(tests: readonly string[], wanted: readonly string[]): string[] {
  const scores = new Map(tests.map((test) => [test, Math.max(0, ...wanted.map((file) => likeness(test, file)))]));
  return tests.toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0));
}

function likeness(test: string, file: string): number {
  const stem = posix.basename(file, posix.extname(file)).toLowerCase();
  const shared = test.split('/').filter((part) => file.split('/').includes(part)).length;
  const isNamed = posix.basename(test).toLowerCase().includes(stem);
  const isSame = posix.extname(test) === posix.extname(file);
  return (isNamed ? 100 : 0) + (isSame ? 50 : 0) + Math.min(shared, 40);
}

/** The test frameworks and the test script of `package.json`. */
async function hintsIn(root: string): Promise<string[]> {
  try {
    const all = JSON.parse((await textOf(root, 'package.json')) ?? '{}') as Record<string, Record<string, unknown>>;
    const names = Object.keys({ ...all['dependencies'], ...all['devDependencies'] }).filter((name) =>
      frameworks.test(name),
    );
    const script = all['scripts']?.['test'];
    return [
      ...(typeof all['type'] === 'string' ? [`package.json: type ${String(all['type'])}`] : []),
      ...(typeof script === 'string' ? [`package.json: test script ${script.slice(0, 300)}`] : []),
      ...names.map((name) => `package: ${name}`),
    ];
  } catch {
    return [];
  }
}

/** Returns the command that likely runs a project's tests in a fresh worktree, by the files it has; empty where there is none. */
export function likelyTestCommand(paths: ReadonlySet<string>): string {
  const has = (...names: readonly string[]): boolean => names.some((name) => paths.has(name));
  if (has('package-lock.json')) return 'npm ci && npm test';
  if (has('package.json')) return 'npm test';
  if (has('Cargo.toml')) return 'cargo test';
  if (has('go.mod')) return 'go test ./...';
  if (has('pyproject.toml', 'setup.py', 'pytest.ini', 'tox.ini')) return 'python3 -m pytest';
  return '';
}
