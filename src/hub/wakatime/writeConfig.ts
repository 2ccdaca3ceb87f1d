import path from 'node:path';
import { EditedFile } from '../editedFile.ts';
import { withMirror, type Mirror, type MirroredConfig } from './configFile.ts';

/** Returns the path of the file from which wakatime-cli reads its configuration. */
export function configPath(env: Readonly<Record<string, string | undefined>>, home: string): string {
  return path.join(env['WAKATIME_HOME'] || home, '.wakatime.cfg');
}

/** A `.wakatime.cfg` that may not exist yet. Follows a link, so that its target is changed. */
export class ConfigFile {
  readonly #file: EditedFile;
  #text: string | undefined;

  constructor(file: string) {
    this.#file = new EditedFile(file);
  }

  get path(): string {
    return this.#file.path;
  }

  /** Returns what `write` would do. @throws Node's error if the file can't be read, RangeError as `withMirror` */
  preview(mirror: Mirror): MirroredConfig {
    // One character for each byte, so that lines in any encoding stay as they are.
    this.#text = this.#file.read().toString('latin1');
    return withMirror(this.#text, mirror);
  }

  /**
   * Writes the mirror, and keeps a copy of the file as it was.
   * @returns the path of the copy; none if there was no file
   * @throws Error if the file changed since the preview, Node's error if it can't be written
   */
  write(mirror: Mirror): { readonly backup?: string } {
    const text = this.#text ?? this.#file.read().toString('latin1');
    return this.#file.write(Buffer.from(withMirror(text, mirror).text, 'latin1'));
  }
}
