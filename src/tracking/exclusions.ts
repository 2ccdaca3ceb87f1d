import { Glob, globPath, StepBudget, type GlobPath } from '../core/base/glob.ts';

/** Why a pattern, or a whole list, can't be used as written. Whatever the reason, it excludes everything that it could mean. */
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

/** A fault of one pattern. */
export interface PatternProblem {
  /** Place in the list, from 0; undefined for the list as such. */
  readonly item?: number;
  readonly fault: PatternFault;
}

export const longestPattern = 500;
export const mostPatterns = 500;

/** What reading patterns depends on. */
export interface PatternHost {
  /** Home folder of the user, for `~`. */
  readonly home: string;
  /** The real path of the folder that a pattern names before its first wildcard, where that leads through links. */
  readonly realPath?: (path: string) => string | undefined;
}

/** Patterns of places that are not to be recorded, ready to be asked. */
export class Exclusions {
  readonly problems: readonly PatternProblem[];
  readonly #globs: readonly Glob[];

  /** @param value of a setting: a list of patterns; anything else is interpreted as what it could mean */
  constructor(value: unknown, host: PatternHost) {
    const { patterns, problems } = patternsOf(value);
    const found = patterns.map(({ text, item }) => ({ item, ...compile(text, host) }));
    this.#globs = found.flatMap(({ globs }) => globs);
    this.problems = [
      ...problems,
      ...found.flatMap(({ item, faults }) => faults.map((fault) => ({ item, fault }) as PatternProblem)),
    ];
  }

  /** Returns true if one of the patterns holds one of the paths. Where the budget runs out, the answer is yes. */
  holds(paths: readonly (string | GlobPath)[], budget: StepBudget): boolean {
    if (this.#globs.length === 0) return false;
    return paths.some((path) => {
      const asked = typeof path === 'string' ? globPath(path) : path;
      return this.#globs.some((glob) => glob.test(asked, budget));
    });
  }
}

interface ListedPattern {
  readonly text: string;
  readonly item: number | undefined;
}

/** The texts in the value of a setting. `{"a": true}` is how `files.exclude` is written. */
function patternsOf(value: unknown): { readonly patterns: ListedPattern[]; readonly problems: PatternProblem[] } {
  if (Array.isArray(value)) return patternsIn(value);
  if (value === undefined || value === null) return { patterns: [], problems: [] };
  const problems: PatternProblem[] = [{ fault: 'type' }];
  if (typeof value === 'string') {
    const texts = value.includes('{') ? [value] : value.split(/[,;\n]/);
    return { patterns: patternsIn(texts).patterns, problems };
  }
  const isTable = typeof value === 'object';
  const texts = isTable ? Object.entries(value).flatMap(([key, isOn]) => (isOn === false ? [] : [key])) : ['**'];
  return { patterns: patternsIn(texts).patterns, problems };
}

function patternsIn(list: readonly unknown[]): {
  readonly patterns: ListedPattern[];
  readonly problems: PatternProblem[];
} {
  const patterns: ListedPattern[] = [];
  const problems: PatternProblem[] = [];
  for (const [item, value] of list.slice(0, mostPatterns).entries()) {
    if (typeof value !== 'string') problems.push({ item, fault: 'type' });
    if (typeof value === 'string' && value.trim() === '') problems.push({ item, fault: 'empty' });
    else patterns.push({ item, text: typeof value === 'string' ? value : '**' });
  }
  if (list.length > mostPatterns) {
    problems.push({ fault: 'many' });
    patterns.push({ item: undefined, text: '**' });
  }
  return { patterns, problems };
}

function compile(
  text: string,
  host: PatternHost,
  reading: 'wide' | 'entries' = 'wide',
): { readonly globs: Glob[]; readonly faults: PatternFault[] } {
  const faults = new Set<PatternFault>();
  const globs = readingsOf(text, host, faults).map((one) => new Glob(one, { reading, ignoreCase: true }));
  for (const { faults: odd } of globs) for (const fault of odd) faults.add(fault);
  return { globs, faults: [...faults] };
}

/** All that a pattern could mean, as patterns. Case is ignored for all: a file system that ignores it may be mounted on any system. */
function readingsOf(text: string, host: PatternHost, faults: Set<PatternFault>): string[] {
  if (text.length > longestPattern) faults.add('long');
  const short = text.length > longestPattern ? folderBefore(text.slice(0, longestPattern)) : text;
  // Invisible characters come along when a path is copied from a web page or a chat.
  const bare = short.replace(/[\u200B-\u200D\u2060\uFEFF]/g, '').trim();
  if (bare.startsWith('!') && !bare.startsWith('!(')) faults.add('exception');
  const found = new Set([short, bare]);
  if (/^["'].+["']$/.test(bare)) found.add(bare.slice(1, -1));
  for (const one of Array.from(found)) for (const other of placesOf(one, host, faults)) found.add(other);
  return Array.from(found, (one) => (one.trim() === '' ? '**' : one));
}

/** A folder holds all that is in it: what the part that is left names is more than what the pattern named. */
function folderBefore(text: string): string {
  const brace = text.indexOf('{');
  const part = brace < 0 ? text : text.slice(0, brace);
  return part.slice(0, Math.max(part.lastIndexOf('/'), part.lastIndexOf('\\'), 0));
}

/** Other ways of writing the place that a pattern names: home folders, URIs, drives as WSL and Git Bash mount them, links, `..`. */
function placesOf(text: string, { home, realPath }: PatternHost, faults: Set<PatternFault>): string[] {
  const found: string[] = [];
  const slashed = text.replaceAll('\\', '/');
  const homely = /^(?:~|\$HOME|\$\{(?:userHome|env:HOME|env:USERPROFILE)\}|%USERPROFILE%)(?=\/|$)/i.exec(slashed);
  if (homely) found.push(home + slashed.slice(homely[0].length));
  else if (/\$\{[^}/]*\}/.test(slashed)) {
    faults.add('variable');
    found.push(slashed.replace(/\$\{[^}/]*\}/g, '**'));
  }
  const uri = /^file:\/\/(?:localhost)?(\/.*)$/i.exec(slashed)?.[1];
  if (uri !== undefined) found.push(decoded(uri).replace(/^\/(?=[a-z]:)/i, ''));
  const drive = /^(?:\/\/\?\/|\/)?([a-z]):\/(.*)$/i.exec(slashed);
  if (drive) found.push(`${drive[1]}:/${drive[2]}`, `/mnt/${drive[1]}/${drive[2]}`, `/${drive[1]}/${drive[2]}`);
  const mounted = /^\/(?:mnt\/|cygdrive\/)?([a-z])\/(.*)$/i.exec(slashed);
  if (mounted) found.push(`${mounted[1]}:/${mounted[2]}`);
  const linux = /^\/\/wsl(?:\$|\.localhost)\/[^/]+(\/.*)?$/i.exec(slashed);
  if (linux) found.push(linux[1] ?? '/');
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

/** The rules of an ignore file: the last line that matches a file decides. */
export class IgnoreRules {
  readonly problems: readonly PatternProblem[];
  readonly #rules: readonly IgnoreRule[];

  /**
   * @param lines of the file
   * @param ignoreCase whether the file system does; exclusions ignore case on any
   */
  constructor(lines: readonly string[], ignoreCase: boolean) {
    const problems: PatternProblem[] = [];
    const rules = lines.slice(0, mostPatterns).flatMap((line, item) => {
      const rule = ruleOf(line, ignoreCase);
      for (const fault of rule?.faults ?? []) problems.push({ item, fault });
      return rule?.globs ? [rule] : [];
    });
    if (lines.length > mostPatterns) {
      problems.push({ fault: 'many' });
      rules.push(everything);
    }
    this.#rules = rules;
    this.problems = problems;
  }

  /**
   * Follows git: an excluded folder excludes everything in it, otherwise the last matching line decides.
   * @param file relative to the folder of the ignore file; empty for that folder, which only a pattern for everything holds
   */
  excludes(file: string, budget: StepBudget = new StepBudget(Infinity)): boolean {
    if (this.#rules.length === 0) return false;
    const path = globPath(file);
    if (!this.#rules.some(({ globs, isException }) => !isException && globs.some((glob) => glob.test(path, budget))))
      return false;
    if (!this.#rules.some(({ isException }) => isException)) return true;
    const parts = path.exact.join('').split('/');
    return parts.some((_, at) => this.#excludesEntry(parts.slice(0, at + 1).join('/'), at < parts.length - 1, budget));
  }

  #excludesEntry(entry: string, isFolder: boolean, budget: StepBudget): boolean {
    const path = globPath(entry);
    const last = this.#rules.findLast(
      ({ globs, isOfFolders }) => (isFolder || !isOfFolders) && globs.some((glob) => glob.testWhole(path, budget)),
    );
    return budget.left < 0 || (last !== undefined && !last.isException);
  }
}

interface IgnoreRule {
  readonly globs: readonly Glob[];
  /** It began with `!`: what it matches is recorded. */
  readonly isException: boolean;
  /** An exception that ends with a slash. */
  readonly isOfFolders: boolean;
  readonly faults: readonly PatternFault[];
}

const everything: IgnoreRule = { globs: [new Glob('**')], isException: false, isOfFolders: false, faults: [] };

function ruleOf(line: string, ignoreCase: boolean): IgnoreRule | undefined {
  const text = line.replace(/^[\u200B-\u200D\u2060\uFEFF\s]+/, '');
  if (text.trim() === '' || text.startsWith('#')) return undefined;
  if (text.startsWith('!') && !text.startsWith('!(')) return exceptionOf(text.slice(1).trimEnd(), ignoreCase);
  // In git only a whole line can be a comment, but a comment after a pattern is probably meant as one.
  const beforeComment = /^(.*?\S)\s+#.*$/.exec(text)?.[1];
  const readings = [text, ...(beforeComment === undefined ? [] : [beforeComment])];
  const compiled = readings.map((reading) => compile(reading, { home: '~' }, 'entries'));
  const faults = new Set(compiled.flatMap((each) => each.faults));
  return { globs: compiled.flatMap(({ globs }) => globs), isException: false, isOfFolders: false, faults: [...faults] };
}

/** An exception opens no more than git would: one that names a folder on the way begins at the folder of the file. */
function exceptionOf(text: string, ignoreCase: boolean): IgnoreRule {
  if (text === '' || text.length > longestPattern) {
    return { globs: [], isException: true, isOfFolders: false, faults: [text === '' ? 'empty' : 'long'] };
  }
  const isAnchored = text.replace(/\/$/, '').includes('/') && !text.startsWith('**/');
  const glob = new Glob(text, { reading: 'exact', ignoreCase, isAnchored, escapes: true });
  return {
    globs: glob.faults.size === 0 ? [glob] : [],
    isException: true,
    isOfFolders: text.endsWith('/'),
    faults: [...glob.faults],
  };
}
