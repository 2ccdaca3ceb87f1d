import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { AppError } from '../../core/base/appError.ts';
import type { Files } from '../disk/files.ts';

/** No file of the vault is nearly as long. */
const maxBytes = 8 * 1024;
const asideEnding = '.new';
/** A file aside that is older than this was left by a process that died, ms. */
const abandonedMs = 3_600_000;

/** The folder `vault/`. Others may have planted anything in it: only regular, small files are read, and links are not followed. */
export class VaultFiles {
  readonly files: Files;
  readonly folder: string;
  /** The number of times that the disk refused a read. */
  refusals = 0;

  constructor(files: Files, folder: string) {
    this.files = files;
    this.folder = path.join(folder, 'vault');
  }

  /** Sorted names; empty when the folder is missing or can't be listed. */
  list(): string[] {
    try {
      return this.files.list(this.folder);
    } catch {
      this.refusals++;
      return [];
    }
  }

  /** Like `Files.readBounded`; also returns `unfit` if the disk refuses. */
  read(name: string): Uint8Array | 'unfit' | undefined {
    try {
      return this.readStrictly(name);
    } catch {
      this.refusals++;
      return 'unfit';
    }
  }

  /** Like `Files.readBounded`. */
  readStrictly(name: string): Uint8Array | 'unfit' | undefined {
    return this.files.readBounded(this.path(name), maxBytes);
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  /** Makes the folder for its owner only. Throws `storage-damaged` when it is a link, which could lead a secret out of it. */
  prepare(): void {
    if (this.files.isLink(this.folder))
      throw new AppError(
        'storage-damaged',
        'The folder "vault" of the Daymark data is a link. Replace it with a real folder.',
      );
    this.files.makeFolder(this.folder);
  }

  /** Writes a whole file aside and syncs it. Nothing is left behind on failure. */
  writeAside(name: string, bytes: Uint8Array): string {
    this.prepare();
    const aside = this.path(`${name}.${randomBytes(6).toString('hex')}${asideEnding}`);
    try {
      this.files.create(aside, bytes);
      this.files.sync(aside);
    } catch (error) {
      this.#removeQuietly(aside);
      throw error;
    }
    return aside;
  }

  /** Makes or replaces a file: a reader finds the old bytes or the new ones, and the new ones survive a power cut. */
  write(name: string, bytes: Uint8Array): void {
    const aside = this.writeAside(name, bytes);
    try {
      this.files.rename(aside, this.path(name));
    } catch (error) {
      this.#removeQuietly(aside);
      throw error;
    }
    this.files.syncFolder(this.folder);
  }

  /** Removes a file of the vault. Throws what the disk throws. */
  remove(name: string): void {
    this.files.remove(this.path(name));
  }

  /** Removes files aside that dead processes left. */
  tidy(now: number): void {
    for (const name of this.list().filter((each) => each.endsWith(asideEnding))) {
      const modifiedAt = this.files.stat(this.path(name))?.modifiedAt ?? now;
      if (Math.abs(now - modifiedAt) > abandonedMs) this.#removeQuietly(this.path(name));
    }
  }

  // The first failure is the one to report.
  #removeQuietly(file: string): void {
    try {
      this.files.remove(file);
    } catch {
      // `tidy` tries again.
    }
  }
}
