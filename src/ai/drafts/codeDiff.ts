import { isSecretFile, withoutSecrets } from '../../core/base/secrets.ts';

/** Change of a file, in git's letters. */
export type ChangeStatus = 'added' | 'modified' | 'deleted' | 'renamed' | 'other';

/** A changed file, as git lists it. Paths are relative to the repository's root, with forward slashes. */
export interface ListedFile {
  readonly path: string;
  readonly oldPath?: string;
  readonly status: ChangeStatus;
}

/** Reason why the content of a file is left out, or `cut` where its end is. */
export type LeftOut = 'binary' | 'generated' | 'size' | 'cut';

/** A changed file as it is sent. */
export interface ChangedFile extends ListedFile {
  readonly added: number;
  readonly removed: number;
  /** Its hunks as unified diff; absent if they are left out. */
  readonly patch?: string;
  readonly left?: LeftOut;
}

/** The changes as they are sent, and what is not. */
export interface CodeDiff {
  readonly files: readonly ChangedFile[];
  /** Files that are excluded by the user, or hold secrets by their name: nothing of them is sent, not even the name. */
  readonly excluded: number;
  readonly secretFiles: number;
  /** Secrets that were replaced by a mark in what is sent. */
  readonly secrets: number;
  /** Files that are not even listed, since there are too many. */
  readonly unlisted: number;
}

/** Characters of all hunks, and of those of one file, at most. About 20,000 tokens by our estimate. */
export const diffLimits = { all: 60_000, file: 12_000, files: 200 } as const;

/** Files that tools write: their content says little, and is long. */
const generated =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|cargo\.lock|poetry\.lock|uv\.lock|pipfile\.lock|composer\.lock|gemfile\.lock|go\.sum|flake\.lock)$|\.(?:min\.(?:js|css)|map|snap|svg|pb\.go)$|(?:^|\/)(?:dist|build|out|vendor|node_modules|__snapshots__|generated)\//i;

/** The files whose diff may be asked for, and how many may not. */
export interface AdmittedFiles {
  readonly files: readonly ListedFile[];
  readonly excluded: number;
  readonly secretFiles: number;
  readonly unlisted: number;
}

/**
 * Takes out what must not be sent, before anything of it is read.
 * @param isExcluded whether the user excludes a path, by `daymark.privacy.exclude` or a `.daymarkignore`
 */
export function admit(listed: readonly ListedFile[], isExcluded: (path: string) => boolean): AdmittedFiles {
  const pathsOf = ({ path, oldPath }: ListedFile): string[] => (oldPath === undefined ? [path] : [path, oldPath]);
  const open = listed.filter((file) => !pathsOf(file).some(isExcluded));
  const files = open.filter((file) => !pathsOf(file).some(isSecretFile));
  const kept = files.slice(0, diffLimits.files);
  return {
    files: kept,
    excluded: listed.length - open.length,
    secretFiles: open.length - files.length,
    unlisted: files.length - kept.length,
  };
}

/** Returns true for a file whose content is left out, since a tool wrote it. */
export function isGenerated(path: string): boolean {
  return generated.test(path);
}

/** Splits the output of `git diff` into the parts of its files, in its order. */
export function patchesIn(text: string): string[] {
  // Only a line feed ends a line of git's: `^` would match after a carriage return inside of one, too.
  return text.split(/(?<=^|\n)(?=diff --git )/).filter((part) => part.startsWith('diff --git '));
}

/**
 * Makes a diff ready to be sent: without secrets, each file and the whole within limits, cut at line ends.
 * @param patches those of the files, by their path; a file without one is listed only
 */
export function boundedDiff(admitted: AdmittedFiles, patches: ReadonlyMap<string, string>): CodeDiff {
  let [room, secrets] = [diffLimits.all as number, 0];
  const files = admitted.files.map((file): ChangedFile => {
    const whole = patches.get(file.path);
    const { added, removed } = linesOf(whole ?? '');
    const base = { ...file, added, removed };
    if (whole === undefined) return { ...base, left: isGenerated(file.path) ? 'generated' : 'size' };
    if (/^(?:Binary files |GIT binary patch)/m.test(whole)) return { ...base, left: 'binary' };
    const clean = withoutSecrets(hunksOf(whole));
    if (clean.text === '') return base;
    const patch = cutAtLine(clean.text, Math.min(room, diffLimits.file));
    if (patch === '') return { ...base, left: 'size' };
    room -= patch.length;
    secrets += patch.split('[secret removed]').length - 1;
    return { ...base, patch, ...(patch.length < clean.text.length && { left: 'cut' as const }) };
  });
  return { ...admitted, files, secrets };
}

/** The hunks of a patch, without the lines that only repeat names and hashes. */
function hunksOf(patch: string): string {
  const at = patch.search(/^@@ /m);
  return at < 0 ? '' : patch.slice(at).trimEnd();
}

function linesOf(patch: string): { added: number; removed: number } {
  const hunks = hunksOf(patch).split('\n');
  return {
    added: hunks.filter((line) => line.startsWith('+')).length,
    removed: hunks.filter((line) => line.startsWith('-')).length,
  };
}

/** As much as fits, up to the end of a line. */
function cutAtLine(text: string, most: number): string {
  if (text.length <= most) return text;
  return text.slice(0, Math.max(0, text.lastIndexOf('\n', most)));
}
