import { AppError } from '../../core/base/appError.ts';

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const readOnly = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR']);

/** Returns true if an error means that files can't be created in a folder. */
export function isFolderReadOnly(error: unknown): boolean {
  return readOnly.has((error as NodeJS.ErrnoException).code ?? '');
}

/** Returns true for an error of the file system, as Node throws it. */
function isDiskError(error: unknown): error is NodeJS.ErrnoException {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return error instanceof Error && typeof code === 'string' && /^E[A-Z]+$/.test(code);
}

/** Runs `act` and turns disk errors into an `AppError` with advice for the user. */
export function withDiskErrors<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw isDiskError(error) ? toDiskError(error) : error;
  }
}

/** Turns a disk error into an `AppError` that a person can understand. Returns an `AppError` unchanged. */
export function toDiskError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  if (full.has(code))
    return new AppError('storage-full', 'The disk is full. Daymark keeps new activity in memory until there is room.', {
      cause: error,
    });
  const message = `Daymark can't use its data folder (${code || 'unknown reason'}). Check the disk and the permissions of the folder. New activity is kept in memory until then.`;
  return new AppError('storage-readonly', message, { cause: error });
}

/** Error codes of file systems without hard links. */
export const noLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'UNKNOWN']);
