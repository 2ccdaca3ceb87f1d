import { isSecretFile } from '../../core/base/secrets.ts';

/** A file of tests, as a model wrote it. */
export interface WrittenTest {
  /** Relative to the repository's root, with forward slashes. */
  readonly path: string;
  readonly content: string;
}

/** Reasons why a file of a model is not written. */
export type TestRefusal = 'path' | 'notTest' | 'private' | 'exists' | 'twice' | 'empty' | 'size' | 'count';

/** The files of an answer that may be written, and the others. */
export interface CheckedTests {
  readonly files: readonly WrittenTest[];
  readonly refused: readonly { readonly path: string; readonly reason: TestRefusal }[];
}

/** Files of an answer at most, and bytes of one and of a path. */
export const testLimits = { files: 8, bytes: 64 * 1024, path: 200 } as const;

/** Endings of source code that test runners load. Settings, data, and scripts of a shell are none. */
const sourceCode =
  /\.(?:[cm]?[jt]sx?|py|go|rs|java|kts?|groovy|scala|cs|fs|vb|rb|php|swift|m|mm|c|cc|cpp|cxx|h|hpp|ex|exs|erl|clj|cljs|dart|lua|jl|r|hs|ml|elm|zig|nim|vue|svelte)$/i;
const testName = /(?:[._-](?:test|tests|spec)s?\.[^./]+|(?:^|\/)(?:test|spec)[_-][^/]*|(?:Tests?|Spec|IT)\.[^./]+)$/;
const testFolder = /(?:^|\/)(?:tests?|__tests__|specs?|testing|src\/test|[A-Z]\w*Tests?)\//;
/** Files that a runner or a build reads before any test, wherever they lie. */
const readFirst =
  /(?:^|\/)(?:conftest\.py|setup\.py|build\.rs|[^/]*\.(?:config|setup|rc)\.[^/]+|Rakefile|noxfile\.py)$/i;

/** Returns true for a file of source code, by its ending. */
export function isSourcePath(path: string): boolean {
  return sourceCode.test(path);
}

/** Returns true for a path that a test has by the customs of its language. @param path with forward slashes */
export function isTestPath(path: string): boolean {
  return sourceCode.test(path) && !readFirst.test(path) && (testName.test(path) || testFolder.test(path));
}

/**
 * Returns true for a path that leads to a file below the root on every system: relative, without parts that go up, hidden ones (such as
 * `.git`), and signs that Windows reads otherwise.
 */
export function isPlainPath(path: string): boolean {
  if (path.length === 0 || path.length > testLimits.path) return false;
  // oxlint-disable-next-line no-control-regex -- they are what is refused
  if (/[\\:*?"<>|~\u0000-\u001F\u007F]|[\p{Cf}\p{Zl}\p{Zp}]/u.test(path)) return false;
  return path
    .split('/')
    .every((part) => part !== '' && !part.startsWith('.') && !/[. ]$|^ /.test(part) && !reserved.test(part));
}

/** Names of devices in Windows, and folders that hold what is not the project's own. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|^(?:node_modules|vendor|dist)$/i;

/**
 * Checks the files of an answer: new files of tests alone, below the root, within the limits.
 * @param known paths that exist, and whether the user excludes one
 */
export function checkTests(
  answered: readonly WrittenTest[],
  known: { readonly paths: ReadonlySet<string>; readonly isExcluded: (path: string) => boolean },
): CheckedTests {
  const files: WrittenTest[] = [];
  const refused: { path: string; reason: TestRefusal }[] = [];
  // On a disk that ignores case, one file would overwrite the other.
  const taken = new Set([...known.paths].map(folded));
  const own = new Set<string>();
  for (const { path, content } of answered) {
    const reason = refusalOf({ path, content }, { ...known, taken, own, count: files.length });
    if (reason === undefined) {
      files.push({ path, content: content.endsWith('\n') ? content : `${content}\n` });
      own.add(folded(path));
    } else refused.push({ path: path.slice(0, testLimits.path), reason });
  }
  return { files, refused };
}

function folded(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

interface PathRules {
  readonly taken: ReadonlySet<string>;
  readonly own: ReadonlySet<string>;
  readonly count: number;
  readonly isExcluded: (path: string) => boolean;
}

function refusalOf(
  { path, content }: WrittenTest,
  { taken, own, count, isExcluded }: PathRules,
): TestRefusal | undefined {
  if (!isPlainPath(path)) return 'path';
  if (!isTestPath(path)) return 'notTest';
  if (isSecretFile(path) || isExcluded(path)) return 'private';
  if (own.has(folded(path))) return 'twice';
  if (taken.has(folded(path))) return 'exists';
  if (content.trim() === '' || content.includes('\0')) return 'empty';
  if (Buffer.byteLength(content) > testLimits.bytes) return 'size';
  return count >= testLimits.files ? 'count' : undefined;
}
