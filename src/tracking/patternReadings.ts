import { Glob } from '../core/base/glob.ts';

/** Reason why a pattern, or a whole list, can't be used as written. Whatever the reason, it excludes everything that it could mean. */
export type PatternFault =
  /** Not text. */
  | 'type'
  | 'empty'
  /** Longer than `longestPattern`. */
  | 'long'
  /** More than `mostPatterns`. */
  | 'many'
  /** Begins with `!`, where exceptions aren't supported. */
  | 'exception'
  /** A range that ends before it begins. */
  | 'range'
  /** `!(a)`, `+(a|b)` or `{1..9}`, which VS Code's globs do not have. */
  | 'extended'
  /** `${workspaceFolder}` and others, which VS Code does not replace here. */
  | 'variable';

export const longestPattern = 500;

/** Everything that reading patterns depends on. */
export interface PatternHost {
  /** Home folder of the user, for `~`. */
  readonly home: string;
  /** The real path of the folder that a pattern names before its first wildcard, where that leads through links. */
  readonly realPath?: (path: string) => string | undefined;
}

/**
 * Compiles a pattern in all its meanings.
 * @param reading see `Glob`
 */
export function compile(
  text: string,
  host: PatternHost,
  reading: 'wide' | 'entries' = 'wide',
): { readonly globs: Glob[]; readonly faults: PatternFault[] } {
  const faults = new Set<PatternFault>();
  const globs = readingsOf(text, host, faults).map((one) => new Glob(one, { reading, ignoreCase: true }));
  for (const { faults: odd } of globs) for (const fault of odd) faults.add(fault);
  return { globs, faults: [...faults] };
}

/** Characters without a width that come along when a path is copied: Windows itself puts U+202A before some. */
const invisible = String.raw`\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF`;
const allInvisible = new RegExp(`[${invisible}]`, 'g');
const invisibleBefore = new RegExp(String.raw`^[${invisible}\s]+`);

/** Returns a line without invisible characters and blanks before its text. */
export function withoutInvisible(line: string): string {
  return line.replace(invisibleBefore, '');
}

/** All that a pattern could mean, as patterns. Case is ignored for all: a file system that ignores it may be mounted on any system. */
function readingsOf(text: string, host: PatternHost, faults: Set<PatternFault>): string[] {
  if (text.length > longestPattern) faults.add('long');
  const short = text.length > longestPattern ? folderBefore(text.slice(0, longestPattern)) : text;
  const bare = short.replace(allInvisible, '').trim();
  if (bare.startsWith('!') && !bare.startsWith('!(')) faults.add('exception');
  const found = new Set([short, bare]);
  if (/^["'`\u2018-\u201F\u00AB].+["'`\u2018-\u201F\u00BB]$/.test(bare)) found.add(bare.slice(1, -1));
  // Full-width signs, as input methods for Chinese and Japanese write them.
  found.add(bare.normalize('NFKC'));
  if (bare.lastIndexOf('{') > bare.lastIndexOf('}')) found.add(`${bare}}`);
  if (/%[\da-f]{2}/i.test(bare)) found.add(decoded(bare));
  for (const one of Array.from(found)) for (const other of placesOf(one, host, faults)) found.add(other);
  return Array.from(found, (one) => (one.trim() === '' ? '**' : one));
}

/** A folder holds all that is in it: what the part that is left names is more than what the pattern named. */
function folderBefore(text: string): string {
  const brace = text.indexOf('{');
  const part = brace < 0 ? text : text.slice(0, brace);
  return part.slice(0, Math.max(part.lastIndexOf('/'), part.lastIndexOf('\\'), 0));
}

/** Variables of shells and of VS Code that stand for the home folder. */
const homeFolder =
  /^(?:~|\$HOME|\$\{(?:userHome|env:HOME|env:USERPROFILE)\}|\$env:(?:HOME|USERPROFILE)|%USERPROFILE%)(?=\/|$)/i;
/** Other variables: their values are not known here. */
const variables = /\$\{[^}/]*\}|\$env:\w+|%[a-z_]\w{2,}%/gi;

/** Other ways of writing the place that a pattern names: home folders, URIs, drives as WSL and Git Bash mount them, links, `..`. */
function placesOf(text: string, { home, realPath }: PatternHost, faults: Set<PatternFault>): string[] {
  const found: string[] = [];
  const slashed = text.replaceAll('\\', '/');
  const homely = homeFolder.exec(slashed);
  const replaced = slashed.replace(variables, '**');
  if (homely) found.push(home + slashed.slice(homely[0].length));
  else if (replaced !== slashed) {
    faults.add('variable');
    found.push(replaced);
  }
  const uri = /^(?:file:\/\/(?:localhost)?|vscode(?:-insiders)?:\/\/file)(\/.*)$/i.exec(slashed)?.[1];
  if (uri !== undefined) found.push(decoded(uri).replace(/^\/(?=[a-z]:)/i, ''));
  const drive = /^(?:\/\/[?.]\/|\/)?([a-z]):\/?(.*)$/i.exec(slashed);
  if (drive) found.push(`${drive[1]}:/${drive[2]}`, `/mnt/${drive[1]}/${drive[2]}`, `/${drive[1]}/${drive[2]}`);
  const mounted = /^\/(?:mnt\/|cygdrive\/)?([a-z])\/(.*)$/i.exec(slashed);
  if (mounted) found.push(`${mounted[1]}:/${mounted[2]}`);
  const linux = /^\/\/wsl(?:\$|\.localhost)\/[^/]+(\/.*)?$/i.exec(slashed);
  if (linux) found.push(linux[1] ?? '/');
  // Another machine's path, as Windows sees WSL's and a window sees a remote one; and a path of the drive that is the current one.
  if (/^\/[^/]/.test(slashed)) found.push(`//wsl*/*${slashed}`, `vscode-remote://*${slashed}`);
  if (/^\\[^\\]/.test(text)) found.push(`?:${slashed}`);
  if (/(?:^|\/)\.\.?(?:\/|$)/.test(slashed)) found.push(withoutDots(slashed));
  for (const one of [text, ...found]) {
    const real = realPath && realPlaceOf(one.replaceAll('\\', '/'), realPath);
    if (real !== undefined) found.push(real);
  }
  return found;
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    // A `%` that begins no escape sequence stands for itself.
    return uri;
  }
}

function withoutDots(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function realPlaceOf(pattern: string, realPath: (path: string) => string | undefined): string | undefined {
  if (!/^(?:\/|[a-z]:\/)/i.test(pattern)) return undefined;
  const parts = pattern.split('/');
  const wild = parts.findIndex((part) => /[*?{]/.test(part));
  for (let count = wild < 0 ? parts.length : wild; count > 1; count--) {
    const folder = parts.slice(0, count).join('/');
    const real = folder === '' ? undefined : realPath(folder);
    if (real !== undefined) return real === folder ? undefined : [real, ...parts.slice(count)].join('/');
  }
  return undefined;
}
