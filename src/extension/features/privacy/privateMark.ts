import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFiles } from '../../../storage/disk/nodeFiles.ts';
import { makeOwnFolder, ownerOnly } from '../../../storage/disk/ownFolder.ts';

/** Bytes of the file at most. */
const longestMark = 64;

/**
 * Until when a workspace is private: a file in its own folder, written immediately. VS Code's memento would not work: in a browser it is
 * written some seconds later, and a reloading page does not wait.
 */
export class PrivateMark {
  readonly #folder: string | undefined;

  /** @param folder of the workspace, for the extension; undefined in a window without one, which remembers nothing */
  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** In ms since the epoch; undefined if there is none, or none that is readable. */
  read(): number | undefined {
    const path = this.#path;
    // Reading a pipe would hold the window.
    const bytes = path === undefined ? undefined : nodeFiles.readBounded(path, longestMark);
    if (bytes === undefined || bytes === 'unfit') return undefined;
    const until = Number(Buffer.from(bytes).toString());
    return Number.isFinite(until) ? until : undefined;
  }

  /** Throws Node's error when the folder cannot be written. */
  write(until: number | undefined): void {
    const path = this.#path;
    if (path === undefined || this.#folder === undefined) return;
    if (until === undefined) return rmSync(path, { force: true });
    makeOwnFolder(this.#folder);
    writeFileSync(path, String(until), { mode: ownerOnly });
  }

  get #path(): string | undefined {
    return this.#folder === undefined ? undefined : join(this.#folder, 'private');
  }
}
