import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../core/base/clock.ts';
import type { Disposable } from '../core/base/event.ts';
import { globToRegExp } from '../core/base/glob.ts';
import type { Where } from '../core/facts/signal.ts';
import type { Verdict } from '../tracking/privacyFilter.ts';
import type { Settings } from './settings.ts';

/** How long (ms) a `.daymarkignore` that was read is trusted. */
const trustMs = 5_000;
const ignoreName = '.daymarkignore';

interface Pattern {
  readonly expression: RegExp;
  /** It began with `!`: what it names is recorded after all. */
  readonly isException: boolean;
}

interface Ignored {
  readonly checkedAt: number;
  readonly changedAt: number | undefined;
  readonly patterns: readonly Pattern[];
}

/** Says of every place, before anything is recorded, whether it may be: by `daymark.privacy.exclude` and `.daymarkignore`. */
export class Privacy implements Disposable {
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #listener: Disposable;
  readonly #ignored = new Map<string, Ignored>();
  #verdicts = new WeakMap<Where, { readonly at: number; readonly verdict: Verdict }>();
  #excluded: readonly RegExp[] = [];
  #nameless: readonly RegExp[] = [];

  constructor(settings: Settings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    this.#read();
    this.#listener = settings.onDidChange(() => this.#read());
  }

  /** Microseconds for a place that was asked about within the last seconds. */
  readonly judge = (where: Where): Verdict => {
    const now = this.#clock.monotonic();
    const known = this.#verdicts.get(where);
    if (known && now - known.at < trustMs) return known.verdict;
    const verdict = this.#judge(where, now);
    this.#verdicts.set(where, { at: now, verdict });
    return verdict;
  };

  dispose(): void {
    this.#listener.dispose();
  }

  #read(): void {
    const ignoreCase = process.platform === 'win32' || process.platform === 'darwin';
    this.#excluded = this.#settings.get('privacy.exclude').map((glob) => globToRegExp(glob, ignoreCase));
    this.#nameless = this.#settings.get('privacy.hideFileNames').map((glob) => globToRegExp(glob, ignoreCase));
    this.#verdicts = new WeakMap();
  }

  #judge({ project, file }: Where, now: number): Verdict {
    const root = project?.replaceAll('\\', '/');
    const path = root === undefined ? (file ?? '') : file === undefined ? root : `${root}/${file}`;
    if (this.#excluded.some((glob) => glob.test(path))) return 'excluded';
    if (project !== undefined && isIgnored(this.#ignoreOf(project, now), file ?? '')) return 'excluded';
    return root !== undefined && this.#nameless.some((glob) => glob.test(root)) ? 'nameless' : 'open';
  }

  #ignoreOf(project: string, now: number): readonly Pattern[] {
    const known = this.#ignored.get(project);
    if (known && now - known.checkedAt < trustMs) return known.patterns;
    const path = join(project, ignoreName);
    const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    const isSame = known !== undefined && known.changedAt === changedAt;
    const patterns = isSame ? known.patterns : changedAt === undefined ? [] : patternsOf(path);
    this.#ignored.set(project, { checkedAt: now, changedAt, patterns });
    return patterns;
  }
}

/** What cannot be read may name anything, and so all is left out. */
function patternsOf(path: string): readonly Pattern[] {
  try {
    return patternsIn(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return patternsIn('**');
    throw error;
  }
}

/** The patterns of an ignore file, one in a line: `#` begins a comment, `!` an exception; the last that holds decides. */
export function patternsIn(text: string): Pattern[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const isException = line.startsWith('!');
      return { expression: globToRegExp(isException ? line.slice(1) : line), isException };
    });
}

/** @param file relative to the project; empty for the project as such, which only a pattern for everything holds */
export function isIgnored(patterns: readonly Pattern[], file: string): boolean {
  const last = patterns.findLast(({ expression }) => expression.test(file));
  return last !== undefined && !last.isException;
}
