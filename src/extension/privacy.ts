import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { StepBudget } from '../core/base/glob.ts';
import type { Clock } from '../core/base/clock.ts';
import type { Disposable, Event } from '../core/base/event.ts';
import type { SignalPlace } from '../core/facts/signal.ts';
import { Exclusions, type PatternProblem } from '../tracking/exclusions.ts';
import type { PatternHost } from '../tracking/patternReadings.ts';
import type { Verdict } from '../tracking/privacyFilter.ts';
import { IgnoreFiles, trustMs, type IgnoreProblem } from './ignoreFiles.ts';
import type { Settings } from './settings.ts';

/** Steps per judgement: about 60 ms. Patterns that take more exclude the file in question. */
const mostSteps = 2_000_000;
/** UTF-16 units, like Linux's PATH_MAX. Longer paths are excluded. */
const longestPath = 4_096;
/** Folders on the way to a file. What lies deeper is excluded. */
const mostFolders = 128;

/** Time (ms) for which a file's real path stays valid, and the number of such files. */
const trustLinksMs = 60_000;
const mostRealPaths = 2_000;

/** Patterns that are not taken as they are written, and ignore files that are not read or not understood in all. */
export interface PrivacyProblems {
  readonly exclude: readonly PatternProblem[];
  readonly hideFileNames: readonly PatternProblem[];
  readonly files: readonly IgnoreProblem[];
}

/**
 * Decides for every place, before anything is recorded, whether it may be recorded: by `daymark.privacy.exclude` and `.daymarkignore`. If
 * in doubt, it may not.
 */
export class Privacy implements Disposable {
  readonly #settings: Pick<Settings, 'get' | 'onDidChange'>;
  readonly #clock: Clock;
  readonly #listener: Disposable;
  readonly #files: IgnoreFiles;
  readonly #realPaths = new Map<string, { readonly at: number; readonly real: string }>();
  readonly #host: PatternHost = { home: homedir(), realPath: realPathOf };
  /** Other problems with ignore files than before were found. */
  readonly onDidChangeProblems: Event<void>;
  #verdicts = new WeakMap<SignalPlace, { readonly at: number; readonly verdict: Verdict }>();
  /** Compiled for the first place that is judged: VS Code waits for the start. */
  #patterns: { readonly excluded: Exclusions; readonly nameless: Exclusions } | undefined;

  constructor(settings: Pick<Settings, 'get' | 'onDidChange'>, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    this.#files = new IgnoreFiles(clock, process.platform === 'win32' || process.platform === 'darwin');
    this.onDidChangeProblems = this.#files.onDidChangeProblems;
    this.#listener = settings.onDidChange(() => {
      this.#patterns = undefined;
      this.#verdicts = new WeakMap();
    });
  }

  /** Takes microseconds for a place that was judged within the last seconds. Never throws. */
  readonly judge = (where: SignalPlace): Verdict => {
    const now = this.#clock.monotonic();
    const known = this.#verdicts.get(where);
    if (known && now - known.at < trustMs) return known.verdict;
    const verdict = this.#judge(where);
    this.#verdicts.set(where, { at: now, verdict });
    return verdict;
  };

  /** By the current settings and the ignore files that were read so far. */
  problems(): PrivacyProblems {
    const { excluded, nameless } = this.#read();
    return { exclude: excluded.problems, hideFileNames: nameless.problems, files: this.#files.problems() };
  }

  dispose(): void {
    this.#listener.dispose();
  }

  #read() {
    const read = (key: 'privacy.exclude' | 'privacy.hideFileNames') =>
      new Exclusions(this.#settings.get(key), this.#host);
    return (this.#patterns ??= { excluded: read('privacy.exclude'), nameless: read('privacy.hideFileNames') });
  }

  #judge(where: SignalPlace): Verdict {
    const place = placeOf(where);
    if (place === undefined) return 'excluded';
    const real = this.#realPlaceOf(place);
    const places = real ? [place, real] : [place];
    const budget = new StepBudget(mostSteps);
    const paths = places.flatMap(({ path, file }) => (file === '' ? [path] : [path, file]));
    const { excluded, nameless } = this.#read();
    if (excluded.holds(paths, budget)) return 'excluded';
    if (places.some((one) => this.#isIgnored(one, budget))) return 'excluded';
    const roots = places.flatMap(({ root }) => root ?? []);
    return nameless.holds(roots, budget) ? 'nameless' : 'open';
  }

  /** Returns the same place with links resolved. */
  #realPlaceOf({ path, root }: Place): Place | undefined {
    if (!isLocal(path)) return undefined;
    const real = this.#realOf(path);
    const realRoot = root === undefined || !isLocal(root) ? root : this.#realOf(root);
    if (real === path && realRoot === root) return undefined;
    const isInside = realRoot !== undefined && real.startsWith(`${realRoot}/`);
    return { path: real, root: realRoot, file: isInside ? real.slice(realRoot.length + 1) : '' };
  }

  /** Links change seldom, and to follow them takes longer than all the rest. */
  #realOf(path: string): string {
    const now = this.#clock.monotonic();
    const known = this.#realPaths.get(path);
    if (known && now - known.at < trustLinksMs) return known.real;
    if (this.#realPaths.size >= mostRealPaths) this.#realPaths.clear();
    const real = realOf(path);
    this.#realPaths.set(path, { at: now, real });
    return real;
  }

  /** Asks the ignore file of each folder on the way, from that of the project; without a project, from the first. */
  #isIgnored({ path, root }: Place, budget: StepBudget): boolean {
    if (!isLocal(path)) return false;
    const folders = foldersOf(path, root);
    if (folders.length > mostFolders) return true;
    return folders.some((folder) => this.#files.of(folder, folder === root).excludes(below(path, folder), budget));
  }
}

/** Judges places by the settings as they are now. For one occasion: it follows no change, and needs no disposal. */
export function privacyNow(settings: Pick<Settings, 'get'>, clock: Clock): Pick<Privacy, 'judge'> {
  return new Privacy({ get: (key) => settings.get(key), onDidChange: () => ({ dispose: () => undefined }) }, clock);
}

/** A place with forward slashes. */
interface Place {
  readonly path: string;
  readonly root: string | undefined;
  /** Below the root; empty for the project as such. */
  readonly file: string;
}

function placeOf({ project, file = '' }: SignalPlace): Place | undefined {
  const root = project === undefined ? undefined : slashes(project).replace(/(?<=[^/])\/$/, '');
  const slashed = slashes(file);
  const isWhole = root === undefined || isLocal(slashed);
  const path = isWhole ? slashed : slashed === '' ? root : `${root}/${slashed}`;
  if (path.length > longestPath) return undefined;
  const isInside = root !== undefined && (path === root || path.startsWith(`${root}/`));
  return {
    path: slashed === '' && root !== undefined ? root : path,
    root,
    file: isInside ? path.slice(root.length + 1) : '',
  };
}

/** For a path that doesn't exist yet, uses the nearest folder that does. */
function realOf(path: string): string {
  for (let folder = path, up = dirname(path); ; folder = up, up = dirname(folder)) {
    const real = realPathOf(folder);
    if (real !== undefined) return real + path.slice(folder.length);
    if (up === folder) return path;
  }
}

function realPathOf(path: string): string | undefined {
  try {
    return slashes(realpathSync.native(path));
  } catch {
    // It does not exist, or may not be seen: then nothing in it is recorded either.
    return undefined;
  }
}

/** From the root, or else the first, to the folder that contains the path, which may be a folder itself. */
function foldersOf(path: string, root: string | undefined): string[] {
  const found: string[] = root === path ? [path] : [];
  const isIn = root !== undefined && path.startsWith(`${root}/`);
  for (let folder = dirname(path); found.length <= mostFolders; folder = dirname(folder)) {
    if (root === path) break;
    found.push(folder);
    if ((isIn && folder === root) || dirname(folder) === folder) break;
  }
  return found;
}

function below(path: string, folder: string): string {
  return path === folder ? '' : path.slice(folder.length);
}

const slashes = (path: string): string => path.replaceAll('\\', '/');

/** Returns true if a path is of this machine, and no URI. */
function isLocal(path: string): boolean {
  return path.startsWith('/') || (process.platform === 'win32' && /^[a-z]:\//i.test(path));
}
