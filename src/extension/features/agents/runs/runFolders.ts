import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentRun } from '../../../../agents/runs/runRecords.ts';
import { makeOwnFolder, ownerOnly } from '../../../../storage/disk/ownFolder.ts';

/**
 * The folders of runs, and marks of runs that have not come to rest, so that the next window looks for them. Without one, the folder of marks
 * isn't there, and nothing needs to be read at a start.
 */
export class RunFolders {
  readonly #folder: string;
  readonly #marks: string;

  /** @param folder of all runs */
  constructor(folder: string) {
    this.#folder = folder;
    this.#marks = join(folder, 'open');
  }

  /** Returns true for what can be the id of a run. Records come by imports and from other machines too, and an id becomes a part of paths. */
  isId(id: string): boolean {
    return /^[\w-]+$/.test(id);
  }

  of(id: string): string {
    return join(this.#folder, id);
  }

  make(id: string): void {
    mkdirSync(this.of(id), { recursive: true, mode: 0o700 });
  }

  /** Returns true for a run of this data folder; another's record may name any folder as its worktree. */
  isOwn(id: string, { worktree }: Pick<AgentRun, 'worktree'>): boolean {
    return this.isId(id) && worktree === join(this.of(id), 'tree');
  }

  /** Returns true while the run's worktree is here. */
  hasTree(id: string, run: Pick<AgentRun, 'worktree'>): boolean {
    return this.isOwn(id, run) && existsSync(run.worktree);
  }

  open(id: string): void {
    makeOwnFolder(this.#marks);
    writeFileSync(join(this.#marks, id), '', { mode: ownerOnly });
  }

  close(id: string): void {
    rmSync(join(this.#marks, id), { force: true });
    try {
      rmdirSync(this.#marks);
    } catch {
      // Others are open.
    }
  }

  /** The runs with a mark. */
  get openIds(): readonly string[] {
    try {
      return readdirSync(this.#marks);
    } catch {
      return [];
    }
  }
}
