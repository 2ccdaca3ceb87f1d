import { parseGlob, type GlobNode, type GlobReading, type SyntaxFault } from './globSyntax.ts';

/** Options for reading a glob. */
export interface GlobOptions {
  /** Default `plain`. */
  readonly reading?: GlobReading;
  /** As file systems of Windows and macOS do. */
  readonly ignoreCase?: boolean;
  /** The pattern names the whole path from its first folder; otherwise it is looked for below any folder. Default: when it begins with a slash. */
  readonly isAnchored?: boolean;
  /** A backslash takes the meaning from the next character; otherwise it separates folders. Default: both are tried. */
  readonly escapes?: boolean;
}

/** Steps that one question may take. It bounds the time of a question about many patterns; a step takes about 10 ns. */
export class StepBudget {
  left: number;

  constructor(steps: number) {
    this.left = steps;
  }
}

/** A path that globs are asked about. Made once for many of them. */
export interface GlobPath {
  readonly text: string;
  readonly foldedText: string;
  readonly exact: readonly string[];
  readonly folded: readonly string[];
}

/** A path as globs see it: forward slashes, none at the ends, and one form of each letter (macOS writes accents as characters of their own). */
export function globPath(path: string): GlobPath {
  const text = tidy(path.replaceAll('\\', '/').normalize('NFC')).replace(/^\/|\/$/g, '');
  const foldedText = text.toLowerCase();
  return { text, foldedText, exact: Array.from(text), folded: Array.from(foldedText) };
}

const tidy = (path: string): string => path.replace(/\/{2,}/g, '/').replace(/(^|\/)(?:\.\/)+/g, '$1');

const split = 0;
const char = 1;
const segmentChar = 2;
const anyChar = 3;
const charClass = 4;
const accept = 5;

/**
 * A glob as VS Code writes them: `*` and `?` stay within a folder, `**` goes through any number of them, `{a,b}` is either, `[a-z]` one of a
 * range. A glob that names a folder holds all that is in it.
 *
 * Asking takes time in proportion to the length of the path times that of the pattern, whatever is in them: all ways through the
 * pattern are followed at once (Thompson, "Regular expression search algorithm", CACM 11:6, 1968). Libraries translate globs to
 * regular expressions, which backtrack: picomatch 4.0.7 takes 3.3 s and ignore 7.0.16 7.6 s for six `**` on a path of 121 characters.
 */
export class Glob {
  /** Oddities of the pattern, though it has a meaning. */
  readonly faults: ReadonlySet<SyntaxFault>;
  readonly #ignoreCase: boolean;
  readonly #kinds: number[] = [];
  readonly #nexts: number[] = [];
  readonly #others: number[] = [];
  readonly #chars: string[] = [];
  readonly #classes: (((char: string) => boolean) | undefined)[] = [];
  readonly #start: number;
  /** A path that the glob holds contains one of these. Looking for them is quicker than following the pattern. */
  readonly #needed: readonly string[];
  #seen = new Uint32Array(0);
  #stamp = 0;

  constructor(pattern: string, options: GlobOptions = {}) {
    const { reading = 'plain', ignoreCase = false, escapes } = options;
    const faults = new Set<SyntaxFault>();
    this.#ignoreCase = ignoreCase;
    const text = pattern.normalize('NFC');
    const variants = escapes === undefined && text.includes('\\') ? [true, false] : [escapes ?? true];
    const nodes: GlobNode[][] = variants.map((escaping) => {
      const slashed = tidy(escaping ? text : text.replaceAll('\\', '/'));
      const bare = slashed.replace(/^\//, '').replace(/\/$/, '');
      const isAnchored = options.isAnchored ?? slashed.startsWith('/');
      const parsed = parseGlob(bare, { reading, escapes: escaping, faults });
      const isAll = parsed.length === 0;
      return [
        ...(isAnchored || isAll ? [] : [{ type: 'dirs' } as const]),
        ...(isAll ? [{ type: 'deep' } as const] : parsed),
      ];
    });
    this.#needed = nodes.map((list) => longestText(list, ignoreCase));
    const end = this.#state(accept, -1);
    this.#start = this.#build([{ type: 'either', options: nodes }], end);
    this.faults = faults;
  }

  /**
   * Returns true if the glob holds a path, or a folder that it is in.
   * @param budget where it runs out, the answer is `true`
   */
  test(path: string | GlobPath, budget?: StepBudget): boolean {
    return this.#ask(path, true, budget);
  }

  /** As `test`, but a glob that names a folder holds the folder alone, and nothing that is in it. */
  testWhole(path: string | GlobPath, budget?: StepBudget): boolean {
    return this.#ask(path, false, budget);
  }

  #ask(path: string | GlobPath, isFolder: boolean, budget: StepBudget | undefined): boolean {
    const { text, foldedText, exact, folded } = typeof path === 'string' ? globPath(path) : path;
    const words = this.#ignoreCase ? foldedText : text;
    if (!this.#needed.some((needed) => words.includes(needed))) return false;
    const chars = this.#ignoreCase ? folded : exact;
    if (this.#seen.length === 0) this.#seen = new Uint32Array(this.#kinds.length);
    let current: number[] = [];
    this.#stamp++;
    let isHeld = this.#enter(this.#start, current);
    for (const each of chars) {
      // Held by a folder: what is below it is, too.
      if (isFolder && isHeld && each === '/') return true;
      if (current.length === 0) return false;
      if (budget && (budget.left -= current.length) < 0) return true;
      const next: number[] = [];
      this.#stamp++;
      isHeld = false;
      for (const state of current)
        if (this.#takes(state, each) && this.#enter(this.#nexts[state] ?? 0, next)) isHeld = true;
      current = next;
    }
    return isHeld;
  }

  #takes(state: number, each: string): boolean {
    const kind = this.#kinds[state];
    if (kind === char) return this.#chars[state] === each;
    if (kind === anyChar) return true;
    return each !== '/' && (kind === segmentChar || this.#inClass(state, each));
  }

  #inClass(state: number, each: string): boolean {
    const holds = this.#classes[state];
    return holds !== undefined && (holds(each) || (this.#ignoreCase && holds(each.toUpperCase())));
  }

  /** Adds a state, and all that it leads to without a character; says whether the end is among them. */
  #enter(state: number, to: number[]): boolean {
    const stack = [state];
    let isEnd = false;
    for (let each = stack.pop(); each !== undefined; each = stack.pop()) {
      if (this.#seen[each] === this.#stamp) continue;
      this.#seen[each] = this.#stamp;
      const kind = this.#kinds[each];
      if (kind === accept) isEnd = true;
      else if (kind !== split) to.push(each);
      else stack.push(this.#others[each] ?? 0, this.#nexts[each] ?? 0);
    }
    return isEnd;
  }

  #state(kind: number, next: number, other = -1): number {
    this.#kinds.push(kind);
    this.#nexts.push(next);
    this.#others.push(other);
    this.#chars.push('');
    this.#classes.push(undefined);
    return this.#kinds.length - 1;
  }

  #build(nodes: readonly GlobNode[], end: number): number {
    return nodes.reduceRight((next, node) => this.#buildOne(node, next), end);
  }

  #buildOne(node: GlobNode, next: number): number {
    switch (node.type) {
      case 'char': {
        const folded = this.#ignoreCase ? node.char.toLowerCase() : node.char;
        return Array.from(folded).reduceRight((after, each) => this.#charState(each, after), next);
      }
      case 'class': {
        const state = this.#state(charClass, next);
        this.#classes[state] = node.holds;
        return state;
      }
      case 'any':
        return this.#state(segmentChar, next);
      case 'star':
        return this.#loop(segmentChar, next);
      case 'deep':
        return this.#loop(anyChar, next);
      case 'dirs':
        return this.#state(split, next, this.#loop(anyChar, this.#charState('/', next)));
      case 'either':
        return node.options
          .map((option) => this.#build(option, next))
          .reduce((before, option) => this.#state(split, before, option));
    }
  }

  #charState(each: string, next: number): number {
    const state = this.#state(char, next);
    this.#chars[state] = each;
    return state;
  }

  /** Any number of characters of a kind. */
  #loop(kind: number, next: number): number {
    const body = this.#state(kind, -1);
    const entry = this.#state(split, body, next);
    this.#nexts[body] = entry;
    return entry;
  }
}

/** The longest text that every path which the nodes hold contains. */
function longestText(nodes: readonly GlobNode[], ignoreCase: boolean): string {
  let [longest, current] = ['', ''];
  for (const node of nodes) {
    current = node.type === 'char' ? current + node.char : '';
    if (current.length > longest.length) longest = current;
  }
  return ignoreCase ? longest.toLowerCase() : longest;
}
