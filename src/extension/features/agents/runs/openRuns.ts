import { readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeOwnFolder, ownerOnly } from '../../../../storage/disk/ownFolder.ts';

/**
 * Marks of runs that have not come to rest, so that the next window looks for them. Without one, the folder isn't there, and nothing needs
 * to be read at a start.
 */
export class OpenRuns {
  readonly #folder: string;

  /** @param folder of all runs */
  constructor(folder: string) {
    this.#folder = join(folder, 'open');
  }

  open(id: string): void {
    makeOwnFolder(this.#folder);
    writeFileSync(join(this.#folder, id), '', { mode: ownerOnly });
  }

  close(id: string): void {
    rmSync(join(this.#folder, id), { force: true });
    try {
      rmdirSync(this.#folder);
    } catch {
      // Others are open.
    }
  }

  get ids(): readonly string[] {
    try {
      return readdirSync(this.#folder);
    } catch {
      return [];
    }
  }
}
