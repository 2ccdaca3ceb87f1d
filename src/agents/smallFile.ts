import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** A small file of another program, or of another process. */
export interface SmallFile {
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
}

/**
 * Reads a small file.
 * @param most bytes
 * @returns undefined if there is none, it is longer, or it isn't a regular file, such as a link or a pipe
 */
export function readSmallFile(path: string, most: number): SmallFile | undefined {
  try {
    const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = fstatSync(file);
      if (!stat.isFile() || stat.size > most) return undefined;
      return { text: readFileSync(file, 'utf8'), changedAt: Math.round(stat.mtimeMs) };
    } finally {
      closeSync(file);
    }
  } catch {
    // Deleted in the meantime, or not to be read.
    return undefined;
  }
}
