import { Glob, globPath, StepBudget } from '../core/base/glob.ts';
import { mostPatterns, type PatternProblem } from './exclusions.ts';
import { compile, longestPattern, type PatternFault, withoutInvisible } from './patternReadings.ts';

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
      rules.push(everything());
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

/** Made where it is needed, since to compile a pattern costs time at the start of VS Code. */
function everything(): IgnoreRule {
  return { globs: [new Glob('**')], isException: false, isOfFolders: false, faults: [] };
}

function ruleOf(line: string, ignoreCase: boolean): IgnoreRule | undefined {
  const text = withoutInvisible(line);
  if (text.trim() === '' || text.startsWith('#')) return undefined;
  if (text.startsWith('!') && !text.startsWith('!(')) return exceptionOf(text.slice(1).trimEnd(), ignoreCase);
  const compiled = Array.from(lineReadings(text), (reading) => compile(reading, { home: '~' }, 'entries'));
  const faults = new Set(compiled.flatMap((each) => each.faults));
  return { globs: compiled.flatMap(({ globs }) => globs), isException: false, isOfFolders: false, faults: [...faults] };
}

/** More patterns in one line are none: a file of nothing else would take long to read. */
const mostParts = 20;

/**
 * All that a line of an ignore file could mean. In git only a whole line can be a comment, but a comment after a pattern is probably meant as
 * one; and so is an item of a list, or several patterns in a line. A whole path of Windows names something in some folder.
 */
function lineReadings(text: string): Set<string> {
  const found = new Set([text]);
  const beforeComment = /^(.*?\S)\s+(?:#|\/\/).*$/.exec(text)?.[1];
  if (beforeComment !== undefined) found.add(beforeComment);
  for (const one of Array.from(found)) {
    const item = /^[-+\u2022]\s+(.+)$/.exec(one)?.[1] ?? one;
    const parts = item.includes('{') ? [item] : item.replace(/^\[(.*["'])\]$/, '$1').split(/[,;]\s*/);
    for (const part of parts.length > mostParts ? [item] : parts) if (part.trim() !== '') found.add(part.trim());
    const last = /^[a-z]:[\\/](?:.*[\\/])?([^\\/]+)[\\/]?$/i.exec(item)?.[1];
    if (last !== undefined) found.add(last);
  }
  return found;
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
