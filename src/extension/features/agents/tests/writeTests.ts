import { lstat, mkdir, realpath, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { isPlainPath, type WrittenTest } from '../../../../ai/drafts/testFiles.ts';
import { AppError } from '../../../../core/base/appError.ts';
import type { Translate } from '../../../../core/base/translate.ts';

/**
 * Writes tests as new files below a folder. No file is replaced, and no link is followed, whatever the repository has in the way.
 * @throws AppError `not-allowed` for a path that leads elsewhere, or to a file that is there
 */
export async function writeTests(folder: string, files: readonly WrittenTest[], t: Translate): Promise<void> {
  const root = await realpath(folder);
  for (const { path, content } of files) {
    if (!isPlainPath(path)) throw refused(path, t);
    const target = join(root, ...path.split('/'));
    await makeFolders(root, dirname(target)).catch((cause: unknown) => {
      throw refused(path, t, cause);
    });
    try {
      // Exclusive: a link in its place fails, too.
      await writeFile(target, content, { flag: 'wx' });
    } catch (cause) {
      throw refused(path, t, cause);
    }
  }
}

/** Makes the folders on the way one by one: each must be a folder itself, not a link to one. */
async function makeFolders(root: string, folder: string): Promise<void> {
  if (folder === root) return;
  if (!folder.startsWith(root + sep)) throw new Error('outside');
  await makeFolders(root, dirname(folder));
  // As git makes them: the user's umask decides.
  await mkdir(folder, { mode: 0o777 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  if (!(await lstat(folder)).isDirectory()) throw new Error('no folder');
}

function refused(path: string, t: Translate, cause?: unknown): AppError {
  return new AppError('not-allowed', t('{0} was not written: something is in its place.', path), { cause });
}
