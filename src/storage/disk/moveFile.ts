import { noLinks } from './diskError.ts';
import type { Files } from './files.ts';

/**
 * Moves a file to a path, and overwrites nothing there.
 * @returns false if there is a file at `to`, or none at `from`; then nothing was changed
 */
export function moveToNew(files: Files, from: string, to: string): boolean {
  try {
    files.link(from, to);
  } catch (error) {
    if (!noLinks.has((error as NodeJS.ErrnoException).code ?? '')) return refused(error);
    if (files.stat(to)) return false;
    return renamed(files, from, to);
  }
  files.remove(from);
  return true;
}

function renamed(files: Files, from: string, to: string): boolean {
  try {
    files.rename(from, to);
    return true;
  } catch (error) {
    return refused(error);
  }
}

function refused(error: unknown): false {
  if (['EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
  throw error;
}
