import { lstat, readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { isGenerated } from '../../../../ai/drafts/codeDiff.ts';
import { isSecretFile } from '../../../../core/base/secrets.ts';
import { testSourceLimits, type SourceText, type TestDraftInput } from '../../../../ai/drafts/testDraft.ts';
import { isSourcePath, isTestPath } from '../../../../ai/drafts/testFiles.ts';
import { nearestTests, testHints } from '../../../../ai/drafts/testHints.ts';
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
  const near = nearestTests(tests, wanted);
  return {
    sources,
    ...('lines' in target && { lines: target.lines }),
    changes,
    examples: await textsOf(root, near.slice(0, examplesAtMost)),
    tests: near.slice(examplesAtMost, examplesAtMost + testsAtMost),
    hints: testHints((await textOf(root, 'package.json')) ?? ''),
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
