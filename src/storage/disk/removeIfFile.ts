import type { Files } from './files.ts';

/** Deletes a file of Daymark's. A folder, a pipe, or a device that has its name is not Daymark's, and stays. */
export function removeIfFile(files: Files, path: string): void {
  if (files.stat(path)?.isFile !== false) files.remove(path);
}
