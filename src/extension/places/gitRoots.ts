import { lstatSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/** Finds a folder's repository, with a cache. */
export class GitRoots {
  readonly #home: string;
  readonly #roots = new Map<string, string | undefined>();

  /** @param home the user's home folder: a repository of dotfiles there is not the project of everything below */
  constructor(home: string) {
    this.#home = home;
  }

  /**
   * Walks up to the nearest folder that holds a `.git` folder, or a `.git` file as worktrees and submodules have.
   * @param folder absolute; for anything else, such as a URI, nothing is found
   * @returns the folder found, or undefined
   */
  find(folder: string): string | undefined {
    if (!isAbsolute(folder)) return undefined;
    if (this.#roots.has(folder)) return this.#roots.get(folder);
    const parent = dirname(folder);
    const root = this.#isRoot(folder) ? folder : parent === folder ? undefined : this.find(parent);
    this.#roots.set(folder, root);
    return root;
  }

  /** Forgets, since repositories come and go. */
  clear(): void {
    this.#roots.clear();
  }

  #isRoot(folder: string): boolean {
    if (folder === this.#home) return false;
    try {
      return lstatSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined;
    } catch {
      // A folder without access can't be identified as a repository's root.
      return false;
    }
  }
}
