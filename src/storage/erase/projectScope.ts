import { baseName } from '../../core/base/baseName.ts';
/** Everything that belongs to a project that is being erased. */
export interface ProjectScope {
  /**
   * Returns true if a path, or a URI, is the project's folder or lies below it. Also for what people type in its place: the folder's name,
   * or the last parts of its path, unless another project ends like that.
   */
  isWithin(path: string): boolean;
  /** Returns true if a page in a browser, as `host/owner/name…`, is one of the project's repositories. */
  isPage(place: string): boolean;
  /** Returns true if a repository on GitHub, as `owner/name`, is the project's. */
  isRepository(name: string): boolean;
  /** Returns true if free text, a URL of a repository, or a value with such texts in it mentions the project. */
  isMentionedIn(value: unknown): boolean;
}

/**
 * @param root the project's folder, or its URI
 * @param repositories the project's repositories on GitHub, as `owner/name`; upper and lower case are the same there
 * @param others roots of other projects
 */
export function projectScope(
  root: string,
  repositories: Iterable<string>,
  others: Iterable<string> = [],
): ProjectScope {
  const folder = plainPath(root);
  const endsWith = (whole: string, tail: string): boolean => `/${whole}`.endsWith(`/${tail}`);
  const isOwn = (path: string): boolean => `${path}/`.startsWith(`${folder}/`) || endsWith(folder, path);
  const elsewhere = [...others].map(plainPath).filter((one) => !isOwn(one));
  const isName = (text: string): boolean =>
    text !== '' && endsWith(folder, text) && !elsewhere.some((one) => endsWith(one, text));
  const names = new Set([...repositories].map((name) => name.toLowerCase()));
  const isRepository = (name: string): boolean => names.has(name.toLowerCase());
  const isText = mentionOf(root);
  const isMentionedIn = (value: unknown): boolean => {
    if (typeof value === 'string') return isText(value) || isRepository(repositoryOfUrl(value));
    if (typeof value !== 'object' || value === null) return false;
    return Object.entries(value).some(([key, each]) => (!Array.isArray(value) && isText(key)) || isMentionedIn(each));
  };
  return {
    // Everything is below a project at the root of a disk, but little of it belongs to it.
    isWithin: (path) => {
      const plain = plainPath(path);
      return path === root || (folder !== '' && (`${plain}/`.startsWith(`${folder}/`) || isName(plain)));
    },
    isPage: (place) => isRepository(/^[^/]+\/([^/]+\/[^/]+)/.exec(place)?.[1]?.replace(/\.git$/, '') ?? ''),
    isRepository,
    isMentionedIn,
  };
}

function plainPath(path: string): string {
  return path.replaceAll('\\', '/').replace(/(?<!\/)\/+$/, '');
}

function repositoryOfUrl(text: string): string {
  return /^https?:\/\/[^/?#]+\/([^/?#]+\/[^/?#]+)/.exec(text)?.[1] ?? '';
}

/** Free text mentions a project when it holds its whole path, or the name of its folder, as a word. */
function mentionOf(root: string): (text: string) => boolean {
  const folder = baseName(root);
  // JSON doubles backslashes.
  const words = [root, JSON.stringify(root).slice(1, -1), folder].map(asWord);
  return (text) => {
    // JSON escapes a line break as a letter, which is not part of the word after it.
    const plain = text.replaceAll(/\\(\\|[bfnrt]|u[0-9a-f]{4})/gi, (escape, of: string) =>
      of === '\\' ? escape : ' ',
    );
    return words.some((word) => word.test(plain));
  };
}

/** Matches a name that is not part of a longer one: `/p/app` is not in `/p/application` or `/p/app.old`, nor `app` in `app-web`. */
function asWord(name: string): RegExp {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const letter = String.raw`[\p{L}\p{N}_-]`;
  return new RegExp(String.raw`(?<!${letter})(?<!${letter}\.)${escaped}(?!${letter})(?!\.${letter})`, 'u');
}
