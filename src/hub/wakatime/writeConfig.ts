import { copyFileSync, constants, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { writeOwnFile } from '../ownFile.ts';
import { withMirror, type Mirror, type MirroredConfig } from './configFile.ts';

/** Where wakatime-cli reads its configuration. */
export function configPath(env: Readonly<Record<string, string | undefined>>, home: string): string {
  return path.join(env['WAKATIME_HOME'] || home, '.wakatime.cfg');
}

/** A `.wakatime.cfg` that may not exist yet. A link is followed, so that the file it leads to is changed. */
export class ConfigFile {
  readonly path: string;
  #seen: string | undefined;

  constructor(file: string) {
    this.path = realPath(file);
  }

  /** What `write` would do. @throws Node's error when the file can't be read, RangeError as `withMirror` */
  preview(mirror: Mirror): MirroredConfig {
    this.#seen = this.#read();
    return withMirror(this.#seen, mirror);
  }

  /**
   * Writes the mirror, and keeps a copy of the file as it was.
   * @returns the path of the copy; none where there was no file
   * @throws Error when the file changed since the preview, Node's error when it can't be written
   */
  write(mirror: Mirror): { readonly backup?: string } {
    const text = this.#read();
    if (this.#seen !== undefined && this.#seen !== text)
      throw Object.assign(new Error('The file was changed meanwhile.'), { code: 'changed meanwhile' });
    const backup = text === '' ? undefined : this.#copy();
    const bytes = Buffer.from(withMirror(text, mirror).text, 'latin1');
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

  /** One character for each byte, so that lines in any encoding stay as they are. */
  #read(): string {
    try {
      return readFileSync(this.path, 'latin1');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
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
