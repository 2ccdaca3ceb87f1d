import { AppError } from '../../core/base/appError.ts';

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const readOnly = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR']);

/** Whether an error says that nothing can be made in a folder. */
export function isFolderReadOnly(error: unknown): boolean {
  return readOnly.has((error as NodeJS.ErrnoException).code ?? '');
}

/** What a failed access to the disk means to a person. An `AppError` comes back as it is. */
export function toDiskError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  if (full.has(code))
    return new AppError('storage-full', 'The disk is full. Daymark keeps new activity in memory until there is room.', {
      cause: error,
    });
  const message = `Daymark can't write to its folder (${code || 'unknown reason'}). New activity is kept in memory until it can.`;
  return new AppError('storage-readonly', message, { cause: error });
}

/** Codes of the errors with which a file system says that it has no hard links. */
export const noLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'UNKNOWN']);
