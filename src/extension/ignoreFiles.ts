import { join } from 'node:path';
import type { Clock } from '../core/base/clock.ts';
import { Emitter, type Event } from '../core/base/event.ts';
import { IgnoreRules } from '../tracking/ignoreRules.ts';
import { readBoundedFile, type BoundedRead, type FileRefusal } from './boundedFile.ts';
import { ignoreLines } from './ignoreText.ts';

/** Time (ms) for which data read from a workspace stays valid. */
export const trustMs = 5_000;
/**
 * Time (ms) for which the absence of ignore files below the root stays valid: checking each folder on the way takes longer than everything else.
 */
const trustAbsentMs = 30_000;
const ignoreName = '.daymarkignore';
/** Bytes. git's own list of what to ignore for all languages is 30 KB. */
const largestFile = 64 * 1024;
/** Folders that are remembered. */
const mostFolders = 2_000;

/** The problem with an ignore file: it was refused, or lines don't mean what they say. */
export interface IgnoreProblem {
  readonly path: string;
  readonly refused?: FileRefusal | 'encoding';
  /** Line numbers, from 1. */
  readonly lines: readonly number[];
}

interface CachedRules {
  readonly checkedAt: number;
  readonly read: BoundedRead;
  readonly rules: IgnoreRules;
  readonly problem: IgnoreProblem | undefined;
}

const nothing = new IgnoreRules([], false);

/** The `.daymarkignore` files of folders, read again when they were last read some seconds ago. */
export class IgnoreFiles {
  readonly #clock: Clock;
  readonly #ignoreCase: boolean;
  readonly #known = new Map<string, CachedRules>();
  readonly #changed = new Emitter<void>();
  /** Other problems than before were found. */
  readonly onDidChangeProblems: Event<void> = this.#changed.event;

  constructor(clock: Clock, ignoreCase: boolean) {
    this.#clock = clock;
    this.#ignoreCase = ignoreCase;
  }

  /**
   * Returns the rules of a folder's file. A file that cannot be read excludes everything.
   * @param isRoot whether it is a project's root, where a new file is noticed sooner
   */
  of(folder: string, isRoot: boolean): IgnoreRules {
    const now = this.#clock.monotonic();
    const known = this.#known.get(folder);
    const trusted = known?.read.state === 'absent' && !isRoot ? trustAbsentMs : trustMs;
    if (known && now - known.checkedAt < trusted) return known.rules;
    const path = join(folder, ignoreName);
    const read = readBoundedFile(path, largestFile);
    const next = known && isSame(known.read, read) ? { ...known, checkedAt: now } : this.#learn(path, read);
    if (this.#known.size > mostFolders) this.#known.clear();
    this.#known.set(folder, next);
    if (JSON.stringify(known?.problem) !== JSON.stringify(next.problem)) this.#changed.fire();
    return next.rules;
  }

  /** Covers all files that were read so far. */
  problems(): IgnoreProblem[] {
    return Array.from(this.#known.values()).flatMap(({ problem }) => (problem ? [problem] : []));
  }

  #learn(path: string, read: BoundedRead): CachedRules {
    const checkedAt = this.#clock.monotonic();
    if (read.state === 'absent') return { checkedAt, read, rules: nothing, problem: undefined };
    const lines = read.state === 'read' ? ignoreLines(read.bytes) : undefined;
    if (!lines) {
      const refused = read.state === 'refused' ? read.why : 'encoding';
      return { checkedAt, read, rules: new IgnoreRules(['**'], false), problem: { path, refused, lines: [] } };
    }
    const rules = new IgnoreRules(lines, this.#ignoreCase);
    const odd = rules.problems.map(({ item }) => (item ?? lines.length - 1) + 1);
    const problem = odd.length === 0 ? undefined : { path, lines: [...new Set(odd)] };
    return { checkedAt, read, rules, problem };
  }
}

function isSame(a: BoundedRead, b: BoundedRead): boolean {
  if (a.state === 'read') return b.state === 'read' && a.bytes.equals(b.bytes);
  return a.state === b.state && (a.state !== 'refused' || b.state !== 'refused' || a.why === b.why);
}
