import { execFileSync } from 'node:child_process';

/** Lines added and removed. */
export interface Sum {
  added: number;
  removed: number;
}

/** A file that a commit changed, with git's own count of its lines. */
export interface FileChange {
  readonly commit: string;
  readonly file: string;
  readonly lines: Sum;
}

/** Parent that a first commit is compared with. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** The history of a repository from `git`; renames appear as changes of lines. */
export class History {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Commits that are no merges, the newest first. */
  commits(most: number): string[] {
    return this.#text('rev-list', '--no-merges', `--max-count=${most}`, 'HEAD').split('\n').filter(Boolean);
  }

  /** Returns the files that a commit changed, without binary ones, which have no lines. */
  changes(commit: string): FileChange[] {
    const rows = this.#text('show', '--numstat', '-z', '--format=', commit).split('\0').filter(Boolean);
    return rows.flatMap((row) => {
      const [added = '', removed = '', file = ''] = row.trimStart().split('\t');
      return added === '-' ? [] : [{ commit, file, lines: { added: Number(added), removed: Number(removed) } }];
    });
  }

  /** The parent of a commit, or the empty tree. */
  parent(commit: string): string {
    return this.#text('rev-list', '--parents', '--max-count=1', commit).trim().split(' ')[1] ?? emptyTree;
  }

  /** Returns a file in a commit; empty if there is none. */
  content(commit: string, file: string): Buffer {
    if (this.#text('ls-tree', commit, '--', file) === '') return Buffer.alloc(0);
    return this.#run('show', `${commit}:${file}`);
  }

  /** Returns a commit's changes to a file, without context. */
  diff(commit: string, file: string): string {
    return this.#text('diff', '--unified=0', this.parent(commit), commit, '--', file);
  }

  #text(...args: string[]): string {
    return this.#run(...args).toString('utf8');
  }

  #run(...args: string[]): Buffer {
    const quiet = ['-c', 'core.quotePath=false', '-c', 'diff.renames=false', '-c', 'diff.noprefix=false'];
    const env = { ...process.env, GIT_LITERAL_PATHSPECS: '1' };
    return execFileSync('git', [...quiet, ...args], { cwd: this.#folder, env, maxBuffer: 2 ** 28 });
  }
}
