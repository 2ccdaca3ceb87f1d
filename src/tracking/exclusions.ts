import { type Glob, globPath, type StepBudget, type GlobPath } from '../core/base/glob.ts';
import { compile, type PatternFault, type PatternHost } from './patternReadings.ts';

/** A fault of one pattern. */
export interface PatternProblem {
  /** Place in the list, from 0; undefined for the list as such. */
  readonly item?: number;
  readonly fault: PatternFault;
}

export const mostPatterns = 500;

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
      const pattern = typeof path === 'string' ? globPath(path) : path;
      return this.#globs.some((glob) => glob.test(pattern, budget));
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
