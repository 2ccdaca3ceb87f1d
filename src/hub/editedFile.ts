import { closeSync, constants, copyFileSync, fstatSync, openSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { writeOwnFile } from './ownFile.ts';

/** No configuration that a person keeps is nearly as long, in bytes. */
const mostBytes = 16 * 1024 * 1024;

/**
 * A file of another program's that may not exist yet, and that the user lets Daymark change. A link is followed, so that the file it leads to is
 * changed.
 */
export class EditedFile {
  readonly path: string;
  #seen: Buffer | undefined;

  constructor(file: string) {
    this.path = realPath(file);
  }

  /** Its bytes; none if there is no file. @throws Error with a code, as Node's, when it can't be read or isn't a file of a sensible size */
  read(): Buffer {
    this.#seen = this.#bytes();
    return this.#seen;
  }

  /**
   * Replaces it, and keeps a copy of the file as it was.
   * @returns the path of the copy; none if there was nothing in it
   * @throws Error when the file changed since it was read, Node's error when it can't be written
   */
  write(bytes: Buffer): { readonly backup?: string } {
    const before = this.#bytes();
    if (this.#seen !== undefined && !this.#seen.equals(before))
      throw Object.assign(new Error('The file was changed in the meantime.'), { code: 'changed meanwhile' });
    const backup = before.length === 0 ? undefined : this.#copy();
    writeOwnFile(this.path, bytes, statSync(this.path, { throwIfNoEntry: false })?.mode);
    return backup === undefined ? {} : { backup };
  }

  #copy(): string {
    for (let number = 1; ; number++) {
      const copy = `${this.path}.daymark-backup-${number}`;
      try {
        copyFileSync(this.path, copy, constants.COPYFILE_EXCL);
        return copy;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
  }

  #bytes(): Buffer {
    try {
      // Not blocking: opening a pipe would wait for its writer.
      const handle = openSync(this.path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
      try {
        const stat = fstatSync(handle);
        if (!stat.isFile()) throw Object.assign(new Error('This is not a file.'), { code: 'EINVAL' });
        if (stat.size > mostBytes) throw Object.assign(new Error('The file is too long.'), { code: 'EFBIG' });
        return readFileSync(handle);
      } finally {
        closeSync(handle);
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
      throw error;
    }
  }
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
