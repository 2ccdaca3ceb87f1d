import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs';

/** Reason why a workspace file was not read. */
export type FileRefusal = 'link' | 'notRegular' | 'tooLarge' | 'unreadable';

/** The result of reading a file. */
export type BoundedRead =
  | { readonly state: 'absent' }
  | { readonly state: 'read'; readonly bytes: Buffer; readonly changedAt: number }
  | { readonly state: 'refused'; readonly why: FileRefusal };

/**
 * Reads a small workspace file, whatever the workspace put in its place. A repository may contain a link to a device, a pipe that nobody
 * writes to, or a file of many gigabytes, and this runs on the extension host's thread. Links are not followed: on Windows, following one
 * to another machine sends the user's credentials there. This is the only way to read workspace content synchronously.
 * @param limit size in bytes, above which the file is refused
 */
export function readBoundedFile(path: string, limit: number): BoundedRead {
  try {
    const seen = lstatSync(path, { throwIfNoEntry: false });
    if (!seen) return { state: 'absent' };
    // A device may act on being opened, so it is not.
    return refusalOf(seen, limit) ?? readOpened(path, limit);
  } catch (error) {
    return failed(error);
  }
}

function readOpened(path: string, limit: number): BoundedRead {
  // The file may have been replaced since the check. Windows has neither flag.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
  try {
    const opened = fstatSync(file);
    const refusal = refusalOf(opened, limit);
    if (refusal) return refusal;
    const bytes = readUpTo(file, opened.size);
    // It has grown since, or is one of those that don't tell their size.
    const whole = bytes.length > opened.size ? readUpTo(file, limit) : bytes;
    if (whole.length > limit) return { state: 'refused', why: 'tooLarge' };
    return { state: 'read', bytes: whole, changedAt: opened.mtimeMs };
  } finally {
    closeSync(file);
  }
}

/** Reads from the start, up to one byte more than `size`. */
function readUpTo(file: number, size: number): Buffer {
  const bytes = Buffer.alloc(size + 1);
  let length = 0;
  for (let count = -1; count !== 0 && length <= size; length += count)
    count = readSync(file, bytes, length, bytes.length - length, length);
  return bytes.subarray(0, length);
}

function refusalOf(stats: Stats, limit: number): BoundedRead | undefined {
  if (stats.isSymbolicLink()) return { state: 'refused', why: 'link' };
  if (!stats.isFile()) return { state: 'refused', why: 'notRegular' };
  return stats.size > limit ? { state: 'refused', why: 'tooLarge' } : undefined;
}

function failed(error: unknown): BoundedRead {
  if (!(error instanceof Error && 'code' in error)) throw error;
  const isAbsent = error.code === 'ENOENT' || error.code === 'ENOTDIR';
  return isAbsent ? { state: 'absent' } : { state: 'refused', why: 'unreadable' };
}
